package io.alphaflow.indicator;

import io.alphaflow.common.model.Quote;

/** An indicator of the top of the order book. */
public interface QuoteIndicator extends Indicator {

  /** Takes the next top of book. */
  void update(Quote quote);
}
