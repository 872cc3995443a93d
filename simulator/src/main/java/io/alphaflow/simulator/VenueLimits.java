package io.alphaflow.simulator;

/**
 * What the venue lets one client do.
 *
 * @param weightPerMinute request weight of one address in a minute of the clock
 * @param ordersPer10Seconds unfilled orders of one account in ten seconds of the clock
 * @param ordersPerDay unfilled orders of one account in a day of the clock
 * @param bufferedMessages messages that wait for one slow WebSocket client before it is cut off
 */
public record VenueLimits(
    int weightPerMinute, int ordersPer10Seconds, int ordersPerDay, int bufferedMessages) {

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
}
