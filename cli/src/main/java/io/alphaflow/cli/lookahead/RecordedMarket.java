package io.alphaflow.cli.lookahead;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.bar.BarSeries;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.bars.OfflineBars;
import io.alphaflow.history.file.DataFiles;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.strategy.StrategyInputs;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files of bars or trades as the events that a strategy sees. */
final class RecordedMarket {

  private final Optional<BarSpec> interval;
  private final Rejects rejects;
  private String label = "";

  /**
   * A reader.
   *
   * @param interval of the bars that the strategy sees; empty for that of the files
   * @param rejects takes what cannot be used
   */
  RecordedMarket(Optional<BarSpec> interval, Rejects rejects) {
    this.interval = interval;
    this.rejects = rejects;
  }

  /**
   * The events.
   *
   * @param data files, folders or patterns: for each leg one or, when there is one leg, all of it
   * @throws UserError when they do not fit what the strategy wants
   */
  List<Step> read(List<String> data, StrategyInputs inputs) throws IOException {
    if (inputs.legs() == 1) {
      List<PlannedFile> files = plan(data, 0);
      return inputs.wantsTrades() ? withTrades(files) : together(List.of(bars(files)));
    }
    if (data.size() != inputs.legs()) {
      throw new UserError(
          "the strategy trades %d symbols together: say --data once for each, in their order (%d given)"
              .formatted(inputs.legs(), data.size()));
    }
    List<List<Bar>> legs = new ArrayList<>();
    for (int leg = 0; leg < data.size(); leg++) {
      legs.add(bars(plan(List.of(data.get(leg)), leg)));
    }
    return together(legs);
  }

  /** The interval of the bars; known once they were read. */
  String interval() {
    return label;
  }

  private List<PlannedFile> plan(List<String> data, int leg) throws IOException {
    long latest = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(1, ChronoUnit.DAYS));
    PlanOptions options =
        new PlanOptions(
            ReadOptions.detect(latest),
            Optional.of(new InstrumentId("file", "LEG" + leg, "QUOTE")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<PlannedFile> files;
    try {
      files = Plan.of(DataFiles.find(data), options, rejects);
    } catch (IOException e) {
      throw new UserError(e.getMessage());
    }
    if (files.isEmpty()) {
      throw new UserError("no file can be used: " + String.join("; ", rejects.fileFaults()));
    }
    return files;
  }

  private BarSpec spec(List<PlannedFile> files) {
    BarSpec spec =
        interval
            .or(() -> files.get(0).interval())
            .orElseThrow(
                () ->
                    new UserError(
                        "the file holds trades: say --interval, for example --interval 1m"));
    label = spec.label();
    return spec;
  }

  private List<Bar> bars(List<PlannedFile> files) throws IOException {
    List<Bar> bars = new ArrayList<>();
    new OfflineBars(List.of(spec(files)), false, rejects, bars::add).run(files);
    if (bars.isEmpty()) {
      throw new UserError(
          files.get(0).entry().label()
              + " gives no closed bar of "
              + label
              + "; "
              + String.join("; ", rejects.fileFaults()));
    }
    return bars;
  }

  private static List<Step> together(List<List<Bar>> legs) {
    Map<Long, List<Optional<Bar>>> byTime = new TreeMap<>();
    for (int leg = 0; leg < legs.size(); leg++) {
      for (Bar bar : legs.get(leg)) {
        byTime
            .computeIfAbsent(
                bar.closeTime(),
                time -> new ArrayList<>(Collections.nCopies(legs.size(), Optional.empty())))
            .set(leg, Optional.of(bar));
      }
    }
    List<Step> steps = new ArrayList<>(byTime.size());
    byTime.values().forEach(bars -> steps.add(new Step.Bars(List.copyOf(bars))));
    return steps;
  }

  /** The bars that a trade closes come before it, as on the desk. */
  private List<Step> withTrades(List<PlannedFile> files) throws IOException {
    if (files.get(0).format().content() != FileFormat.Content.TRADES) {
      throw new UserError(
          "the strategy wants trades, "
              + files.get(0).entry().label()
              + " holds bars: give a file of trades");
    }
    String instrument = files.get(0).instrument().toString();
    BarSeries series = new BarSeries(instrument, List.of(spec(files)));
    List<Step> steps = new ArrayList<>();
    long[] firstRow = {1};
    for (PlannedFile file : files) {
      EntryReader.Result result =
          new EntryReader(file.entry(), file.format(), rejects)
              .trades(
                  new ReadCount(),
                  instrument,
                  firstRow[0],
                  0,
                  (trade, row, line) -> {
                    if (!series.isLate(trade.exchangeTime())) {
                      series.add(trade, bar -> steps.add(new Step.Bars(List.of(Optional.of(bar)))));
                      steps.add(new Step.OneTrade(trade));
                    }
                  });
      firstRow[0] += result.rows();
    }
    return steps;
  }
}
