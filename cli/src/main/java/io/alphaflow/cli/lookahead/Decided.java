package io.alphaflow.cli.lookahead;

import io.alphaflow.common.model.Protection;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.SignalIntent;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a strategy answered to one event.
 *
 * @param intents what it wants to trade
 * @param threw what it threw instead, empty when nothing
 */
record Decided(List<SignalIntent> intents, String threw) {

  static final Decided NOTHING = new Decided(List.of(), "");

  private static final double PRICE_TOLERANCE = 1e-6;

  boolean isNothing() {
    return intents.isEmpty() && threw.isEmpty();
  }

  /**
   * Whether both want the same trades: side, size, order type, leg, reason, and prices to a
   * millionth. Confidence and the indicators in the signal may differ.
   */
  boolean sameTrades(Decided other) {
    if (!threw.equals(other.threw) || intents.size() != other.intents.size()) {
      return false;
    }
    for (int i = 0; i < intents.size(); i++) {
      if (!sameTrade(intents.get(i), other.intents.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameTrade(SignalIntent a, SignalIntent b) {
    Protection exits = a.protection();
    Protection others = b.protection();
    return a.side() == b.side()
        && a.sizing().mode() == b.sizing().mode()
        && a.orderType() == b.orderType()
        && a.leg() == b.leg()
        && a.tag().equals(b.tag())
        && near(a.sizing().size(), b.sizing().size())
        && near(a.limitPrice(), b.limitPrice())
        && near(exits.stopLoss(), others.stopLoss())
        && near(exits.takeProfit(), others.takeProfit())
        && near(exits.trailingStop(), others.trailingStop());
  }

  private static boolean near(long a, long b) {
    return Math.abs(a - b) <= PRICE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }

  /** For people. */
  @Override
  public String toString() {
    if (!threw.isEmpty()) {
      return "it threw " + threw;
    }
    return intents.isEmpty()
        ? "nothing"
        : intents.stream().map(Decided::told).collect(Collectors.joining(" and "));
  }

  private static String told(SignalIntent intent) {
    StringBuilder text = new StringBuilder();
    text.append(intent.side()).append(' ').append(intent.tag());
    if (intent.sizing().size() > 0) {
      text.append(' ').append(Fixed8.format(intent.sizing().size()));
    }
    if (intent.limitPrice() > 0) {
      text.append(" at ").append(Fixed8.format(intent.limitPrice()));
    }
    if (intent.leg() > 0) {
      text.append(" of leg ").append(intent.leg());
    }
    return text + " " + intent.indicators();
  }
}
