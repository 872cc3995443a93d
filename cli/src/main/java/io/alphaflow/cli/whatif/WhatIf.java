package io.alphaflow.cli.whatif;

import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.rerun.MeasuredRules;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.risk.RiskOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would have been different.
 *
 * @param period in which the change held
 * @param decisions answers to signals in it
 * @param newSignals signals of strategies that are not in the record
 * @param changes orders that would have been others, by time
 * @param otherReasons signals that lead to no order before and now, for other reasons
 * @param simulatedOrders orders whose fills are simulated
 * @param simulatedFills how often they were filled
 * @param rules by which they were
 * @param effects on the P&amp;L, by account
 */
record WhatIf(
    Period period,
    long decisions,
    long newSignals,
    List<OrderChange> changes,
    long otherReasons,
    long simulatedOrders,
    long simulatedFills,
    FillRules rules,
    SortedMap<String, Books.Effect> effects) {

  /**
   * Runs what the logs hold at this moment; the desk may be running.
   *
   * @param before what the desk ran with
   * @param changed what it would have run with
   * @param changesStrategies whether strategies may signal otherwise
   */
  static WhatIf run(DeskConfig before, DeskConfig changed, boolean changesStrategies, Period period)
      throws IOException {
    Recording recording = Recording.read(before.kafka());
    Optional<NewSignals> signals =
        changesStrategies
            ? Optional.of(NewSignals.read(changed, recording, period))
            : Optional.empty();
    FillRules rules = MeasuredRules.of(recording);
    Comparison comparison = new Comparison(period);
    SortedMap<String, Books.Effect> effects = new TreeMap<>();
    PnlOptions pnl = PnlOptions.read(before);
    try (PartitionReader reader = new PartitionReader(before.kafka())) {
      for (int p = 0; p < before.kafka().journalPartitions(); p++) {
        Books books = new Books(pnl);
        ChangedRun run =
            new ChangedRun(
                recording,
                RiskOptions.read(before),
                RiskOptions.read(changed),
                period,
                signals,
                reports ->
                    new AddedOrders(
                        before.kafka(), rules, recording.listings(), before.currencies(), reports),
                comparison,
                books);
        reader.forwards(Topics.JOURNAL, p, 0, in -> accept(run, in), () -> false);
        run.end();
        effects.putAll(books.effects());
      }
    }
    return new WhatIf(
        period,
        comparison.decisions(),
        signals.map(NewSignals::count).orElse(0L),
        comparison.finish(recording),
        comparison.otherReasons(),
        comparison.simulatedOrders(),
        comparison.simulatedFills(),
        rules,
        effects);
  }

  private static void accept(ChangedRun run, RawRecord in) {
    try {
      run.accept(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing would have been different. */
  boolean isEmpty() {
    return changes.isEmpty()
        && otherReasons == 0
        && newSignals == 0
        && effects.values().stream().allMatch(effect -> effect.difference() == 0);
  }

  /** How many orders would have been others in a way. */
  long count(OrderChange.Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }
}
