package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.Random;

/**
 * An order of any type that the gate and the venue know, near a price.
 *
 * @param limitPrice units of 1e-8, on the tick; 0 without one
 * @param triggerPrice units of 1e-8, on the tick; 0 without one
 */
record AnyOrder(OrderType type, TimeInForce timeInForce, long limitPrice, long triggerPrice) {

  private record Kind(OrderType type, TimeInForce timeInForce) {}

  /** Those that begin at once are wanted more often than those that wait for their price. */
  private static final List<Kind> KINDS =
      List.of(
          kind(OrderType.MARKET),
          kind(OrderType.MARKET),
          kind(OrderType.MARKET),
          kind(OrderType.LIMIT),
          kind(OrderType.LIMIT),
          kind(OrderType.LIMIT),
          new Kind(OrderType.LIMIT, TimeInForce.IOC),
          new Kind(OrderType.LIMIT, TimeInForce.FOK),
          kind(OrderType.LIMIT_MAKER),
          kind(OrderType.STOP_LOSS),
          kind(OrderType.STOP_LOSS_LIMIT),
          kind(OrderType.TAKE_PROFIT),
          kind(OrderType.TAKE_PROFIT_LIMIT));

  private static Kind kind(OrderType type) {
    return new Kind(type, TimeInForce.GTC);
  }

  /** The next one. */
  static AnyOrder next(Random random, Side side, long price, long tick) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    OrderType type = kind.type();
    long trigger = 0;
    long reference = price;
    if (type.hasTrigger()) {
      // Near enough that the market gets there within seconds, sometimes before the order does.
      long away = price / 10_000 * random.nextInt(30);
      trigger = type.triggersAbove(side) ? price + away : price - away;
      trigger = Fixed8.floorTo(trigger, tick);
      reference = trigger;
    }
    // Most limits rest a little away from the market, some are met at once.
    long better = price / 10_000 * (random.nextInt(50) - 15);
    long limit = side == Side.BUY ? reference - better : reference + better;
    return new AnyOrder(
        type, kind.timeInForce(), type.hasLimit() ? Fixed8.floorTo(limit, tick) : 0, trigger);
  }
}
