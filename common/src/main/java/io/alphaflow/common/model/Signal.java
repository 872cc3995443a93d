package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;
import java.util.Map;

/**
 * What a strategy instance wants to trade, and why. The risk gate answers each signal with exactly
 * one decision.
 *
 * @param strategy id of the strategy instance
 * @param account the account it trades for
 * @param instrument {@code venue:BASE/QUOTE}
 * @param sequence counted from 1 for each origin, strategy instance and instrument; of protective
 *     exits also for each account, and of commands for each account and instrument
 * @param time event time that led to it (the close of the bar), epoch microseconds UTC
 * @param side buy or sell
 * @param sizingMode what {@code size} means
 * @param size units of 1e-8
 * @param orderType market or limit
 * @param limitPrice units of 1e-8; 0 for a market order
 * @param confidence from 0 to 1
 * @param tag short reason, for example {@code cross-up}
 * @param triggerTradeId the trade that made this signal possible, for tracing tick to order
 * @param indicators the indicator values that led to it, by name, in a defined order
 * @param protection exits for what it buys; they are not used with a sale
 * @param origin who counts {@code sequence}
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
    SignalOrigin origin)
    implements JournalEntry {

  /** Fills in what an older record lacks. */
  public Signal {
    protection = protection == null ? Protection.NONE : protection;
    origin = origin == null ? SignalOrigin.STRATEGY : origin;
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
    return new Signal(
        strategy,
        account,
        instrument,
        sequence,
        time,
        side,
        sizingMode,
        newSize,
        orderType,
        limitPrice,
        confidence,
        tag,
        triggerTradeId,
        indicators,
        protection,
        origin);
  }

  @Override
  public String producer() {
    return switch (origin) {
      case STRATEGY -> "signal/" + strategy + "/" + instrument;
      case PROTECTION -> "protection/" + account + "/" + strategy + "/" + instrument;
      case COMMAND -> "flatten/" + account + "/" + instrument;
    };
  }

  @Override
  public boolean contiguous() {
    return true;
  }
}
