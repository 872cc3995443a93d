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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * What was found.
   *
   * @param published how many bars, without repeats
   * @param disturbed instruments whose bars the job knows otherwise than its log gives them
   */
  record Result(int published, int disturbed) {}

  /** Checks them. */
  static Result check(CaseOutcome outcome, TradeLogCheck trades, List<BarSpec> specs) {
    Map<Identity, Bar> first = new LinkedHashMap<>();
    Map<Identity, Set<Bar>> published = new LinkedHashMap<>();
    for (Bar bar : outcome.bars()) {
      first.putIfAbsent(Identity.of(bar), open(bar));
      published.computeIfAbsent(Identity.of(bar), i -> new LinkedHashSet<>()).add(open(bar));
    }
    runs(outcome, published, specs);
    Map<Identity, Bar> sure = undisturbed(first, trades);
    sure.keySet().forEach(bar -> assertThat(published.get(bar)).as("published twice").hasSize(1));
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
                  && !trades.maySayTwoThings(instrument)
                  && trades.missing() == 0) {
                specs.stream()
                    .filter(BarSpec::isTime)
                    .forEach(spec -> naive(instrument, ledger, spec, first));
              }
            });
    return new Result(first.size(), disturbed(outcome, specs));
  }

  /** Each run of the job publishes the bars of what it knows, also one that does not know all. */
  private static void runs(
      CaseOutcome outcome, Map<Identity, Set<Bar>> published, List<BarSpec> specs) {
    Map<Identity, Set<Bar>> told = new LinkedHashMap<>();
    for (Tape.Run run : outcome.runsAtEnd()) {
      bars(run.entries(), run.known(), specs)
          .forEach((i, bar) -> told.computeIfAbsent(i, n -> new HashSet<>()).add(bar));
    }
    published.forEach(
        (i, bars) ->
            assertThat(told.getOrDefault(i, Set.of())).as("bars of the runs").containsAll(bars));
    for (Tape.Run run : outcome.lastRuns()) {
      bars(run.entries(), 0, specs)
          .forEach(
              (i, bar) ->
                  assertThat(published.getOrDefault(i, Set.of()))
                      .as("published for the last run")
                      .contains(bar));
    }
  }

  /** Instruments whose bars are others for the last run than for a reader of the log. */
  private static int disturbed(CaseOutcome outcome, List<BarSpec> specs) {
    Map<Identity, Bar> ofLog = ofLog(outcome.tradesAtEnd(), specs);
    Set<String> disturbed = new HashSet<>();
    for (Tape.Run run : outcome.lastRuns()) {
      bars(run.entries(), 0, specs)
          .forEach(
              (i, bar) -> {
                if (!bar.equals(ofLog.get(i))) {
                  disturbed.add(i.instrument());
                }
              });
    }
    return disturbed.size();
  }

  private static Map<Identity, Bar> undisturbed(Map<Identity, Bar> bars, TradeLogCheck trades) {
    Map<Identity, Bar> sure = new LinkedHashMap<>(bars);
    sure.keySet().removeIf(bar -> trades.maySayTwoThings(bar.instrument()));
    return sure;
  }

  private static Map<Identity, Bar> ofLog(List<List<MarketEntry>> partitions, List<BarSpec> specs) {
    Map<Identity, Bar> bars = new LinkedHashMap<>();
    partitions.forEach(partition -> bars.putAll(bars(partition, 0, specs)));
    return bars;
  }

  /** The bars that a partition's entries close, from one of them on. */
  private static Map<Identity, Bar> bars(List<MarketEntry> entries, int from, List<BarSpec> specs) {
    Map<Identity, Bar> bars = new LinkedHashMap<>();
    PartitionBars builder = new PartitionBars();
    for (int at = 0; at < entries.size(); at++) {
      boolean counts = at >= from;
      builder.take(
          entries.get(at),
          specs,
          bar -> {
            if (counts) {
              bars.put(Identity.of(bar), open(bar));
            }
          });
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
