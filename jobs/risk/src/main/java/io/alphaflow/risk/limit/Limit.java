package io.alphaflow.risk.limit;

import io.alphaflow.common.model.Level;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The limits that can be configured. A limit without a default that nobody configured makes the
 * gate reject what would need it.
 */
public enum Limit {
  MAX_ORDER_VALUE("maxOrderValue", LimitKind.AMOUNT, "C1", "value of one order, in quote"),
  MAX_ORDER_QUANTITY("maxOrderQuantity", LimitKind.AMOUNT, "C2", "quantity of one order, in base"),
  PRICE_COLLAR(
      "priceCollar",
      LimitKind.FRACTION,
      "C3",
      "5%",
      "distance of a limit price from the reference price"),
  MAX_MARK_AGE("maxMarkAge", LimitKind.TIME_SPAN, "C4", "10s", "age of the reference price"),
  MAX_MARK_JUMP(
      "maxMarkJump", LimitKind.FRACTION, "C4", "10%", "move between the last two reference prices"),
  MAX_POSITION(
      "maxPosition",
      LimitKind.AMOUNT,
      "C5",
      "position in an instrument, working orders included, in" + " base"),
  MAX_POSITION_VALUE(
      "maxPositionValue",
      LimitKind.AMOUNT,
      "C5",
      "value of a position, working orders included, in quote"),
  MAX_POSITION_SHARE(
      "maxPositionShare",
      LimitKind.FRACTION,
      "C5",
      "5%",
      "value of a position, working orders included, as a share of the equity"),
  MAX_POSITIONS_PER_SYMBOL(
      "maxPositionsPerSymbol",
      LimitKind.COUNT,
      "C5",
      "2",
      "strategy instances of the account that hold or buy the instrument"),
  MAX_GROSS_EXPOSURE(
      "maxGrossExposure",
      LimitKind.AMOUNT,
      Place.ACCOUNT,
      "C6",
      "value of all positions, long and short, working orders included"),
  MAX_NET_EXPOSURE(
      "maxNetExposure",
      LimitKind.AMOUNT,
      Place.ACCOUNT,
      "C6",
      "off",
      "value of the long positions less the short ones, working orders included"),
  MAX_OPEN_POSITIONS(
      "maxOpenPositions",
      LimitKind.COUNT,
      Place.ACCOUNT,
      "C6",
      "20",
      "instruments that are held or bought"),
  MAX_CONCENTRATION(
      "maxConcentration",
      LimitKind.FRACTION,
      Place.ACCOUNT,
      "C6",
      "25%",
      "value of one asset over all instruments, working orders included, as a share of the equity"),
  MAX_LEVERAGE(
      "maxLeverage",
      LimitKind.FRACTION,
      Place.ACCOUNT,
      "C6",
      "1",
      "gross exposure divided by equity"),
  ORDERS_PER_STRATEGY(
      "ordersPerStrategy",
      LimitKind.RATE,
      Place.STRATEGY,
      "C8",
      "10/60s",
      "orders of a strategy instance"),
  ORDERS_PER_ACCOUNT(
      "ordersPerAccount", LimitKind.RATE, Place.ACCOUNT, "C8", "30/60s", "orders of the account"),
  ORDER_TO_FILL(
      "orderToFill",
      LimitKind.RATIO,
      Place.ACCOUNT,
      "C9",
      "50/1h/100",
      "orders and cancellations for each fill, from a number on that is free"),
  DUPLICATE_WINDOW(
      "duplicateWindow",
      LimitKind.TIME_SPAN,
      "C10",
      "60s",
      "time in which an equal order counts as a duplicate"),
  MAX_DAILY_LOSS(
      "maxDailyLoss",
      LimitKind.AMOUNT,
      Place.ACCOUNT,
      "C12",
      "loss of the account since the start of the UTC day, realised and unrealised"),
  MAX_ROLLING_LOSS(
      "maxRollingLoss",
      LimitKind.AMOUNT_RATE,
      Place.ACCOUNT,
      "C12",
      "off",
      "loss of the account within a rolling time span, realised and unrealised"),
  MAX_STRATEGY_LOSS(
      "maxStrategyLoss",
      LimitKind.AMOUNT,
      Place.STRATEGY,
      "C12",
      "off",
      "loss of a strategy instance since the start of the UTC day, realised and unrealised"),
  MAX_DRAWDOWN(
      "maxDrawdown",
      LimitKind.AMOUNT,
      Place.ACCOUNT,
      "C13",
      "off",
      "equity below its highest, as an amount"),
  MAX_DRAWDOWN_SHARE(
      "maxDrawdownShare",
      LimitKind.FRACTION,
      Place.ACCOUNT,
      "C13",
      "20%",
      "equity below its highest, as a share of that"),
  MARKET_DATA_TIMEOUT(
      "marketDataTimeout",
      LimitKind.TIME_SPAN,
      "C19",
      "5m",
      "time without a price, after which orders of the instrument are cancelled"),
  EXECUTION_TIMEOUT(
      "executionTimeout",
      LimitKind.TIME_SPAN,
      Place.ACCOUNT,
      "C19",
      "5m",
      "time without a word of the execution feed, after which the account's orders are cancelled"),
  MIN_CONFIDENCE(
      "minConfidence", LimitKind.FRACTION, "C25", "0", "confidence that a signal must have");

