package io.alphaflow.indicator;

import io.alphaflow.common.model.Quote;
import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Order-book imbalance: {@code (bid depth - ask depth) / (bid depth + ask depth)}, from -1 to 1,
 * over as many levels as the desk is configured to sum.
 *
 * <p>Source: R. Cont, A. Kukanov, S. Stoikov, The Price Impact of Order Book Events, Journal of
 * Financial Econometrics 12, 2014. Warm-up: 1 quote; before that {@link Double#NaN}. When nobody
 * waits on either side it is 0. Smooth it with an average: {@code ema(50,source=book-imbalance)}.
 */
public final class BookImbalance implements QuoteIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.QUOTES, "book-imbalance", "Order-book imbalance", values -> new BookImbalance())
          .formula("(bid depth - ask depth) / (bid depth + ask depth)")
          .reference("Cont, Kukanov, Stoikov, The Price Impact of Order Book Events, 2014")
          .output("value", "-1 when only sellers wait, 1 when only buyers do, 0 when nobody does")
          .warmUp("1")
          .seeding("none: it depends on the last quote only")
          .build();

  private double imbalance = Double.NaN;

  /** One that has seen nothing. */
  public BookImbalance() {}

  @Override
  public void update(Quote quote) {
    imbalance = quote.imbalance();
  }

  @Override
  public double value() {
    return imbalance;
  }

  @Override
  public boolean isReady() {
    return !Double.isNaN(imbalance);
  }

  @Override
  public int warmUp() {
    return 1;
  }
}
