package io.alphaflow.simulator.server;

import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.SortedSet;
import java.util.TreeSet;

/** One connection to the market streams: what it listens to and in which form. */
final class StreamClient {

  private final Outbox outbox;
  private final VenueTimeUnit unit;
  private final SortedSet<String> streams = new TreeSet<>();
  private boolean combined;

  StreamClient(Outbox outbox, VenueTimeUnit unit, boolean combined) {
    this.outbox = outbox;
    this.unit = unit;
    this.combined = combined;
  }

  VenueTimeUnit unit() {
    return unit;
  }

  /** Names of the streams it listens to. */
  SortedSet<String> streams() {
    return streams;
  }

  /** Whether payloads come wrapped with the name of their stream. */
  boolean isCombined() {
    return combined;
  }

  void setCombined(boolean value) {
    combined = value;
  }

  /** Sends a market message. */
  void send(Channel channel, String message) {
    outbox.send(message);
  }

  /** Answers a command. */
  void answer(String message) {
    outbox.send(message);
  }
}
