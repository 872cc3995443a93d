package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Optional;

/** The venue's filters, checked before an order reaches the book. */
final class OrderFilters {

  private OrderFilters() {}

  /**
   * The first filter that a limit order breaks.
   *
   * @param price the limit
   * @param quantity of base
   */
  static Optional<Refusal> limit(SymbolSpec spec, long price, long quantity) {
    if (price < spec.tickSize()
        || price > spec.maxPrice()
        || !Fixed8.isMultipleOf(price, spec.tickSize())) {
      return Optional.of(Refusal.PRICE_FILTER);
    }
    return quantity(spec, quantity).or(() -> notional(spec, price, quantity));
  }

  /**
   * The first filter that a market order by quantity breaks.
   *
   * @param lastPrice the price that stands in for the limit in NOTIONAL
   */
  static Optional<Refusal> market(SymbolSpec spec, long lastPrice, long quantity) {
    return quantity(spec, quantity).or(() -> notional(spec, lastPrice, quantity));
  }

  /**
   * The first filter that a market order by quote quantity breaks.
   *
   * @param quantity what the quote quantity buys or sells at the book, on the lot grid
   */
  static Optional<Refusal> quoteMarket(SymbolSpec spec, long quoteQuantity, long quantity) {
    if (quoteQuantity < spec.minNotional()) {
      return Optional.of(Refusal.NOTIONAL);
    }
    return quantity(spec, quantity);
  }

  private static Optional<Refusal> quantity(SymbolSpec spec, long quantity) {
    boolean inRange = quantity >= spec.minQuantity() && quantity <= spec.maxQuantity();
    return inRange && Fixed8.isMultipleOf(quantity, spec.stepSize())
        ? Optional.empty()
        : Optional.of(Refusal.LOT_SIZE);
  }

  private static Optional<Refusal> notional(SymbolSpec spec, long price, long quantity) {
    return Fixed8.multiply(price, quantity, RoundingMode.DOWN) < spec.minNotional()
        ? Optional.of(Refusal.NOTIONAL)
        : Optional.empty();
  }
}
