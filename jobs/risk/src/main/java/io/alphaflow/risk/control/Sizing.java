package io.alphaflow.risk.control;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the size of a signal into an exact order on the instrument's grid. Rounding never increases
 * risk: quantities are rounded down, a limit price to the passive side.
 *
 * <p>A market order is valued at the mark plus the collar, a limit order at the higher of its limit
 * and the mark, a market order that waits for a trigger at the higher of trigger and mark plus the
 * collar. A trigger is rounded so that it is not reached later. Amounts of quote and percents of
 * equity are turned into a quantity at that same price, so that the order is never worth more than
 * was asked for. A bound of 0 in the instrument means that the venue has none.
 *
 * <p>A purchase at the market by an exact amount stays an amount where the venue takes those: on
 * the venue's grid of amounts, rounded down. Its quantity is what that amount buys at the mark
 * minus the collar, rounded up: the most that it can trade. The least, at the mark plus the collar,
 * has to be as much as the venue takes.
 *
 * <p>What protective exits sold for a strategy, which does not know of it, comes off its own sale:
 * or it would sell what others of the account bought.
 */
public final class Sizing {

  private static final long PERCENT = Fixed8.of(100);

  private final Signal signal;
  private final Instrument instrument;
  private final long mark;
  private final Holdings holdings;
  private final List<Violation> violations = new ArrayList<>();

  private Sizing(Signal signal, Instrument instrument, long mark, Holdings holdings) {
    this.signal = signal;
    this.instrument = instrument;
    this.mark = mark;
    this.holdings = holdings;
  }

  /**
   * The order of a signal.
   *
   * @param mark reference price, 0 when there is none
   * @param collar fraction that a market order may trade above the mark, units of 1e-8
   * @throws ArithmeticException when an amount is out of range
   */
  public static SizedOrder of(
      Signal signal, Instrument instrument, long mark, long collar, Holdings holdings) {
    return new Sizing(signal, instrument, mark, holdings).resolve(collar);
  }

  private SizedOrder resolve(long collar) {
    boolean limit = signal.orderType().hasLimit();
    long limitPrice = limit ? limitPrice() : 0;
    long triggerPrice = signal.orderType().hasTrigger() ? triggerPrice() : 0;
    long reference = mark == 0 ? 0 : Math.max(triggerPrice, mark);
    long valuationPrice =
        limit
            ? Math.max(limitPrice, mark)
            : Fixed8.multiply(reference, Math.addExact(Fixed8.ONE, collar), RoundingMode.CEILING);
    boolean needsPrice =
        signal.sizingMode().isQuoteAmount() || signal.sizingMode() == SizingMode.PERCENT_OF_EQUITY;
    if (needsPrice && valuationPrice == 0) {
      return new SizedOrder(0, limitPrice, triggerPrice, 0, 0, 0, 0, violations);
    }
    long asked = asked(valuationPrice);
    long quantity = Fixed8.floorTo(wanted(asked), instrument.stepSize());
    long lowest = Fixed8.multiply(mark, Math.max(0, Fixed8.ONE - collar), RoundingMode.FLOOR);
    if (isByAmount() && lowest > 0) {
      return byAmount(quantity, lowest, valuationPrice);
    }
    checkQuantity(quantity, quantity);
    checkNotional(notional(quantity, limit ? limitPrice : triggerPrice != 0 ? triggerPrice : mark));
    return new SizedOrder(
        quantity,
        limitPrice,
        triggerPrice,
        valuationPrice,
        mark,
        asked,
        0,
        List.copyOf(violations));
  }

  /** Whether the venue is to get the amount instead of a quantity. */
  private boolean isByAmount() {
    return signal.sizingMode() == SizingMode.EXACT_QUOTE_AMOUNT
        && signal.side() == Side.BUY
        && signal.orderType() == OrderType.MARKET
        && signal.execution() == null
        && signal.aim().equals(SignalTarget.NONE)
        && instrument.quoteStep() > 0
        && signal.size() >= instrument.quoteStep();
  }

  private SizedOrder byAmount(long least, long lowest, long valuationPrice) {
    long amount = Fixed8.floorTo(signal.size(), instrument.quoteStep());
    long bought = Fixed8.divide(amount, lowest, RoundingMode.CEILING);
    long most = Fixed8.ceilTo(bought, instrument.stepSize());
    checkQuantity(least, most);
    checkNotional(amount);
    return new SizedOrder(most, 0, 0, valuationPrice, mark, most, amount, List.copyOf(violations));
  }

