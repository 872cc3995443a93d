package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;

/**
 * Why a signal was rejected: the code, the control it belongs to, and the rule that was broken.
 * Control {@code C0} is the order itself: it cannot be made on the instrument's grid.
 */
public enum DecisionCode {
  SIZE_BELOW_MINIMUM("C0", "The quantity, rounded down to the step, reaches the venue's minimum."),
  SIZE_ABOVE_MAXIMUM("C0", "The quantity stays within the venue's maximum."),
  NOTIONAL_BELOW_MINIMUM("C0", "Price × quantity reaches the venue's minimum."),
  NOTHING_TO_CLOSE(
      "C0",
      "There is a position that no working order closes and no protective exit sold already."),
  LIMIT_PRICE_OUT_OF_RANGE("C0", "The limit price, on the tick, stays within the venue's range."),
  NOTHING_TO_PROTECT(
      "C0", "A protective exit finds its lot, and a part of it that no working order sells."),
  TOO_MANY_LOTS("C0", "The strategy instance has room for one more protected lot."),
  ORDER_NOT_RESOLVED("C0", "The signal can be turned into an exact order."),
  MAX_ORDER_VALUE("C1", "The value of one order stays within the limit."),
  MAX_ORDER_QUANTITY("C2", "The quantity of one order stays within the limit."),
  STALE_MARK("C4", "The reference price is not older than the limit."),
  MAX_POSITION("C5", "Position, working orders and this order stay within the limit, in base."),
  MAX_POSITION_VALUE(
      "C5", "Position, working orders and this order stay within the limit, in value."),
  INSUFFICIENT_BALANCE("C7", "The free balance after reservations covers the order and its fee."),
  STRATEGY_ORDER_RATE("C8", "The strategy instance has an order left in its token bucket."),
  ACCOUNT_ORDER_RATE("C8", "The account has an order left in its token bucket."),
  DUPLICATE_ORDER(
      "C10", "No equal order (strategy, instrument, side, size) was approved within the window."),
  MAX_DAILY_LOSS("C12", "The loss since the start of the UTC day stays within the limit."),
  HALTED("C18", "Neither the desk nor the account is halted."),
  REDUCE_ONLY("C18", "While only reducing is allowed, the order only reduces a position."),
  LIMIT_NOT_CONFIGURED("C20", "Every limit is configured."),
  ACCOUNT_NOT_CONFIGURED("C20", "The account is configured."),
  ACCOUNT_NOT_OPEN("C20", "The venue's balances of the account are known."),
  UNKNOWN_INSTRUMENT("C20", "The trading rules of the instrument are known."),
  INSTRUMENT_NOT_TRADING("C20", "The venue accepts orders for the instrument."),
  NO_MARK("C20", "There is a reference price."),
  UNKNOWN_ORDER("C20", "Every open order of the instrument was approved here."),
  NUMBER_OUT_OF_RANGE("C20", "All amounts can be calculated exactly.");

  private final String control;
  private final String rule;

  DecisionCode(String control, String rule) {
    this.control = control;
    this.rule = rule;
  }

  /** Number in the list of controls, for example {@code C1}. */
  public String control() {
    return control;
  }

  /** What holds for every approved order, in a sentence. */
  public String rule() {
    return rule;
  }

  /** The violation of this rule, with limit and observed value in the same unit. */
  public Violation violation(String limit, String observed) {
    return new Violation(control, name(), limit, observed);
  }
}
