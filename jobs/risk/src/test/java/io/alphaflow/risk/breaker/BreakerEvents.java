package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.gate.BreakerEvent;

/** Events as the gate would send them. */
public final class BreakerEvents {

  public static final String STRATEGY = "trend";
  public static final String BTC = "sim:BTC/USD";
  public static final String ETH = "sim:ETH/USD";

  private long decision;

  public BreakerEvent approved(String account, String strategy, boolean buy, long time) {
    return approved(account, strategy, BTC, buy, time);
  }

  public BreakerEvent approved(
      String account, String strategy, String instrument, boolean buy, long time) {
    return event(BreakerEvent.Kind.APPROVED, account, strategy, instrument, buy, time, Fixed8.ONE);
  }

  public BreakerEvent rejected(String account, long time) {
    return event(BreakerEvent.Kind.REJECTED, account, STRATEGY, BTC, true, time, 0);
  }

  /** A round trip with a P&amp;L in whole quote. */
  public BreakerEvent roundTrip(String account, String strategy, long pnl, long time) {
    return event(BreakerEvent.Kind.ROUND_TRIP, account, strategy, BTC, false, time, Fixed8.of(pnl));
  }

  private BreakerEvent event(
      BreakerEvent.Kind kind,
      String account,
      String strategy,
      String instrument,
      boolean buy,
      long time,
      long value) {
    decision++;
    int partition = DeskFixture.partition(account);
    return new BreakerEvent(
        kind, partition, time, account, strategy, instrument, buy, decision, value, 0, 0);
  }

  /** A price whose segment has no other. */
  public static BreakerEvent price(int partition, String instrument, String price, long time) {
    return price(partition, instrument, price, price, price, time);
  }

  public static BreakerEvent price(
      int partition, String instrument, String price, String low, String high, long time) {
    return new BreakerEvent(
        BreakerEvent.Kind.PRICE,
        partition,
        time,
        Level.ALL,
        Level.ALL,
        instrument,
        false,
        0,
        Fixed8.parse(price),
        Fixed8.parse(low),
        Fixed8.parse(high));
  }
}
