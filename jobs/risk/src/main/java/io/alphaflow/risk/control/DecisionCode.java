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
  TRIGGER_PRICE_OUT_OF_RANGE(
      "C0",
      "The trigger price, on the tick, stays within the venue's range, and the reference price has"
          + " not reached it."),
  NOTHING_TO_PROTECT(
      "C0",
      "A protective exit finds its lot, or a closing order its position, and a part that no working"
          + " order closes."),
  TOO_MANY_LOTS("C0", "The strategy instance has room for one more protected lot."),
  TOO_MANY_PARENTS(
      "C0", "The strategy instance has room for one more order that is worked by children."),
  NOTHING_TO_WORK(
      "C0", "A child finds its parent at work, and a part of it that no other child trades."),
  ORDER_NOT_RESOLVED("C0", "The signal can be turned into an exact order."),
  NO_SUCH_ORDER(
      "C0",
      "An order of before that the signal takes back, replaces or makes smaller works and is the"
          + " instance's own; one that it replaces is of the same side, and that or one that it makes"
          + " smaller does not wait for another's end."),
  NOT_SMALLER(
      "C0",
      "An order of before that the signal makes smaller is for more than that, and less of it is"
          + " filled."),
  MAX_ORDER_VALUE("C1", true, "The value of one order stays within the limit."),
  MAX_ORDER_QUANTITY("C2", true, "The quantity of one order stays within the limit."),
  PRICE_COLLAR("C3", true, "The limit price stays within the band around the reference price."),
  VOLATILITY_BAND(
      "C3", true, "The limit price stays within so many volatilities of the reference price."),
  STALE_MARK("C4", true, "The reference price is not older than the limit."),
  MARK_JUMP("C4", true, "The last two reference prices are not farther apart than the limit."),
  MAX_POSITION(
      "C5", true, "Position, working orders and this order stay within the limit, in base."),
  MAX_POSITION_VALUE(
      "C5", true, "Position, working orders and this order stay within the limit, in value."),
  MAX_POSITION_SHARE(
      "C5",
      true,
      "Position, working orders and this order stay within the limit, as a share of the equity."),
  MAX_POSITIONS_PER_SYMBOL(
      "C5", true, "Not more strategy instances than the limit hold or buy the instrument."),
  MAX_GROSS_EXPOSURE("C6", true, "The value of all positions stays within the limit."),
  MAX_NET_EXPOSURE("C6", true, "Long less short positions stay within the limit."),
  MAX_OPEN_POSITIONS("C6", true, "Not more instruments than the limit are held or bought."),
  MAX_CONCENTRATION("C6", true, "One asset stays within its share of the equity."),
  MAX_LEVERAGE("C6", true, "Gross exposure stays within so many times the equity."),
  INSUFFICIENT_BALANCE("C7", "The free balance after reservations covers the order and its fee."),
  STRATEGY_ORDER_RATE("C8", true, "The strategy instance has an order left in its token bucket."),
  ACCOUNT_ORDER_RATE("C8", true, "The account has an order left in its token bucket."),
  ORDER_VELOCITY("C8", "No burst of approvals halted the account."),
  ORDER_TO_FILL("C9", true, "Orders and cancellations for each fill stay within the limit."),
  REJECT_STORM("C9", "No storm of rejections halted the account."),
  DUPLICATE_ORDER(
      "C10",
      true,
      "No equal order (strategy, instrument, side, size) was approved, or rejected as its duplicate,"
          + " within the window."),
  REPEATED_EXECUTION("C11", "No run of equal orders halted the strategy instance."),
  MAX_DAILY_LOSS("C12", true, "The loss since the start of the UTC day stays within the limit."),
  MAX_ROLLING_LOSS("C12", true, "The loss within the rolling time span stays within the limit."),
  MAX_STRATEGY_LOSS(
      "C12", true, "The strategy instance's loss since the start of the UTC day stays within it."),
  MAX_DRAWDOWN("C13", true, "The equity is not farther below its highest than the limit."),
  MAX_DRAWDOWN_SHARE("C13", true, "The same as a share of the highest equity."),
  LOSING_STREAK("C14", "No run of losing round trips halted the strategy instance."),
  PRICE_SHOCK("C15", "No sudden move of the price halted the instrument."),
  SELF_TRADE("C16", "The order would not meet a working order of the account."),
  NOT_PERMITTED(
      "C17", "A rule permits account, symbol, strategy, side and order type of the order."),
  NOT_ARMED(
      "C17",
      "In live mode a person has armed the account; where that has ended, the order only reduces a"
          + " position."),
  HALTED("C18", "Nobody halted the desk, the account, the strategy or the instrument."),
  REDUCE_ONLY("C18", "While only reducing is allowed, the order only reduces a position."),
  DEAD_MAN("C19", "Market data and the execution feed are alive."),
  LIMIT_NOT_CONFIGURED("C20", "Every limit is configured."),
  ACCOUNT_NOT_CONFIGURED("C20", "The account is configured."),
  ACCOUNT_NOT_OPEN("C20", "The venue's balances of the account are known."),
  UNKNOWN_INSTRUMENT("C20", "The trading rules of the instrument are known."),
  INSTRUMENT_NOT_TRADING("C20", "The venue accepts orders for the instrument."),
  NO_MARK("C20", "There is a reference price."),
  NOT_VALUED("C20", "Every position can be valued in the account's currency."),
  UNKNOWN_ORDER("C20", "Every open order of the instrument was approved here."),
  NUMBER_OUT_OF_RANGE("C20", "All amounts can be calculated exactly."),
  RECONCILIATION("C22", "The venue's balances are those of the ledger."),
  MIN_CONFIDENCE("C25", true, "The signal is confident enough."),
  OUTSIDE_TRADING_HOURS("C25", true, "It is within the account's trading hours.");

  private final String control;
  private final boolean overridable;
  private final String rule;

  DecisionCode(String control, String rule) {
    this(control, false, rule);
  }

  DecisionCode(String control, boolean overridable, String rule) {
    this.control = control;
    this.overridable = overridable;
    this.rule = rule;
  }

  /** Number in the list of controls, for example {@code C1}. */
  public String control() {
    return control;
  }

  /**
   * Whether two persons may agree that it does not hold for a time. What is not known, cannot be
   * paid, or was stopped on purpose stays so.
   */
  public boolean isOverridable() {
    return overridable;
  }

  /** Whether it says that something is stopped, by a person or a breaker. */
  public boolean isStop() {
    return switch (this) {
      case ORDER_VELOCITY,
          REJECT_STORM,
          REPEATED_EXECUTION,
          LOSING_STREAK,
          PRICE_SHOCK,
          NOT_ARMED,
          HALTED,
          REDUCE_ONLY,
          DEAD_MAN,
          RECONCILIATION ->
          true;
      default -> false;
    };
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
