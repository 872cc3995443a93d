package io.alphaflow.indicator;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;

/**
 * A closed bar as numbers for statistics. One object serves bar after bar, so that no update
 * allocates; whoever needs a number later copies it.
 */
public final class Candle {

  private long openTime;
  private long closeTime;
  private double open;
  private double high;
  private double low;
  private double close;
  private double volume;
  private double quoteVolume;
  private double takerBuyVolume;
  private long trades;

  /** Becomes this bar. */
  public Candle set(Bar bar) {
    set(
        bar.openTime(),
        bar.closeTime(),
        Fixed8.toDouble(bar.open()),
        Fixed8.toDouble(bar.high()),
        Fixed8.toDouble(bar.low()),
        Fixed8.toDouble(bar.close()),
        Fixed8.toDouble(bar.volume()));
    // Files often lack it and it reads 0; then the typical price stands for that of the trades.
    if (bar.quoteVolume() != 0) {
      quoteVolume = Fixed8.toDouble(bar.quoteVolume());
    }
    takerBuyVolume = Fixed8.toDouble(bar.takerBuyVolume());
    trades = bar.trades();
    return this;
  }

  /**
   * Becomes a bar of which only this is known; the quote volume is taken as volume at the typical
   * price, and the taker's purchases as none.
   *
   * @param openTime start, inclusive, epoch microseconds UTC
   * @param closeTime end, exclusive, epoch microseconds UTC
   * @throws IllegalArgumentException when a number is not finite
   */
  public Candle set(
      long openTime,
      long closeTime,
      double open,
      double high,
      double low,
      double close,
      double volume) {
    this.openTime = openTime;
    this.closeTime = closeTime;
    this.open = Arguments.finite(open);
    this.high = Arguments.finite(high);
    this.low = Arguments.finite(low);
    this.close = Arguments.finite(close);
    this.volume = Arguments.finite(volume);
    this.quoteVolume = volume * typical();
    this.takerBuyVolume = 0;
    this.trades = 0;
    return this;
  }

  /** Start of the bar, inclusive, epoch microseconds UTC. */
  public long openTime() {
    return openTime;
  }

  /** End of the bar, exclusive, epoch microseconds UTC. */
  public long closeTime() {
    return closeTime;
  }

  /** First price. */
  public double open() {
    return open;
  }

  /** Highest price. */
  public double high() {
    return high;
  }

  /** Lowest price. */
  public double low() {
    return low;
  }

  /** Last price. */
  public double close() {
    return close;
  }

  /** Base quantity. */
  public double volume() {
    return volume;
  }

  /** Price × quantity, summed over the trades. */
  public double quoteVolume() {
    return quoteVolume;
  }

  /** Base quantity whose aggressor bought. */
  public double takerBuyVolume() {
    return takerBuyVolume;
  }

  /** Number of trades; 0 when unknown. */
  public long trades() {
    return trades;
  }

  /** (high + low + close) / 3. */
  public double typical() {
    return (high + low + close) / 3;
  }
}
