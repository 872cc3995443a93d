package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.NaiveBars;
import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.simulator.MarketTrade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published bars against those that the log gives, and against the exchange's ledger. */
final class BarCheck {

  /** Later than all trades, so that it closes every bar. */
  private static final long END = 4_000_000_000_000_000L;

  private record Identity(String instrument, String interval, long sequence) {
    static Identity of(Bar bar) {
      return new Identity(bar.instrument(), bar.interval(), bar.sequence());
    }
  }

  private BarCheck() {}

  /**
   * Checks them.
   *
   * @return how many there are
   */
  static int check(CaseOutcome outcome, TradeLogCheck trades, List<BarSpec> specs) {
    Map<Identity, Bar> published = new LinkedHashMap<>();
    for (Bar bar : outcome.bars()) {
      Bar first = published.putIfAbsent(Identity.of(bar), open(bar));
      if (first != null && !trades.maySayTwoThings(bar.instrument())) {
        assertThat(open(bar)).as("a bar that was published twice").isEqualTo(first);
      }
    }
    Map<Identity, Bar> sure = undisturbed(published, trades);
    assertThat(sure)
        .as("published bars")
        .containsAllEntriesOf(undisturbed(ofLog(outcome.trades(), specs), trades));
    assertThat(ofLog(outcome.tradesAtEnd(), specs))
        .as("bars of the log")
        .containsAllEntriesOf(sure);
    outcome
        .ledger()
        .forEach(
            (instrument, ledger) -> {
              if (!trades.isLate(instrument)
                  && !trades.isDisturbed(instrument)
                  && trades.missing() == 0) {
                specs.stream()
                    .filter(BarSpec::isTime)
                    .forEach(spec -> naive(instrument, ledger, spec, published));
              }
            });
    return published.size();
  }

  private static Map<Identity, Bar> undisturbed(Map<Identity, Bar> bars, TradeLogCheck trades) {
    Map<Identity, Bar> sure = new LinkedHashMap<>(bars);
    sure.keySet().removeIf(bar -> trades.isDisturbed(bar.instrument()));
    return sure;
  }

  private static Map<Identity, Bar> ofLog(List<List<MarketEntry>> partitions, List<BarSpec> specs) {
    Map<Identity, Bar> bars = new LinkedHashMap<>();
    for (List<MarketEntry> partition : partitions) {
      PartitionBars builder = new PartitionBars();
      partition.forEach(
          entry -> builder.take(entry, specs, bar -> bars.put(Identity.of(bar), open(bar))));
    }
    return bars;
  }

  /** What is published is what the ledger begins with; the last bars may still be open. */
  private static void naive(
      String instrument, List<MarketTrade> ledger, BarSpec spec, Map<Identity, Bar> published) {
    List<Trade> all = new ArrayList<>();
    ledger.forEach(made -> all.add(TradeLogCheck.expected(instrument, made)));
    all.add(new Trade(instrument, ledger.size() + 1L, 1, 1, false, END, 0));
    List<Bar> expected =
        NaiveBars.closed(all, spec.label(), spec.size()).stream().map(BarCheck::open).toList();
    List<Bar> ours =
        published.values().stream()
            .filter(b -> b.instrument().equals(instrument) && b.interval().equals(spec.label()))
            .toList();
    assertThat(ours)
        .as("bars %s of %s", spec, instrument)
        .hasSizeBetween(expected.size() - 1, expected.size())
        .isEqualTo(expected.subList(0, ours.size()));
  }

  /** Without what closed it, which is another trade or heartbeat after a restart. */
  private static Bar open(Bar of) {
    return new Bar(
        of.instrument(),
        of.interval(),
        of.sequence(),
        of.openTime(),
        of.closeTime(),
        of.open(),
        of.high(),
        of.low(),
        of.close(),
        of.volume(),
        of.quoteVolume(),
        of.trades(),
        of.takerBuyVolume(),
        0);
  }
}
