package io.alphaflow.indicator;

import io.alphaflow.common.model.Trade;

/** An indicator of single trades. */
public interface TradeIndicator extends Indicator {

  /** Takes the next trade. */
  void update(Trade trade);
}