  private long limitPrice() {
    long tick = instrument.tickSize();
    long asked = signal.limitPrice();
    long price =
        signal.side() == Side.BUY ? Fixed8.floorTo(asked, tick) : Fixed8.ceilTo(asked, tick);
    if (!isInRange(price)) {
      String range =
          Fixed8.format(instrument.minPrice())
              + " to "
              + Text.amount(instrument.maxPrice(), instrument.quote());
      violations.add(
          DecisionCode.LIMIT_PRICE_OUT_OF_RANGE.violation(
              range, Text.amount(asked, instrument.quote())));
    }
    return price;
  }

  private boolean isInRange(long price) {
    boolean above = instrument.maxPrice() != 0 && price > instrument.maxPrice();
    return price > 0 && price >= instrument.minPrice() && !above;
  }

  /** A venue refuses what would begin at once. */
  private long triggerPrice() {
    boolean above = signal.orderType().triggersAbove(signal.side());
    long asked = signal.triggerPrice();
    long tick = instrument.tickSize();
    long price = above ? Fixed8.floorTo(asked, tick) : Fixed8.ceilTo(asked, tick);
    boolean waits = mark == 0 || (above ? price > mark : price < mark);
    if (!isInRange(price) || !waits) {
      violations.add(
          DecisionCode.TRIGGER_PRICE_OUT_OF_RANGE.violation(
              "%s %s, %s to %s"
                  .formatted(
                      above ? "above" : "below",
                      Fixed8.format(mark),
                      Fixed8.format(instrument.minPrice()),
                      Text.amount(instrument.maxPrice(), instrument.quote())),
              Text.amount(asked, instrument.quote())));
    }
    return price;
  }

  private long asked(long valuationPrice) {
    return switch (signal.sizingMode()) {
      case BASE_QUANTITY -> signal.size();
      case QUOTE_AMOUNT, EXACT_QUOTE_AMOUNT ->
          Fixed8.divide(signal.size(), valuationPrice, RoundingMode.DOWN);
      case PERCENT_OF_EQUITY -> {
        long equity = Math.max(0, holdings.equity());
        long amount = Fixed8.multiplyDivide(equity, signal.size(), PERCENT, RoundingMode.DOWN);
        yield Fixed8.divide(amount, valuationPrice, RoundingMode.DOWN);
      }
      case CLOSE_POSITION -> 0;
    };
  }

  private long wanted(long asked) {
    if (signal.sizingMode() == SizingMode.CLOSE_POSITION) {
      return signal.side() == Side.SELL ? holdings.sellable() : holdings.coverable();
    }
    long rest = Math.max(0, asked - holdings.soldFor());
    return signal.sizingMode() == SizingMode.BASE_QUANTITY ? baseQuantity(rest) : rest;
  }

  /**
   * A venue that takes its fee in base leaves a little less than was bought: a sell of more than is
   * held sells what is held. With nothing held it stays as it is, and the balance check refuses it.
   */
  private long baseQuantity(long size) {
    boolean more = signal.side() == Side.SELL && size > holdings.sellable();
    return more && holdings.sellable() > 0 ? holdings.sellable() : size;
  }

  private void checkQuantity(long quantity, long most) {
    String base = instrument.base();
    if (quantity == 0 && signal.sizingMode() == SizingMode.CLOSE_POSITION) {
      violations.add(
          DecisionCode.NOTHING_TO_CLOSE.violation(
              Text.amount(instrument.stepSize(), base) + " to " + signal.side(),
              Text.amount(
                  signal.side() == Side.SELL ? holdings.sellable() : holdings.coverable(), base)));
      return;
    }
    long minimum = Math.max(instrument.minQuantity(), instrument.stepSize());
    if (quantity < minimum && holdings.soldFor() > 0) {
      violations.add(
          DecisionCode.NOTHING_TO_CLOSE.violation(
              Text.amount(minimum, base) + " to SELL",
              "%s, protective exits sold %s of it"
                  .formatted(Text.amount(quantity, base), Text.amount(holdings.soldFor(), base))));
    } else if (quantity < minimum) {
      violations.add(
          DecisionCode.SIZE_BELOW_MINIMUM.violation(
              Text.amount(minimum, base), Text.amount(quantity, base)));
    }
    if (instrument.maxQuantity() != 0 && most > instrument.maxQuantity()) {
      violations.add(
          DecisionCode.SIZE_ABOVE_MAXIMUM.violation(
              Text.amount(instrument.maxQuantity(), base), Text.amount(most, base)));
    }
  }

  private static long notional(long quantity, long price) {
    return price == 0 || quantity == 0
        ? Long.MAX_VALUE
        : Fixed8.multiply(quantity, price, RoundingMode.DOWN);
  }

  private void checkNotional(long notional) {
    if (notional < instrument.minNotional()) {
      violations.add(
          DecisionCode.NOTIONAL_BELOW_MINIMUM.violation(
              Text.amount(instrument.minNotional(), instrument.quote()),
              Text.amount(notional, instrument.quote())));
    }
  }
}
