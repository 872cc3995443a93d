package io.alphaflow.common.ledger;

import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/** The round trip that a strategy's position is on, and what the ones before came to. */
final class Trip {

  private long number;
  private boolean open;
  private boolean isLong;
  private long openedAt;
  private long fills;
  private long entryQuantity;
  private long entryNotional;
  private long exitQuantity;
  private long exitNotional;
  private long startGross;
  private long adverse;
  private long favourable;

  /** P&amp;L and fees of the position when the last trip ended. */
  private long endedNet;

  private long endedFees;

  /** The same, which goes on by itself from now on. */
  Trip copy() {
    Trip copy = new Trip();
    copy.number = number;
    copy.open = open;
    copy.isLong = isLong;
    copy.openedAt = openedAt;
    copy.fills = fills;
    copy.entryQuantity = entryQuantity;
    copy.entryNotional = entryNotional;
    copy.exitQuantity = exitQuantity;
    copy.exitNotional = exitNotional;
    copy.startGross = startGross;
    copy.adverse = adverse;
    copy.favourable = favourable;
    copy.endedNet = endedNet;
    copy.endedFees = endedFees;
    return copy;
  }

  boolean isOpen() {
    return open;
  }

  boolean isLong() {
    return isLong;
  }

  /**
   * Begins.
   *
   * @param gross profit of the position before fees, at the price of the first fill
   */
  void begin(boolean goesLong, long gross, long time) {
    number++;
    open = true;
    isLong = goesLong;
    openedAt = time;
    fills = 0;
    entryQuantity = 0;
    entryNotional = 0;
    exitQuantity = 0;
    exitNotional = 0;
    startGross = gross;
    adverse = 0;
    favourable = 0;
  }

  void entry(long quantity, long notional) {
    fills++;
    entryQuantity = Math.addExact(entryQuantity, quantity);
    entryNotional = Math.addExact(entryNotional, notional);
  }

  void exit(long quantity, long notional) {
    fills++;
    exitQuantity = Math.addExact(exitQuantity, quantity);
    exitNotional = Math.addExact(exitNotional, notional);
  }

  /** The position's profit before fees at a mark or a fill. */
  void seen(long gross) {
    long profit = Math.subtractExact(gross, startGross);
    adverse = Math.min(adverse, profit);
    favourable = Math.max(favourable, profit);
  }

  /**
   * Ends.
   *
   * @param gross profit of the position before fees, at the price of the last fill
   */
  RoundTrip end(String strategy, Position position, long gross, long time) {
    seen(gross);
    long net = Math.subtractExact(gross, position.fees());
    RoundTrip trip =
        new RoundTrip(
            strategy,
            position.instrument(),
            number,
            isLong ? Side.BUY : Side.SELL,
            openedAt,
            time,
            entryQuantity,
            average(entryNotional, entryQuantity),
            average(exitNotional, exitQuantity),
            Math.subtractExact(net, endedNet),
            Math.subtractExact(position.fees(), endedFees),
            adverse,
            favourable,
            fills);
    open = false;
    endedNet = net;
    endedFees = position.fees();
    return trip;
  }

  private static long average(long notional, long quantity) {
    return Fixed8.divide(notional, quantity, RoundingMode.HALF_EVEN);
  }

  /** Whether a fill has closed some of it. */
  boolean hasExits() {
    return exitQuantity != 0;
  }

  /** What was bought was too little to be held after its fee: that was none. */
  void cancel() {
    number--;
    open = false;
  }
}