  /** Where a limit may stand. */
  public enum Place {
    /** At every level. */
    ANY,
    /** At the desk, accounts and strategies: it is about a strategy instance as a whole. */
    STRATEGY,
    /** At the desk and at accounts: it is about an account as a whole. */
    ACCOUNT;

    /** Whether a limit may stand at a level. */
    public boolean allows(Level level) {
      boolean ofStrategy = !level.strategy().equals(Level.ALL);
      boolean ofInstrument = !level.instrument().equals(Level.ALL);
      return switch (this) {
        case ANY -> true;
        case STRATEGY -> !ofInstrument;
        case ACCOUNT -> !ofStrategy && !ofInstrument;
      };
    }
  }

  private final String key;
  private final LimitKind kind;
  private final Place place;
  private final String control;
  private final String fallback;
  private final String meaning;

  Limit(String key, LimitKind kind, String control, String meaning) {
    this(key, kind, Place.ANY, control, "", meaning);
  }

  Limit(String key, LimitKind kind, String control, String fallback, String meaning) {
    this(key, kind, Place.ANY, control, fallback, meaning);
  }

  Limit(String key, LimitKind kind, Place place, String control, String meaning) {
    this(key, kind, place, control, "", meaning);
  }

  Limit(String key, LimitKind kind, Place place, String control, String fallback, String meaning) {
    this.key = key;
    this.kind = kind;
    this.place = place;
    this.control = control;
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** The limit of this name. */
  public static Optional<Limit> named(String key) {
    for (Limit limit : values()) {
      if (limit.key.equals(key)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  /** Name in the configuration. */
  public String key() {
    return key;
  }

  /** How it is written. */
  public LimitKind kind() {
    return kind;
  }

  /** Where it may stand. */
  public Place place() {
    return place;
  }

  /** The control that it belongs to. */
  public String control() {
    return control;
  }

  /** What is limited. */
  public String meaning() {
    return meaning;
  }

  /** The value when nobody says anything; empty when it must be configured. */
  public Optional<LimitValue> fallback() {
    return fallback.isEmpty() ? Optional.empty() : Optional.of(kind.parse(fallback));
  }

  /**
   * What is at least as strict as both values: the stricter of the two; of rates the smaller burst
   * with the slower refill.
   */
  public LimitValue stricter(LimitValue a, LimitValue b) {
    if (a.isOff() || b.isOff()) {
      return a.isOff() ? b : a;
    }
    if (kind == LimitKind.RATE) {
      return stricterRate(a, b);
    }
    return isStricter(b, a) ? b : a;
  }

  private boolean isStricter(LimitValue a, LimitValue b) {
    return switch (this) {
      case MIN_CONFIDENCE, DUPLICATE_WINDOW -> a.amount() > b.amount();
      default -> a.amount() < b.amount() || a.amount() == b.amount() && a.per() > b.per();
    };
  }

  private static LimitValue stricterRate(LimitValue a, LimitValue b) {
    BigInteger left = BigInteger.valueOf(a.amount()).multiply(BigInteger.valueOf(b.per()));
    BigInteger right = BigInteger.valueOf(b.amount()).multiply(BigInteger.valueOf(a.per()));
    LimitValue slower = left.compareTo(right) <= 0 ? a : b;
    long burst = Math.min(a.amount(), b.amount());
    if (burst == slower.amount()) {
      return slower;
    }
    // So many tokens in the time in which the slower rate gives as many.
    return LimitValue.rate(
        burst, Math.max(1, ceil(Math.multiplyExact(burst, slower.per()), slower.amount())));
  }

  private static long ceil(long a, long b) {
    return a / b + (a % b == 0 ? 0 : 1);
  }

  /** Whether a value lets pass what another one stops. */
  public boolean isLooser(LimitValue value, LimitValue than) {
    return !stricter(value, than).equals(value);
  }
}
