package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.identity.SignalId;
import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;
import java.util.Map;
import java.util.Optional;

/**
 * What a strategy instance wants to trade, and why. The risk gate answers each signal with exactly
 * one decision.
 *
 * @param strategy id of the strategy instance
 * @param account the account it trades for
 * @param instrument {@code venue:BASE/QUOTE}
 * @param sequence counted from 1 for each origin, strategy instance and instrument; of protective
 *     exits and children also for each account, and of commands for each account and instrument
 * @param time event time that led to it (the close of the bar), epoch microseconds UTC
 * @param side buy or sell
 * @param sizingMode what {@code size} means
 * @param size units of 1e-8
 * @param orderType how it meets the market
 * @param limitPrice units of 1e-8; 0 without one
 * @param confidence from 0 to 1
 * @param tag short reason, for example {@code cross-up}
 * @param triggerTradeId the trade that made this signal possible, for tracing tick to order
 * @param indicators the indicator values that led to it, by name, in a defined order
 * @param protection exits for what it buys; they are not used with a sale
 * @param origin who counts {@code sequence}
 * @param timeInForce how long a limit order works; null for {@code GTC}, see {@link #inForce}
 * @param triggerPrice units of 1e-8; 0 without one
 * @param execution how the order is worked when it is not sent as one, or which parent it is a part
 *     of; null for an order of its own, see {@link #wantsChildren} and {@link #child}
 * @param target the earlier signal that it is about; null for a new order, see {@link #aim}
 * @param stop the second order of a pair of which one cancels the other, beside this one; null for
 *     one order, see {@link #ofStop}
 */
