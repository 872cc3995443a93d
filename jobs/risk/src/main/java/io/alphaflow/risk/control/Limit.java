package io.alphaflow.risk.control;

/** The limits that can be configured. Amounts are in units of 1e-8, time spans in microseconds. */
public enum Limit {
  /** Highest value of one order, in quote. */
  MAX_ORDER_VALUE("maxOrderValue", Kind.AMOUNT),
  /** Highest quantity of one order, in base. */
  MAX_ORDER_QUANTITY("maxOrderQuantity", Kind.AMOUNT),
  /** Largest position for each instrument, working orders included, in base. */
  MAX_POSITION("maxPosition", Kind.AMOUNT),
  /** Largest value of a position, working orders included, in quote. */
  MAX_POSITION_VALUE("maxPositionValue", Kind.AMOUNT),
  /** Largest loss of the account over the UTC day, in its currency. */
  MAX_DAILY_LOSS("maxDailyLoss", Kind.AMOUNT),
  /** Greatest age of the reference price. */
  MAX_MARK_AGE("maxMarkAge", Kind.TIME_SPAN),
  /** Orders of one strategy instance. */
  ORDERS_PER_STRATEGY("ordersPerStrategy", Kind.RATE),
  /** Orders of the account. */
  ORDERS_PER_ACCOUNT("ordersPerAccount", Kind.RATE),
  /** How long an equal order counts as a duplicate. */
  DUPLICATE_WINDOW("duplicateWindow", Kind.TIME_SPAN);

  /** How a limit is written in the configuration. */
  public enum Kind {
    /** A decimal. */
    AMOUNT,
    /** Such as {@code 60s}. */
    TIME_SPAN,
    /** {@code {burst: 10, per: 60s}}. */
    RATE
  }

  private final String key;
  private final Kind kind;

  Limit(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** Name in the configuration. */
  public String key() {
    return key;
  }

  /** How it is written. */
  public Kind kind() {
    return kind;
  }
}
