package io.alphaflow.indicator;

/** An indicator of whole bars. */
public interface BarIndicator extends Indicator {

  /** Takes the next closed bar; the candle is used again for the next one, so copy what stays. */
  void update(Candle bar);
}
