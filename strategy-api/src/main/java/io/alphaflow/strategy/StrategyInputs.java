package io.alphaflow.strategy;

import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a strategy wants to see, collected while it is made. Bars are those of the interval of the
 * instance.
 */
public final class StrategyInputs {

  /** An indicator that was asked for. */
  public record Wanted(int leg, IndicatorSpec spec) {}

  private final int legs;
  private final List<Wanted> indicators = new ArrayList<>();
  private boolean trades;
  private boolean quotes;
  private int warmUp;

  /** For a strategy of so many legs: symbols that one instance trades together; usually one. */
  public StrategyInputs(int legs) {
    this.legs = legs;
  }

  /** {@link #indicator(int, String)} of the only, or first, leg. */
  public IndicatorRef indicator(String spec) {
    return indicator(0, spec);
  }

  /**
   * Asks for an indicator.
   *
   * @param leg which symbol, from 0
   * @param spec for example {@code sma(20)}, {@code ema(20,source=high)}; {@code alphaflow
   *     indicators --list} shows all
   * @throws IllegalArgumentException when there is none of that name, or it does not accept the
   *     values; the message says what would be accepted
   */
  public IndicatorRef indicator(int leg, String spec) {
    IndicatorSpec parsed = IndicatorSpec.parse(spec);
    if (leg < 0 || leg >= legs) {
      throw new IllegalArgumentException("leg " + leg + " of " + legs);
    }
    if (legs > 1 && parsed.feed() != Feed.BARS) {
      throw new IllegalArgumentException(
          "a strategy of several legs sees bars only, " + parsed + " is fed with " + parsed.feed());
    }
    Wanted wanted = new Wanted(leg, parsed);
    int known = indicators.indexOf(wanted);
    if (known >= 0) {
      return new IndicatorRef(known, 0, parsed);
    }
    indicators.add(wanted);
    return new IndicatorRef(indicators.size() - 1, 0, parsed);
  }

  /** Asks for {@link Strategy#onTrade}. */
  public void trades() {
    requireOneLeg("trades");
    trades = true;
  }

  /**
   * Asks for {@link Strategy#onQuote}. Quotes are in the market log where the configuration of
   * ingest says so.
   */
  public void quotes() {
    requireOneLeg("quotes");
    quotes = true;
  }

  /**
   * Asks for {@link Strategy#warm} during the first {@code bars} bars that come once the indicators
   * are ready: for a strategy that keeps statistics of its own.
   */
  public void warmUp(int bars) {
    if (bars < 0) {
      throw new IllegalArgumentException("a warm-up of " + bars + " bars");
    }
    warmUp = bars;
  }

  private void requireOneLeg(String what) {
    if (legs > 1) {
      throw new IllegalArgumentException("a strategy of several legs sees bars only, no " + what);
    }
  }

  /** How many symbols one instance trades together. */
  public int legs() {
    return legs;
  }

  /** The indicators in the order of their {@link IndicatorRef#index}. */
  public List<Wanted> indicators() {
    return Collections.unmodifiableList(indicators);
  }

  /** Whether trades are wanted. */
  public boolean wantsTrades() {
    return trades;
  }

  /** Whether quotes are wanted. */
  public boolean wantsQuotes() {
    return quotes;
  }

  /** Bars for {@link Strategy#warm}. */
  public int ownWarmUp() {
    return warmUp;
  }

  /** Bars from the first to the first that {@link Strategy#onBar} sees, at least. */
  public int totalWarmUp() {
    int bars = 0;
    for (Wanted wanted : indicators) {
      if (wanted.spec().feed() == Feed.BARS) {
        bars = Math.max(bars, wanted.spec().warmUp());
      }
    }
    return Math.addExact(Math.max(bars, 1), warmUp);
  }

  /** Whether these count from the first bar of a UTC day, as an indicator wants. */
  public boolean needsWholeDay() {
    return indicators.stream().anyMatch(wanted -> wanted.spec().needsWholeDay());
  }
}
