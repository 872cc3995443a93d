package io.alphaflow.cli.indicators;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.bars.OfflineBars;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.DataFiles;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat.Content;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.format.Rows;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.history.read.StrictStop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The bars of one series out of files: as they are, put together, or built of trades. */
final class BarFiles {

  /** What files are of that do not say it; it is not printed. */
  private static final InstrumentId SOME = new InstrumentId("file", "BASE", "QUOTE");

  // Bars of trades or volume begin at any time; only then is each a beginning.
  private static final BarSpec ANY_TIME = BarSpec.time(Duration.ofMillis(1));

  private final Map<String, String> columns;
  private final Optional<BarSpec> interval;
  private final Rejects rejects;

  /**
   * A reader.
   *
   * @param columns what is where, where the header does not say it
   * @param interval of the bars; empty for that of the files
   * @param rejects takes what cannot be used
   */
  BarFiles(Map<String, String> columns, Optional<BarSpec> interval, Rejects rejects) {
    this.columns = columns;
    this.interval = interval;
    this.rejects = rejects;
  }

  /**
   * Gives out all bars, oldest first.
   *
   * @param data files, folders or patterns
   * @throws UserError when the files are not of one series
   */
  void read(List<String> data, Consumer<Bar> out) throws IOException {
    boolean irregular = interval.isPresent() && !interval.get().isTime();
    List<PlannedFile> files = plan(data, irregular);
    if (files.isEmpty()) {
      return;
    }
    PlannedFile first = files.get(0);
    for (PlannedFile file : files) {
      if (!file.interval().equals(first.interval())) {
        throw new UserError(
            "%s holds %s, %s holds %s: give files of one series"
                .formatted(label(first), what(first), label(file), what(file)));
      }
    }
    if (first.format().content() == Content.BARS && irregular) {
      asTheyAre(files, out);
      return;
    }
    BarSpec spec =
        interval
            .or(first::interval)
            .orElseThrow(
                () ->
                    new UserError(
                        label(first) + " holds trades: say --interval, for example --interval 1m"));
    new OfflineBars(List.of(spec), false, rejects, out).run(files);
  }

  private static String label(PlannedFile file) {
    return file.entry().label();
  }

  private static String what(PlannedFile file) {
    return file.interval().map(i -> "bars of " + i).orElse("trades");
  }

  private List<PlannedFile> plan(List<String> data, boolean irregular) throws IOException {
    long latest = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(1, ChronoUnit.DAYS));
    PlanOptions options =
        new PlanOptions(
            ReadOptions.detect(latest).withColumns(columns),
            Optional.of(SOME),
            Optional.empty(),
            irregular ? Optional.of(ANY_TIME) : Optional.empty(),
            Optional.empty());
    try {
      return Plan.of(DataFiles.find(data), options, rejects);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  /** Bars of trades or volume: several may begin in the same millisecond, none earlier. */
  private void asTheyAre(List<PlannedFile> files, Consumer<Bar> out) throws IOException {
    long last = Long.MIN_VALUE;
    for (PlannedFile file : files) {
      try (Rows rows = file.format().rows(file.entry(), new ReadCount())) {
        while (rows.next()) {
          try {
            Bar bar = rows.bar(SOME.toString(), ANY_TIME);
            if (bar.openTime() < last) {
              throw new BadLine(Fault.TIME_GOES_BACK, "earlier than the bar before");
            }
            last = bar.openTime();
            out.accept(bar);
          } catch (BadLine e) {
            rejects.add(label(file), rows.line(), e.fault(), e.getMessage(), rows.raw());
          }
        }
      } catch (IOException e) {
        if (e instanceof StrictStop) {
          throw e;
        }
        rejects.add(label(file), 0, Fault.FILE_DAMAGED, EntryReader.reason(e), "");
      }
    }
  }
}
