package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;
import java.util.List;
import java.util.stream.Stream;

/** The controls by their number, with what a person should know of each. */
public enum ControlNumber {
  C0(
      "Order on the venue's grid",
      "The size of a signal becomes an exact order; rounding never adds risk."),
  C1(
      "Order value",
      "Of one order, market orders at the reference price plus the collar, those for an amount at it."),
  C2("Order quantity", "Of one order."),
  C3("Price collar", "A fixed band around the reference price, and so many volatilities of it."),
  C4("Market data", "Age of the reference price, and its distance from the one before."),
  C5("Position", "In one instrument, working orders included."),
  C6("Exposure", "Of the account over all instruments, working orders included."),
  C7("Balance", "After what working orders reserve."),
  C8(
      "Order rate",
      "Token buckets on logical time stop the next order; a CEP breaker stops a burst."),
  C9(
      "Messages",
      "Orders and cancellations for each fill; a CEP breaker stops a storm of rejections."),
  C10("Duplicate order", "The same strategy, instrument, side and size within a window."),
  C11(
      "Repeated execution",
      "A CEP breaker stops a strategy that sends the same order again and again."),
  C12("Loss", "Realised and unrealised: of the day, within a rolling span, of one strategy."),
  C13("Drawdown", "Equity below its highest."),
  C14("Losing streak", "A CEP breaker stops a strategy after so many losses in a row."),
  C15("Price shock", "A CEP breaker stops an instrument whose price moved too far too fast."),
  C16("Self-trade", "No order that would meet an own one; the venue is told the same."),
  C17(
      "Permission",
      "Account, symbol, strategy, side and order type, by rules of the configuration."),
  C18(
      "Kill switch",
      "Halt, reduce only, cancel all, flatten, at each level, by one signed command."),
  C19(
      "Dead man's switch",
      "No market data or no execution feed: nothing new, and all is cancelled."),
  C20("Fail closed", "What is not known is not approved."),
  C21(
      "Override",
      "Two persons, for a time, told in the decision. To loosen a limit takes two as well, or an admin."),
  C22(
      "Reconciliation",
      "The venue's balances against the ledger; a difference lets the account only reduce."),
  C23("Alert delay", "Measured: docs/benchmarks.md."),
  C24("Stress", "Measured: docs/benchmarks.md."),
  C25("Confidence and trading hours", "Of the signal, and of the account.");

  private final String title;
  private final String how;

  ControlNumber(String title, String how) {
    this.title = title;
    this.how = how;
  }

  /** Its name. */
  public String title() {
    return title;
  }

  /** What it does, in a sentence. */
  public String how() {
    return how;
  }

  /** What an order is rejected for by it. */
  public List<DecisionCode> codes() {
    return Stream.of(DecisionCode.values()).filter(c -> c.control().equals(name())).toList();
  }

  /** What can be configured of it. */
  public List<Limit> limits() {
    return Stream.of(Limit.values()).filter(l -> l.control().equals(name())).toList();
  }
}
