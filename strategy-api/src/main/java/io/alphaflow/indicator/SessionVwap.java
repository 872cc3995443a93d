package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.parameter.ParameterSpec;
import java.util.List;

/**
 * Volume-weighted average price since the day began, in UTC: {@code Σ quote volume / Σ volume} of
 * the bars that opened on that day.
 *
 * <p>Source: S. Berkowitz, D. Logue, E. Noser, The Total Cost of Transactions on the NYSE, Journal
 * of Finance 43, 1988. Where bars have their quote volume it is exact, as the trades were; where
 * they do not, the typical price stands for the trades of a bar. Warm-up: the rest of the first
 * day, unless its first bar opened at midnight, because the average of a part of a day depends on
 * where the history begins; on demand the part counts. Before: {@link Double#NaN}. While nothing
 * was traded that day it is the typical price of the last bar.
 */
public final class SessionVwap implements BarIndicator {

  private static final long DAY = 86_400_000_000L;

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "vwap",
              "Volume-weighted average price of the UTC day",
              values -> new SessionVwap(values.choice("first-day").equals("part")))
          .formula("Σ quote volume / Σ volume of the day's bars")
          .reference("Berkowitz, Logue, Noser, The Total Cost of Transactions on the NYSE, 1988")
          .parameters(
              ParameterSpec.choice(
                  "first-day",
                  "whole",
                  List.of("whole", "part"),
                  "whether a first day of which only a part was seen has a value"))
          .output("value", "the average; the typical price while nothing was traded")
          .warmUp("1, or the rest of the first day when it was not seen from midnight")
          .seeding("none: it begins anew at midnight UTC")
          .build();

  private boolean partCounts;
  private boolean started;
  private boolean whole;
  private long day;
  private double typical;
  private CompensatedSum quote = new CompensatedSum();
  private CompensatedSum base = new CompensatedSum();

  /** Used by the state codec. */
  SessionVwap() {}

  /**
   * An average.
   *
   * @param partCounts whether a first day of which only a part was seen has a value
   */
  public SessionVwap(boolean partCounts) {
    this.partCounts = partCounts;
  }

  @Override
  public void update(Candle bar) {
    long opened = Math.floorDiv(bar.openTime(), DAY);
    if (!started || opened != day) {
      whole = partCounts || started || bar.openTime() == opened * DAY;
      started = true;
      day = opened;
      quote.clear();
      base.clear();
    }
    quote.add(bar.quoteVolume());
    base.add(bar.volume());
    typical = bar.typical();
  }

  @Override
  public double value() {
    if (!whole) {
      return Double.NaN;
    }
    double volume = base.value();
    return volume == 0 ? typical : quote.value() / volume;
  }

  @Override
  public boolean isReady() {
    return whole;
  }

  @Override
  public int warmUp() {
    return 1;
  }

  @Override
  public boolean needsWholeDay() {
    return !partCounts;
  }
}
