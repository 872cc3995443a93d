package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Mark;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.MarketState;
import io.alphaflow.risk.control.VolatilityOptions;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What is remembered of an instrument's marks: the last two prices, the volatility, and what was
 * told to the price-shock breaker. Constant in memory.
 */
final class MarketWatch {

  /** A tenth of a move or of a window is worth telling. */
  private static final int PARTS = 10;

  private long price;
  private long time;
  private long silence;
  private long previous;
  private final Volatility volatility = new Volatility();
  private long toldPrice;
  private long toldTime;
  private long low;
  private long high;

  /** The last price, 0 before the first. */
  long price() {
    return price;
  }

  /** A new mark. */
  void marked(Mark mark, VolatilityOptions options) {
    previous = price;
    price = mark.price();
    silence = Math.max(0, mark.time() - time);
    time = mark.time();
    low = low == 0 ? price : Math.min(low, price);
    high = Math.max(high, price);
    volatility.marked(price, mark.time(), options);
  }

  /** What the controls look at. */
  MarketState state(Optional<Mark> mark, VolatilityOptions options) {
    return new MarketState(mark, previous, volatility.band(options));
  }

  /** Lowest price since the breaker was told. */
  long low() {
    return low;
  }

  /** Highest price since the breaker was told. */
  long high() {
    return high;
  }

  /**
   * Whether the breaker wants to know the price: it moved by a tenth of what is a shock since it
   * was told the last one, or a tenth of the window has passed. So it needs few events, and misses
   * no extreme, because each event brings the extremes since the last.
   *
   * @param move what is a shock, a fraction in units of 1e-8
   * @param window in which it is one, microseconds
   */
  boolean isWorthTelling(long now, long move, long window) {
    if (silence >= window / PARTS) {
      // What was seen before belongs to that time, not to this one.
      low = price;
      high = price;
    }
    if (toldPrice == 0 || now - toldTime >= window / PARTS) {
      return true;
    }
    long reach = Fixed8.multiply(toldPrice, move, RoundingMode.DOWN) / PARTS;
    return Math.abs(price - toldPrice) >= Math.max(1, reach);
  }

  /** The breaker was told the price: extremes are counted from it. */
  void told(long time) {
    toldPrice = price;
    toldTime = time;
    low = price;
    high = price;
  }

  /** Before it is stored. */
  void store() {
    volatility.store();
  }
}
