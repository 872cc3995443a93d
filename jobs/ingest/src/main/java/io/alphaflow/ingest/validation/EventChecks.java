package io.alphaflow.ingest.validation;

import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.validation.Rejection.Code;
import java.util.Optional;

/** What can be said about a trade or a quote by itself, and by the rules of its instrument. */
public final class EventChecks {

  /** 2009-01-01: a time in milliseconds or seconds lies before it. */
  static final long EARLIEST = 1_230_768_000_000_000L;

  /** 2100-01-01: a time in nanoseconds lies after it. */
  static final long LATEST = 4_102_444_800_000_000L;

  private EventChecks() {}

  /** Why the trade cannot be used, if so. */
  public static Optional<Rejection> check(VenueTrade trade) {
    if (trade.price() <= 0) {
      return rejected(
          Code.PRICE_NOT_POSITIVE,
          "price is " + Fixed8.format(trade.price()) + ", must be above 0");
    }
    if (trade.quantity() <= 0) {
      return rejected(
          Code.QUANTITY_NOT_POSITIVE,
          "quantity is " + Fixed8.format(trade.quantity()) + ", must be above 0");
    }
    // The product has 16 decimals: its upper 64 bits tell whether it fits into 8.
    if (Math.multiplyHigh(trade.price(), trade.quantity()) >= Fixed8.ONE / 2) {
      return rejected(
          Code.NOTIONAL_OUT_OF_RANGE,
          "price "
              + Fixed8.format(trade.price())
              + " × quantity "
              + Fixed8.format(trade.quantity())
              + " is out of range");
    }
    if (trade.time() < EARLIEST || trade.time() >= LATEST) {
      return rejected(
          Code.TIME_NOT_PLAUSIBLE,
          "time is " + trade.time() + ", expected microseconds of a year from 2009 to 2099");
    }
    return Optional.empty();
  }

  /** Why the quote cannot be used, if so. */
  public static Optional<Rejection> check(Quote quote) {
    if (quote.bid() <= 0 || quote.ask() <= 0) {
      return rejected(Code.PRICE_NOT_POSITIVE, "bid and ask must be above 0, are " + prices(quote));
    }
    if (quote.bidQuantity() < 0 || quote.askQuantity() < 0) {
      return rejected(
          Code.QUANTITY_NOT_POSITIVE,
          "quantities at bid and ask must not be below 0, are "
              + Fixed8.format(quote.bidQuantity())
              + " and "
              + Fixed8.format(quote.askQuantity()));
    }
    if (quote.bid() > quote.ask()) {
      return rejected(Code.QUOTE_CROSSED, "the bid is above the ask: " + prices(quote));
    }
    return Optional.empty();
  }

  /** Why the trade does not fit the grids of these rules; null when it does. */
  public static Rejection checkGrid(VenueTrade trade, Instrument rules) {
    if (trade.price() % rules.tickSize() != 0) {
      return new Rejection(
          Code.PRICE_OFF_GRID,
          "price is %s, must be a multiple of %s"
              .formatted(Fixed8.format(trade.price()), Fixed8.format(rules.tickSize())));
    }
    if (trade.quantity() % rules.stepSize() != 0) {
      return new Rejection(
          Code.QUANTITY_OFF_GRID,
          "quantity is %s, must be a multiple of %s"
              .formatted(Fixed8.format(trade.quantity()), Fixed8.format(rules.stepSize())));
    }
    return null;
  }

  /** What stands in the trade log for a trade that cannot be used. */
  public static Gap gap(String instrument, VenueTrade trade, Rejection why, long receivedAt) {
    return new Gap(
        instrument,
        trade.id(),
        trade.id(),
        why.code().name(),
        why.reason(),
        trade.time(),
        receivedAt);
  }

  private static String prices(Quote quote) {
    return Fixed8.format(quote.bid()) + " and " + Fixed8.format(quote.ask());
  }

  private static Optional<Rejection> rejected(Code code, String reason) {
    return Optional.of(new Rejection(code, reason));
  }
}
