package io.alphaflow.history.bars;

import io.alphaflow.common.bar.BarSeries;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds bars from files: of trades by the code that builds them on the desk, of finer bars by
 * putting them together. Used by one thread.
 */
public final class OfflineBars {

  private final List<BarSpec> specs;
  private final boolean includeOpen;
  private final Rejects rejects;
  private final Consumer<Bar> out;
  private final Map<String, Long> nextRow = new HashMap<>();

  /**
   * A builder.
   *
   * @param includeOpen whether a bar is given out that later trades could still change
   */
  public OfflineBars(List<BarSpec> specs, boolean includeOpen, Rejects rejects, Consumer<Bar> out) {
    this.specs = List.copyOf(specs);
    this.includeOpen = includeOpen;
    this.rejects = rejects;
    this.out = out;
  }

  /** Reads files in this order, those of one instrument one behind the other. */
  public void run(List<PlannedFile> files) throws IOException {
    int at = 0;
    while (at < files.size()) {
      int end = at + 1;
      while (end < files.size() && isSameSeries(files.get(at), files.get(end))) {
        end++;
      }
      series(files.subList(at, end));
      at = end;
    }
  }

  private static boolean isSameSeries(PlannedFile a, PlannedFile b) {
    return a.instrument().equals(b.instrument()) && a.interval().equals(b.interval());
  }

  private void series(List<PlannedFile> files) throws IOException {
    if (files.get(0).format().content() == FileFormat.Content.TRADES) {
      ofTrades(files);
    } else {
      ofBars(files);
    }
  }

  private void ofTrades(List<PlannedFile> files) throws IOException {
    String instrument = files.get(0).instrument().toString();
    BarSeries series = new BarSeries(instrument, specs);
    long[] last = {Long.MIN_VALUE};
    for (PlannedFile file : files) {
      long firstRow = nextRow.getOrDefault(instrument, 1L);
      EntryReader.Receiver<Trade> add =
          (trade, row, line) -> {
            if (trade.tradeId() <= last[0]) {
              reject(file, line, Fault.DUPLICATE, trade);
            } else if (series.isLate(trade.exchangeTime())) {
              reject(file, line, Fault.LATE_TRADE, trade);
            } else {
              last[0] = trade.tradeId();
              series.add(trade, out);
            }
          };
      EntryReader.Result result =
          new EntryReader(file.entry(), file.format(), rejects)
              .trades(new ReadCount(), instrument, firstRow, 0, add);
      nextRow.put(instrument, firstRow + result.rows());
    }
    if (includeOpen) {
      series.open(out);
    }
  }

  private void ofBars(List<PlannedFile> files) throws IOException {
    BarSpec finer = files.get(0).interval().orElseThrow();
    for (BarSpec spec : specs) {
      if (!spec.isTime() || spec.size() % finer.size() != 0) {
        rejects.add(
            files.get(0).entry().label(),
            0,
            Fault.FILE_REFUSED,
            "bars of %s cannot be made of bars of %s: take a file of trades".formatted(spec, finer),
            "");
        return;
      }
    }
    long[] last = {Long.MIN_VALUE};
    List<BarRollup> rollups = specs.stream().map(spec -> new BarRollup(spec, out)).toList();
    for (PlannedFile file : files) {
      new EntryReader(file.entry(), file.format(), rejects)
          .bars(
              new ReadCount(),
              file.instrument().toString(),
              finer,
              (bar, row, line) -> {
                if (bar.openTime() <= last[0]) {
                  reject(file, line, Fault.DUPLICATE, bar);
                } else {
                  last[0] = bar.openTime();
                  rollups.forEach(rollup -> rollup.add(bar));
                }
              });
    }
    if (includeOpen) {
      rollups.forEach(rollup -> rollup.open(out));
    }
  }

  /** Also what another file of the same series had: files may overlap. */
  private void reject(PlannedFile file, long line, Fault fault, Object what) throws IOException {
    rejects.add(file.entry().label(), line, fault, fault.meaning(), what.toString());
  }
}
