package io.alphaflow.risk.gate;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.risk.control.MarketState;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.control.VolatilityOptions.Method;

/**
 * The volatility of an instrument: its marks put together to bars, and an indicator over these.
 * Constant in memory. A change of method or windows begins anew.
 */
final class Volatility {

  private static final int PERCENT_OUTPUT = 1;

  private String spec = "";
  private byte[] stored = new byte[0];
  private long bar = Long.MIN_VALUE;
  private long open;
  private long high;
  private long low;
  private long close;
  private transient LiveIndicator indicator;
  private transient Candle candle;

  /** Options that the indicator was made for. */
  private transient VolatilityOptions known;

  /** A price of the instrument. */
  void marked(long price, long time, VolatilityOptions options) {
    if (options.method() == Method.NONE) {
      return;
    }
    LiveIndicator live = live(options);
    long now = Math.floorDiv(time, options.intervalMicros());
    if (now > bar) {
      if (bar != Long.MIN_VALUE) {
        long interval = options.intervalMicros();
        live.onBar(
            candle.set(
                bar * interval,
                (bar + 1) * interval,
                Fixed8.toDouble(open),
                Fixed8.toDouble(high),
                Fixed8.toDouble(low),
                Fixed8.toDouble(close),
                0));
      }
      bar = now;
      open = price;
      high = price;
      low = price;
    }
    high = Math.max(high, price);
    low = Math.min(low, price);
    close = price;
  }

  private LiveIndicator live(VolatilityOptions options) {
    if (options == known) {
      return indicator;
    }
    known = options;
    if (indicator == null || !spec.equals(options.indicator())) {
      IndicatorSpec wanted = IndicatorSpec.parse(options.indicator());
      boolean goesOn = spec.equals(options.indicator()) && stored.length > 0;
      indicator = goesOn ? wanted.restore(stored) : wanted.create();
      candle = new Candle();
      spec = options.indicator();
    }
    return indicator;
  }

  /**
   * So many volatilities as a fraction of the price, units of 1e-8; see {@link MarketState#band}.
   */
  long band(VolatilityOptions options) {
    if (options.method() == Method.NONE) {
      return MarketState.NO_BAND;
    }
    LiveIndicator live = live(options);
    if (!live.isReady()) {
      return MarketState.WARMING_UP;
    }
    double fraction =
        switch (options.method()) {
          case STDDEV -> live.value(0) / 100;
          case ATR -> live.value(PERCENT_OUTPUT) / 100;
          default -> live.value(0);
        };
    return Math.round(fraction * options.multiplier());
  }

  /** Before it is stored. */
  void store() {
    if (indicator != null) {
      stored = indicator.encode();
    }
  }
}
