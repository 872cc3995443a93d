package io.alphaflow.simulator;

/**
 * What the venue lets one client do.
 *
 * @param weightPerMinute request weight of one address in a minute of the clock
 * @param ordersPer10Seconds unfilled orders of one account in ten seconds of the clock
 * @param ordersPerDay unfilled orders of one account in a day of the clock
 * @param bufferedMessages messages that wait for one slow WebSocket client before it is cut off
 * @param connections what one WebSocket connection may do
 */
public record VenueLimits(
    int weightPerMinute,
    int ordersPer10Seconds,
    int ordersPerDay,
    int bufferedMessages,
    ConnectionLimits connections) {

  /** Binance's own: 6,000 weight, 100 and 200,000 orders; 100,000 messages wait. */
  public static final VenueLimits DEFAULT = new VenueLimits(6_000, 100, 200_000, 100_000);

  /** Checks that all are above 0. */
  public VenueLimits {
    if (weightPerMinute <= 0
        || ordersPer10Seconds <= 0
        || ordersPerDay <= 0
        || bufferedMessages <= 0) {
      throw new IllegalArgumentException("venue limits must all be above 0");
    }
  }

  /** Limits with Binance's own rules for connections. */
  public VenueLimits(
      int weightPerMinute, int ordersPer10Seconds, int ordersPerDay, int bufferedMessages) {
    this(
        weightPerMinute,
        ordersPer10Seconds,
        ordersPerDay,
        bufferedMessages,
        ConnectionLimits.DEFAULT);
  }

  /** The same with another weight. */
  public VenueLimits withWeightPerMinute(int value) {
    return new VenueLimits(value, ordersPer10Seconds, ordersPerDay, bufferedMessages, connections);
  }

  /** The same with other rules for connections. */
  public VenueLimits withConnections(ConnectionLimits value) {
    return new VenueLimits(
        weightPerMinute, ordersPer10Seconds, ordersPerDay, bufferedMessages, value);
  }
}
