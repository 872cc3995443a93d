package io.alphaflow.common.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The bars of all instruments in one partition of the trade log. A function of its entries, so
 * whoever reads the log again gets the same bars, closed at the same places.
 *
 * <p>The bars of an instrument begin with its first trade when that is the first the venue ever
 * made (id 0 or 1); otherwise those that may lack earlier trades are left out.
 *
 * <p>State: one {@link BarSeries} for each instrument. Serialised by {@link
 * io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class PartitionBars {

  /** What became of an entry. */
  public enum Outcome {
    /** It counts. */
    TAKEN,
    /** A trade that was written twice, because its writer crashed between: it counts once. */
    REPEATED,
    /** A trade that comes late for a closed bar, which does not take it. */
    LATE
  }

  private final SortedMap<String, BarSeries> byInstrument = new TreeMap<>();

  /** The same as {@link #byInstrument}, for the many lookups. */
  private final transient Map<String, BarSeries> lookup = new HashMap<>();

  /** A partition that has seen nothing. */
  public PartitionBars() {}

  /**
   * Takes the next entry and gives out the bars that it closes.
   *
   * @param specs the bars that are wanted
   */
  public Outcome take(MarketEntry entry, List<BarSpec> specs, Consumer<Bar> out) {
    if (entry instanceof Trade trade) {
      BarSeries series = series(trade.instrument(), trade.tradeId() <= 1, specs);
      if (!series.isNew(trade.tradeId())) {
        return Outcome.REPEATED;
      }
      if (series.isLate(trade.exchangeTime())) {
        return Outcome.LATE;
      }
      series.add(trade, out);
    } else if (entry instanceof Gap gap) {
      boolean lost = gap.code().equals(Gap.HISTORY_UNAVAILABLE);
      series(gap.instrument(), gap.fromId() <= 1 && !lost, specs).isNew(gap.toId());
    } else if (entry instanceof Heartbeat heartbeat) {
      byInstrument.forEach(
          (instrument, series) -> {
            if (!heartbeat.except().contains(instrument)) {
              series.advance(heartbeat.time(), out);
            }
          });
    }
    return Outcome.TAKEN;
  }

  private BarSeries series(String instrument, boolean fromBeginning, List<BarSpec> specs) {
    BarSeries series = lookup.get(instrument);
    if (series == null) {
      series =
          byInstrument.computeIfAbsent(
              instrument, i -> new BarSeries(instrument, specs, fromBeginning));
      series.want(specs);
      lookup.put(instrument, series);
    }
    return series;
  }

  /** The time before which an instrument's bars are closed, epoch microseconds UTC. */
  public long reached(String instrument) {
    BarSeries series = byInstrument.get(instrument);
    return series == null ? Long.MIN_VALUE : series.reached();
  }
}
