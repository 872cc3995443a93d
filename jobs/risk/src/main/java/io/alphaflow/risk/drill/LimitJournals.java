package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Journals that reach a limit: orders up to it, which must be approved, and one just beyond. Prices
 * are 1, so amounts of base and of quote are the same numbers.
 */
final class LimitJournals {

  /** More than these trade or are traded in no drill: each is looked at with every order. */
  private static final long MOST_OTHERS = 2_000;

  private static final long START = Rehearsal.START;
  private static final long CASH = Rehearsal.CASH;

  private LimitJournals() {}

  /** The journal of a limit that is not off. */
  static Consumer<Rehearsal> of(Limit limit, LimitValue value) {
    long amount = value.amount();
    return switch (limit) {
      case MAX_ORDER_VALUE, MAX_ORDER_QUANTITY -> r -> oneOrder(r, amount);
      case PRICE_COLLAR -> r -> price(r, amount);
      case MAX_MARK_AGE -> r -> age(r, amount);
      case MAX_MARK_JUMP -> r -> jump(r, amount);
      case MAX_POSITION, MAX_POSITION_VALUE, MAX_GROSS_EXPOSURE, MAX_NET_EXPOSURE ->
          r -> orders(r, amount);
      case MAX_POSITION_SHARE, MAX_CONCENTRATION, MAX_LEVERAGE ->
          r -> orders(r, Fixed8.multiply(CASH, amount, RoundingMode.DOWN));
      case MAX_POSITIONS_PER_SYMBOL -> r -> strategies(r, amount);
      case MAX_OPEN_POSITIONS -> r -> instruments(r, amount);
      case ORDERS_PER_STRATEGY, ORDERS_PER_ACCOUNT -> r -> rate(r, amount);
      case ORDER_TO_FILL -> r -> rate(r, value.free());
      case DUPLICATE_WINDOW -> r -> equal(r, amount);
      case MAX_DAILY_LOSS, MAX_ROLLING_LOSS, MAX_STRATEGY_LOSS, MAX_DRAWDOWN ->
          r -> {
            r.open(Math.addExact(CASH, amount), 0);
            loss(r, amount);
          };
      case MAX_DRAWDOWN_SHARE -> r -> drawdown(r, amount);
      case MARKET_DATA_TIMEOUT, EXECUTION_TIMEOUT -> r -> silence(r, amount);
      case MIN_CONFIDENCE -> r -> confidence(r, amount);
    };
  }

  /** Of so many, unless that is none, and then of the least that can be ordered more. */
  private static void oneOrder(Rehearsal r, long most) {
    r.open();
    if (most > 0) {
      r.end(r.buy(most), ExecutionType.CANCELED);
    }
    r.buy(Math.addExact(most, 1));
  }

  /** Working orders up to the limit, and the least that can be ordered on top. */
  private static void orders(Rehearsal r, long most) {
    r.open();
    if (most > 0) {
      r.buy(most);
    }
    r.buy(1);
  }

  private static void price(Rehearsal r, long band) {
    r.open();
    r.order(Want.buy(1).at(Math.addExact(Fixed8.ONE, band)));
    r.order(Want.buy(1).at(Math.addExact(Fixed8.ONE, band) + 1));
  }

  private static void age(Rehearsal r, long most) {
    r.open();
    r.clock(Math.addExact(START, most));
    r.buy(1);
    r.clock(START + most + 1);
    r.buy(1);
  }

  private static void jump(Rehearsal r, long most) {
    r.open();
    long high = Math.addExact(Fixed8.ONE, most);
    r.mark(high, START + 1);
    r.buy(1);
    long reach = Fixed8.multiply(high, most, RoundingMode.DOWN);
    r.mark(Math.addExact(high, reach) + 1, START + 2);
    r.buy(1);
  }

  private static void strategies(Rehearsal r, long most) {
    requireFew(most);
    r.open();
    for (int i = 1; i <= most; i++) {
      r.order(Want.buy(1).by("other-" + i));
    }
    r.buy(1);
  }

  private static void instruments(Rehearsal r, long most) {
    requireFew(most);
    r.open();
    for (int i = 1; i <= most; i++) {
      String other = r.subject().other("OTHER" + i);
      r.instrument(other);
      r.mark(other, Fixed8.ONE, START);
      r.order(Want.buy(1).of(other));
    }
    r.buy(1);
  }

  private static void requireFew(long number) {
    if (number > MOST_OTHERS) {
      throw new IllegalStateException(
          "a drill of more than %d takes too long; write off when there is no such limit"
              .formatted(MOST_OTHERS));
    }
  }

  /** So many orders at one time, which end without a fill. */
  private static void rate(Rehearsal r, long most) {
    r.open();
    for (long i = 0; i < most; i++) {
      r.end(r.buy(1), ExecutionType.CANCELED);
    }
    r.buy(1);
  }

  /** An equal order when the window is over, and one when it is not. */
  private static void equal(Rehearsal r, long window) {
    r.open();
    r.buy(1);
    r.clock(Math.addExact(START, window));
    r.buy(1);
    r.clock(Math.addExact(START, Math.multiplyExact(2, window)) - 1);
    r.buy(1);
  }

  /** Orders that fill at a price without a gain, and cost so much. */
  private static void loss(Rehearsal r, long most) {
    r.mark(Fixed8.ONE, START + 1);
    Decision first = r.buy(1);
    r.fill(first, most);
    Decision second = r.buy(1);
    r.fill(second, 1);
    r.buy(1);
  }

  /** The account owes what it has too much of: so it can lose its equity and still pay. */
  private static void drawdown(Rehearsal r, long share) {
    long most = Fixed8.multiply(CASH, share, RoundingMode.DOWN);
    String owed = r.subject().other("OWED");
    r.instrument(owed);
    r.mark(owed, Fixed8.ONE, START);
    r.instrument(r.subject().instrument());
    r.mark(Fixed8.ONE, START);
    r.account(Map.of(r.subject().currency(), Math.addExact(CASH, most), "OWED", -most));
    loss(r, most);
  }

  /** An order works, and then there is silence. */
  private static void silence(Rehearsal r, long longest) {
    r.open();
    r.buy(1);
    for (long more = 0; more <= 1; more++) {
      r.clock(Math.addExact(START, longest) + more);
      r.buy(1);
    }
  }

  private static void confidence(Rehearsal r, long least) {
    r.open();
    r.order(Want.buy(1).confident(Fixed8.toDouble(least)));
    r.order(Want.buy(1).confident(Fixed8.toDouble(least - 1)));
  }
}
