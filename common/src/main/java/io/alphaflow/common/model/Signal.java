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
 * @param sequence counted from 1 for each strategy instance and instrument
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
    Map<String, Double> indicators)
    implements JournalEntry {

  @Override
  public String producer() {
    return "signal/" + strategy + "/" + instrument;
  }

  @Override
  public boolean contiguous() {
    return true;
  }
}