public record Signal(
    String strategy,
    String account,
    String instrument,
    long sequence,
    long time,
    Side side,
    SizingMode sizingMode,
    @Decimal8 long size,
    OrderType orderType,
    @Decimal8 long limitPrice,
    double confidence,
    String tag,
    long triggerTradeId,
    Map<String, Double> indicators,
    Protection protection,
    SignalOrigin origin,
    @JsonInclude(JsonInclude.Include.NON_NULL) TimeInForce timeInForce,
    @OptionalDecimal8 long triggerPrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) Execution execution,
    @JsonInclude(JsonInclude.Include.NON_NULL) SignalTarget target,
    @JsonInclude(JsonInclude.Include.NON_NULL) StopLeg stop)
    implements JournalEntry {

  /** Fills in what an older record lacks. */
  public Signal {
    protection = protection == null ? Protection.NONE : protection;
    origin = origin == null ? SignalOrigin.STRATEGY : origin;
    // What is usual is not written: a record of before has the same bytes when it is sent again.
    timeInForce = timeInForce == TimeInForce.GTC ? null : timeInForce;
    target = SignalTarget.NONE.equals(target) ? null : target;
  }

  /** A signal for one order. */
  public Signal(
      String strategy,
      String account,
      String instrument,
      long sequence,
      long time,
      Side side,
      SizingMode sizingMode,
      long size,
      OrderType orderType,
      long limitPrice,
      double confidence,
      String tag,
      long triggerTradeId,
      Map<String, Double> indicators,
      Protection protection,
      SignalOrigin origin,
      TimeInForce timeInForce,
      long triggerPrice,
      Execution execution,
      SignalTarget target) {
    this(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        size,
        orderType,
        limitPrice,
        confidence,
        tag,
        triggerTradeId,
        indicators,
        protection,
        origin,
        timeInForce,
        triggerPrice,
        execution,
        target,
        null);
  }

  /** A signal for an order of its own. */
  public Signal(
      String strategy,
      String account,
      String instrument,
      long sequence,
      long time,
      Side side,
      SizingMode sizingMode,
      long size,
      OrderType orderType,
      long limitPrice,
      double confidence,
      String tag,
      long triggerTradeId,
      Map<String, Double> indicators,
      Protection protection,
      SignalOrigin origin,
      TimeInForce timeInForce,
      long triggerPrice) {
    this(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        size,
        orderType,
        limitPrice,
        confidence,
        tag,
        triggerTradeId,
        indicators,
        protection,
        origin,
        timeInForce,
        triggerPrice,
        null,
        null);
  }

  /** A signal for an order that works until it is cancelled and waits for no trigger. */
  public Signal(
      String strategy,
      String account,
      String instrument,
      long sequence,
      long time,
      Side side,
      SizingMode sizingMode,
      long size,
      OrderType orderType,
      long limitPrice,
      double confidence,
      String tag,
      long triggerTradeId,
      Map<String, Double> indicators,
      Protection protection,
      SignalOrigin origin) {
    this(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        size,
        orderType,
        limitPrice,
        confidence,
        tag,
        triggerTradeId,
        indicators,
        protection,
        origin,
        null,
        0);
  }

  /** What all that follows from it is followed by: its identity. */
  public String correlation() {
    return SignalId.of(strategy, account, instrument, origin, sequence);
  }

  /** How long the order works. */
  public TimeInForce inForce() {
    return timeInForce == null ? TimeInForce.GTC : timeInForce;
  }

  /** The earlier signal that it is about. */
  public SignalTarget aim() {
    return target == null ? SignalTarget.NONE : target;
  }

  /** A strategy's signal without protection. */
  public Signal(
      String strategy,
      String account,
      String instrument,
      long sequence,
      long time,
      Side side,
      SizingMode sizingMode,
      long size,
      OrderType orderType,
      long limitPrice,
      double confidence,
      String tag,
      long triggerTradeId,
      Map<String, Double> indicators) {
    this(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        size,
        orderType,
        limitPrice,
        confidence,
        tag,
        triggerTradeId,
        indicators,
        Protection.NONE,
        SignalOrigin.STRATEGY);
  }

  /** The same of another size. */
  public Signal resized(long newSize) {
    return copy(newSize, orderType, indicators, timeInForce, triggerPrice, execution, target);
  }

  /** The same that begins when the price reaches a trigger, units of 1e-8. */
  public Signal beginning(OrderType type, long trigger) {
    return copy(size, type, indicators, timeInForce, trigger, execution, target);
  }

  /** The same of another type without a trigger, working so long. */
  public Signal as(OrderType type, TimeInForce force) {
    return copy(size, type, indicators, force, 0, execution, target);
  }

  /** The same worked in another way; null for an order of its own. */
  public Signal worked(Execution how) {
    return copy(size, orderType, indicators, timeInForce, triggerPrice, how, target);
  }

  /** The same without the values that led to it: what has to be remembered of it. */
  public Signal withoutIndicators() {
    return copy(size, orderType, Map.of(), timeInForce, triggerPrice, execution, target);
  }

  /** Whether its order is split into children. */
  public boolean wantsChildren() {
    return execution != null && !(execution instanceof Execution.Child);
  }

  /** Which part of which parent it is. */
  public Optional<Execution.Child> child() {
    return execution instanceof Execution.Child child ? Optional.of(child) : Optional.empty();
  }

  /** The same about an earlier signal. */
  public Signal about(SignalTarget earlier) {
    return copy(size, orderType, indicators, timeInForce, triggerPrice, execution, earlier);
  }

  private Signal copy(
      long newSize,
      OrderType type,
      Map<String, Double> evidence,
      TimeInForce force,
      long trigger,
      Execution how,
      SignalTarget earlier) {
    return new Signal(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        newSize,
        type,
        limitPrice,
        confidence,
        tag,
        triggerTradeId,
        evidence,
        protection,
        origin,
        force,
        trigger,
        how,
        earlier,
        stop);
  }

  /** The same with a second order, of which one cancels the other. */
  public Signal with(StopLeg other) {
    return legs(orderType, limitPrice, triggerPrice, other);
  }

  /** The second order of a pair, as if it were wanted alone. */
  public Optional<Signal> ofStop() {
    return Optional.ofNullable(stop)
        .map(leg -> legs(leg.orderType(), leg.limitPrice(), leg.triggerPrice(), null));
  }

  private Signal legs(OrderType type, long limit, long trigger, StopLeg other) {
    return new Signal(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        size,
        type,
        limit,
        confidence,
        tag,
        triggerTradeId,
        indicators,
        protection,
        origin,
        timeInForce,
        trigger,
        execution,
        target,
        other);
  }

  @Override
  public String producer() {
    return switch (origin) {
      case STRATEGY -> "signal/" + strategy + "/" + instrument;
      case PROTECTION -> "protection/" + account + "/" + strategy + "/" + instrument;
      case COMMAND -> "flatten/" + account + "/" + instrument;
      case ALGORITHM -> "algorithm/" + account + "/" + strategy + "/" + instrument;
    };
  }

  @Override
  public boolean contiguous() {
    return true;
  }
}
