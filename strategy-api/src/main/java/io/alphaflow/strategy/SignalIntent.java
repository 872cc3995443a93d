package io.alphaflow.strategy;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a strategy wants to trade; the host adds who, when and the running number and makes it a
 * {@link io.alphaflow.common.model.Signal}.
 *
 * @param side buy or sell
 * @param sizing how much
 * @param orderType how it meets the market
 * @param limitPrice units of 1e-8; 0 without one
 * @param confidence from 0 to 1
 * @param tag short reason, for example {@code cross-up}
 * @param indicators the values that led to it, by name, in the order given; information only
 * @param protection exits that the risk gate holds for what a purchase buys
 * @param leg which symbol of a strategy with several, from 0
 * @param timeInForce how long a limit order works
 * @param triggerPrice price at which a stop or take-profit order begins, units of 1e-8; 0 without
 * @param execution how the order is worked in parts; null when it is sent as one
 * @param target the earlier signal that it is about, {@link SignalTarget#NONE} for a new order
 * @param stop the second order of a pair of which one cancels the other; null for one order
 */
public record SignalIntent(
    Side side,
    Sizing sizing,
    OrderType orderType,
    long limitPrice,
    double confidence,
    String tag,
    Map<String, Double> indicators,
    Protection protection,
    int leg,
    TimeInForce timeInForce,
    long triggerPrice,
    Execution execution,
    SignalTarget target,
    StopLeg stop) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first that is out of bounds
   */
  public SignalIntent {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(sizing, "sizing");
    Objects.requireNonNull(orderType, "orderType");
    checkPrice("limit", limitPrice, orderType, orderType.hasLimit());
    checkPrice("trigger", triggerPrice, orderType, orderType.hasTrigger());
    Objects.requireNonNull(timeInForce, "timeInForce");
    if (timeInForce != TimeInForce.GTC && !orderType.hasTimeInForce()) {
      throw new IllegalArgumentException(
          "a " + orderType + " order cannot be " + timeInForce + ", only a limit order can");
    }
    if (execution != null && !execution.suits(orderType, timeInForce)) {
      throw new IllegalArgumentException(
          "a %s %s order cannot be worked as %s".formatted(orderType, timeInForce, execution));
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be from 0 to 1, is " + confidence);
    }
    Objects.requireNonNull(protection, "protection");
    Objects.requireNonNull(target, "target");
    if (target.sequence() < 0) {
      throw new IllegalArgumentException(
          "target " + target.sequence() + ": signals are counted from 1");
    }
    if (target.action() == TargetAction.AMEND
        && (target.sequence() == SignalTarget.ALL || sizing.mode() != SizingMode.BASE_QUANTITY)) {
      throw new IllegalArgumentException("one order is made smaller, to a base quantity");
    }
    if (execution != null && !target.equals(SignalTarget.NONE)) {
      throw new IllegalArgumentException(
          "an order that is worked in parts stands in no other's place");
    }
    if (stop != null) {
      checkPair(side, sizing, orderType, limitPrice, protection, execution, target, stop);
    }
    if (leg < 0) {
      throw new IllegalArgumentException("leg " + leg + ": legs are counted from 0");
    }
    if (protection.any() && side != Side.BUY) {
      throw new IllegalArgumentException("protective exits belong to a purchase, not to a sale");
    }
    if (tag.isBlank()) {
      throw new IllegalArgumentException("a signal needs a tag that says why");
    }
    indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    indicators.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "indicator " + name + " is " + value + ": a signal from a cold indicator");
          }
        });
  }

  /** An order that is sent as one. */
  public SignalIntent(
      Side side,
      Sizing sizing,
      OrderType orderType,
      long limitPrice,
      double confidence,
      String tag,
      Map<String, Double> indicators,
      Protection protection,
      int leg,
      TimeInForce timeInForce,
      long triggerPrice) {
    this(
        side,
        sizing,
        orderType,
        limitPrice,
        confidence,
        tag,
        indicators,
        protection,
        leg,
        timeInForce,
        triggerPrice,
        null,
        SignalTarget.NONE,
        null);
  }

  private static void checkPair(
      Side side,
      Sizing sizing,
      OrderType type,
      long limit,
      Protection protection,
      Execution execution,
      SignalTarget target,
      StopLeg stop) {
    checkPrice("trigger", stop.triggerPrice(), stop.orderType(), true);
    if (type != OrderType.LIMIT_MAKER) {
      throw new IllegalArgumentException(
          "a pair is a " + OrderType.LIMIT_MAKER + " and a stop, not a " + type + " and a stop");
    }
    if (side == Side.BUY ? stop.triggerPrice() <= limit : stop.triggerPrice() >= limit) {
      throw new IllegalArgumentException(
          "the stop of a pair that %ss at %s must be on the other side of the price, is at %s"
              .formatted(side, Fixed8.format(limit), Fixed8.format(stop.triggerPrice())));
    }
    if (sizing.mode() != SizingMode.BASE_QUANTITY && sizing.mode() != SizingMode.CLOSE_POSITION) {
      throw new IllegalArgumentException(
          "a pair is of a base quantity or the position, not of " + sizing.mode());
    }
    if (execution != null || protection.any() || !target.equals(SignalTarget.NONE)) {
      throw new IllegalArgumentException(
          "a pair is not worked in parts, has no protection and is about no order of before");
    }
  }

  private static void checkPrice(String what, long price, OrderType type, boolean needed) {
    if (needed ? price <= 0 : price != 0) {
      throw new IllegalArgumentException(
          "%s price %s of a %s order: it needs %s"
              .formatted(what, Fixed8.format(price), type, needed ? "one above 0" : "none"));
    }
  }

  /** An order at the best prices there are. */
  public static SignalIntent market(
      Side side, Sizing sizing, double confidence, String tag, Map<String, Double> indicators) {
    return new SignalIntent(
        side,
        sizing,
        OrderType.MARKET,
        0,
        confidence,
        tag,
        indicators,
        Protection.NONE,
        0,
        TimeInForce.GTC,
        0);
  }

  /** An order at {@code limitPrice} (units of 1e-8) or better. */
  public static SignalIntent limit(
      Side side,
      Sizing sizing,
      long limitPrice,
      double confidence,
      String tag,
      Map<String, Double> indicators) {
    return new SignalIntent(
        side,
        sizing,
        OrderType.LIMIT,
        limitPrice,
        confidence,
        tag,
        indicators,
        Protection.NONE,
        0,
        TimeInForce.GTC,
        0);
  }

  /**
   * Takes back an order of this instance: it shall work no longer. Whether it still works is not
   * known here; the risk gate answers with a cancellation, or that there is nothing to cancel. It
   * passes while trading is stopped.
   *
   * @param signal number of the signal that the order came from, see {@link MarketView#signals}
   */
  public static SignalIntent cancel(long signal, String tag) {
    return about(SignalTarget.cancel(counted(signal)), Sizing.CLOSE, tag);
  }

  /** The same for all orders of this instance in the symbol that work. */
  public static SignalIntent cancelAll(String tag) {
    return about(SignalTarget.cancel(SignalTarget.ALL), Sizing.CLOSE, tag);
  }

  /**
   * Makes an order of this instance smaller where it stands: it keeps its place in the book, which
   * one in its place would not. Whether it still works, and how much of it is filled, is not known
   * here; the risk gate answers that it is to be smaller, or why not. It passes while trading is
   * stopped. Only some venues can; elsewhere the order stays as it is.
   *
   * @param signal number of the signal that the order came from, see {@link MarketView#signals}
   * @param quantity what the order shall be for, with what of it is filled already, base, units of
   *     1e-8; less than it is for now
   */
  public static SignalIntent shrink(long signal, long quantity, String tag) {
    return about(
        SignalTarget.amend(counted(signal)), new Sizing(SizingMode.BASE_QUANTITY, quantity), tag);
  }

  /**
   * The same order, of the same side as one of before, in its place: that one is cancelled, and
   * this one placed when it is certain how much of it was filled. What fills of it after the risk
   * gate has decided comes off this one; when all of it fills, this one is not placed.
   *
   * @param signal number of the signal that the order came from, see {@link MarketView#signals}
   */
  public SignalIntent replacing(long signal) {
    return copy(
        orderType,
        protection,
        leg,
        timeInForce,
        triggerPrice,
        execution,
        SignalTarget.replace(counted(signal)));
  }

  private static long counted(long signal) {
    if (signal < 1) {
      throw new IllegalArgumentException("signal " + signal + ": signals are counted from 1");
    }
    return signal;
  }

  /** No order is wanted: side and type say nothing. */
  private static SignalIntent about(SignalTarget target, Sizing sizing, String tag) {
    return new SignalIntent(
        Side.BUY,
        sizing,
        OrderType.MARKET,
        0,
        1,
        tag,
        Map.of(),
        Protection.NONE,
        0,
        TimeInForce.GTC,
        0,
        null,
        target,
        null);
  }

  /** Whether it wants an order; otherwise it is only about earlier ones. */
  public boolean wantsOrder() {
    return target.action().wantsOrder();
  }

  /** The same limit order, refused by the venue if it would trade at once. */
  public SignalIntent onlyAsMaker() {
    return as(OrderType.LIMIT_MAKER, timeInForce, triggerPrice);
  }

  /**
   * The same limit order, only as a maker, and beside it a stop of the same side and quantity: a
   * market order that begins when the price goes against the side as far as {@code trigger} (units
   * of 1e-8). As soon as one of both trades, the venue ends the other (OCO); taken back are both.
   * Only some venues have such pairs; elsewhere the venue's adapter refuses both.
   */
  public SignalIntent orStopAt(long trigger) {
    return orStopAt(trigger, 0);
  }

  /** The same with a stop that is a limit order at {@code limit}, units of 1e-8. */
  public SignalIntent orStopAt(long trigger, long limit) {
    return copy(
        OrderType.LIMIT_MAKER,
        protection,
        leg,
        TimeInForce.GTC,
        triggerPrice,
        execution,
        target,
        new StopLeg(trigger, limit));
  }

  /** The same limit order, working as long as that. */
  public SignalIntent during(TimeInForce force) {
    return as(orderType, force, triggerPrice);
  }

  /**
   * The same order, which begins when the price goes against its side as far as {@code trigger}
   * (units of 1e-8): a sale when it falls, a purchase when it rises.
   */
  public SignalIntent stoppedAt(long trigger) {
    return as(
        orderType.hasLimit() ? OrderType.STOP_LOSS_LIMIT : OrderType.STOP_LOSS,
        timeInForce,
        trigger);
  }

  /**
   * The same order, which begins when the price goes in favour of its side as far as {@code
   * trigger} (units of 1e-8): a sale when it rises, a purchase when it falls.
   */
  public SignalIntent takingProfitAt(long trigger) {
    return as(
        orderType.hasLimit() ? OrderType.TAKE_PROFIT_LIMIT : OrderType.TAKE_PROFIT,
        timeInForce,
        trigger);
  }

  /**
   * The same order, market or limit, in equal slices over a time of the market: the first at once,
   * what one did not trade with the next, and when the time is over what is left is not traded. A
   * limit price is one that no slice trades worse than. The order is sized and judged once as a
   * whole; each slice is judged again. A signal of the strategy for the other side ends it.
   *
   * @param duration from a second to a week
   * @param slices from 1 to 1,000
   */
  public SignalIntent twap(Duration duration, int slices) {
    return worked(new Execution.Twap(TimeUnit.MICROSECONDS.convert(duration), slices));
  }

  /**
   * The same limit order, of which only {@code display} (base quantity, units of 1e-8) is at the
   * venue at a time: the next part follows when the one before is filled. A signal of the strategy
   * for the other side ends it.
   */
  public SignalIntent iceberg(long display) {
    return worked(new Execution.Iceberg(display));
  }

  private SignalIntent worked(Execution how) {
    return copy(orderType, protection, leg, timeInForce, triggerPrice, how, target);
  }

  private SignalIntent as(OrderType type, TimeInForce force, long trigger) {
    return copy(type, protection, leg, force, trigger, execution, target);
  }

  private SignalIntent copy(
      OrderType type,
      Protection exits,
      int otherLeg,
      TimeInForce force,
      long trigger,
      Execution how,
      SignalTarget earlier) {
    return copy(type, exits, otherLeg, force, trigger, how, earlier, stop);
  }

  private SignalIntent copy(
      OrderType type,
      Protection exits,
      int otherLeg,
      TimeInForce force,
      long trigger,
      Execution how,
      SignalTarget earlier,
      StopLeg other) {
    return new SignalIntent(
        side,
        sizing,
        type,
        limitPrice,
        confidence,
        tag,
        indicators,
        exits,
        otherLeg,
        force,
        trigger,
        how,
        earlier,
        other);
  }

  /**
   * The same with protective exits. The risk gate fires them on marks and takes what they sold off
   * the strategy's later sales. They are not orders at the venue: an exit waits while trading is
   * halted, and while an order that rests at the venue sells the same quantity, with a critical
   * alert each minute.
   */
  public SignalIntent protectedBy(Protection exits) {
    return copy(orderType, exits, leg, timeInForce, triggerPrice, execution, target);
  }

  /** The same for another symbol of a strategy that has several. */
  public SignalIntent on(int otherLeg) {
    return copy(orderType, protection, otherLeg, timeInForce, triggerPrice, execution, target);
  }
}
