package io.alphaflow.strategy.host;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.LiveIndicator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The indicators over one series: the bars of an instrument and interval, its trades, or its
 * quotes. Each is there once, however many strategy instances want it.
 *
 * <p>Not safe for use by several threads.
 */
public final class IndicatorBank {

  /** A desk of ten thousand symbols restores the same few for each. */
  private static final Map<String, IndicatorSpec> SPECS = new ConcurrentHashMap<>();

  private static final int MOST_SPECS = 1_000;

  private final SortedMap<String, LiveIndicator> bySpec = new TreeMap<>();
  // The same again: the map's iterator would be made for each event.
  private LiveIndicator[] all = {};

  /** An empty bank. */
  public IndicatorBank() {}

  /** A bank as {@link #encode} wrote it. */
  public static IndicatorBank restore(Map<String, byte[]> stored) {
    IndicatorBank bank = new IndicatorBank();
    stored.forEach((text, state) -> bank.bySpec.put(text, spec(text).restore(state)));
    bank.changed();
    return bank;
  }

  private static IndicatorSpec spec(String text) {
    if (SPECS.size() >= MOST_SPECS) {
      SPECS.clear();
    }
    return SPECS.computeIfAbsent(text, IndicatorSpec::parse);
  }

  /** States by spec, sorted. */
  public SortedMap<String, byte[]> encode() {
    SortedMap<String, byte[]> stored = new TreeMap<>();
    bySpec.forEach((text, indicator) -> stored.put(text, indicator.encode()));
    return stored;
  }

  /** Whether an indicator is there already, with what it has seen. */
  public boolean has(IndicatorSpec spec) {
    return bySpec.containsKey(spec.toString());
  }

  /** The indicator; a new one when it was not there. */
  public LiveIndicator get(IndicatorSpec spec) {
    LiveIndicator known = bySpec.get(spec.toString());
    if (known == null) {
      known = spec.create();
      bySpec.put(spec.toString(), known);
      changed();
    }
    return known;
  }

  /**
   * Shows history to an indicator that is new. One that is there and not ready has shown nothing to
   * anybody, so it is replaced when history makes it ready; one that is ready is never touched.
   *
   * @param history closed bars in order, up to now
   */
  public void warm(IndicatorSpec spec, List<Bar> history) {
    LiveIndicator known = bySpec.get(spec.toString());
    if (known != null && (known.isReady() || history.isEmpty())) {
      return;
    }
    LiveIndicator warmed = spec.create();
    Candle candle = new Candle();
    history.forEach(bar -> warmed.onBar(candle.set(bar)));
    if (known == null || warmed.isReady()) {
      bySpec.put(spec.toString(), warmed);
      changed();
    }
  }

  /** Forgets those that nobody wants any more. */
  public void retain(Collection<IndicatorSpec> wanted) {
    if (bySpec.keySet().retainAll(wanted.stream().map(IndicatorSpec::toString).toList())) {
      changed();
    }
  }

  private void changed() {
    all = bySpec.values().toArray(LiveIndicator[]::new);
  }

  /** Feeds a closed bar. */
  public void onBar(Candle bar) {
    for (LiveIndicator indicator : all) {
      indicator.onBar(bar);
    }
  }

  /** Feeds a trade. */
  public void onTrade(Trade trade) {
    for (LiveIndicator indicator : all) {
      indicator.onTrade(trade);
    }
  }

  /** Feeds a top of book. */
  public void onQuote(Quote quote) {
    for (LiveIndicator indicator : all) {
      indicator.onQuote(quote);
    }
  }
}
