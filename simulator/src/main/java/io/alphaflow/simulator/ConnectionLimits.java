package io.alphaflow.simulator;

import java.time.Duration;

/**
 * What the venue lets one WebSocket connection do.
 *
 * @param streams that it may listen to at most; for market streams
 * @param messagesPerSecond that a client may send: commands, pings and pongs; for market streams
 * @param connectionsPer5Minutes that one address may open in five minutes of the clock
 * @param pingEvery how often it is pinged
 * @param longestSilence after which it is ended when no ping was answered
 * @param life after which it is ended whatever happens
 */
public record ConnectionLimits(
    int streams,
    int messagesPerSecond,
    int connectionsPer5Minutes,
    Duration pingEvery,
    Duration longestSilence,
    Duration life) {

  /** Binance's own: 1,024 streams, 5 messages, 300 connections, 20 s, 60 s, 24 h. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          1_024, 5, 300, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(24));

  /** Checks that all are above 0. */
  public ConnectionLimits {
    if (streams <= 0 || messagesPerSecond <= 0 || connectionsPer5Minutes <= 0) {
      throw new IllegalArgumentException("connection limits must all be above 0");
    }
    if (pingEvery.toMillis() <= 0 || longestSilence.toMillis() <= 0 || life.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "pingEvery, longestSilence and life must be at least a millisecond");
    }
  }

  /** The same with another number of streams. */
  public ConnectionLimits withStreams(int value) {
    return new ConnectionLimits(
        value, messagesPerSecond, connectionsPer5Minutes, pingEvery, longestSilence, life);
  }

  /** The same with another number of connections. */
  public ConnectionLimits withConnectionsPer5Minutes(int value) {
    return new ConnectionLimits(streams, messagesPerSecond, value, pingEvery, longestSilence, life);
  }

  /** The same with other times of pings. */
  public ConnectionLimits withPings(Duration every, Duration silence) {
    return new ConnectionLimits(
        streams, messagesPerSecond, connectionsPer5Minutes, every, silence, life);
  }

  /** The same with another life. */
  public ConnectionLimits withLife(Duration value) {
    return new ConnectionLimits(
        streams, messagesPerSecond, connectionsPer5Minutes, pingEvery, longestSilence, value);
  }
}
