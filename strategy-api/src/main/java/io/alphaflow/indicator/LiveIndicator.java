package io.alphaflow.indicator;

import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;

/** An indicator of an {@link IndicatorSpec} at work: fed, read, stored and restored. */
public interface LiveIndicator {

  /** Takes the next closed bar; does nothing when it is fed with something else. */
  void onBar(Candle bar);

  /** Takes the next trade; does nothing when it is fed with something else. */
  void onTrade(Trade trade);

  /** Takes the next top of book; does nothing when it is fed with something else. */
  void onQuote(Quote quote);

  /** Whether all its outputs have values. */
  boolean isReady();

  /** A value; {@link Double#NaN} until it is known, which some are before all are. */
  double value(int output);

  /** How many events of its feed it takes until it is ready. */
  int warmUp();

  /** Whether these count from the first of a UTC day that it saw begin. */
  boolean needsWholeDay();

  /** The state; equal states give equal bytes. */
  byte[] encode();
}
