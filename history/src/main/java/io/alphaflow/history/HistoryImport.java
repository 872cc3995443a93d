package io.alphaflow.history;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.history.read.StrictStop;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads files one after the other into their targets. Used by one thread. */
public final class HistoryImport {

  private static final int ROWS_BETWEEN_REPORTS = 16_384;

  private final List<ImportTarget> targets;
  private final Rejects rejects;
  private final ImportProgress progress;
  private final Map<String, Long> nextRow = new HashMap<>();
  private long rowsBefore;
  private long bytesBefore;

  /** An import. */
  public HistoryImport(List<ImportTarget> targets, Rejects rejects, ImportProgress progress) {
    this.targets = List.copyOf(targets);
    this.rejects = rejects;
    this.progress = progress;
  }

  /**
   * Imports files; a file that a target refuses is given up, and the others follow.
   *
   * @return what became of each
   * @throws StrictStop at the first bad line, where that is wanted
   */
  public List<FileSummary> run(List<PlannedFile> files) throws IOException {
    List<FileSummary> summaries = new ArrayList<>();
    for (PlannedFile file : files) {
      progress.begin(file);
      FileSummary summary =
          file.format().content() == FileFormat.Content.BARS ? bars(file) : trades(file);
      bytesBefore += file.bytes();
      rowsBefore += summary.rows();
      progress.end(summary);
      summaries.add(summary);
    }
    return summaries;
  }

  private FileSummary bars(PlannedFile file) throws IOException {
    List<FileImport<Bar>> imports = new ArrayList<>();
    return run(
        file,
        imports,
        target -> target.bars(file, rejects),
        (reader, count, out) ->
            reader.bars(count, file.instrument().toString(), file.interval().orElseThrow(), out));
  }

  private FileSummary trades(PlannedFile file) throws IOException {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    String instrument = file.instrument().toString();
    long firstRow = nextRow.getOrDefault(instrument, 1L);
    List<FileImport<Trade>> imports = new ArrayList<>();
    FileSummary summary =
        run(
            file,
            imports,
            target -> target.trades(file, rejects, now),
            (reader, count, out) -> reader.trades(count, instrument, firstRow, now, out));
    // Trades without ids are numbered through all files of their instrument.
    long rows = imports.stream().mapToLong(FileImport::rowsDone).max().orElse(0);
    nextRow.put(instrument, firstRow + Math.max(rows, summary.rows()));
    return summary;
  }

  private interface Opening<T> {
    FileImport<T> open(ImportTarget target) throws IOException;
  }

  private interface Reading<T> {
    EntryReader.Result read(EntryReader reader, ReadCount count, EntryReader.Receiver<T> out)
        throws IOException;
  }

  private <T> FileSummary run(
      PlannedFile file, List<FileImport<T>> imports, Opening<T> opening, Reading<T> reading)
      throws IOException {
    long began = System.nanoTime();
    long badBefore = rejects.lines();
    EntryReader.Result result = new EntryReader.Result(0, 0, false);
    String problem = "";
    try {
      for (ImportTarget target : targets) {
        imports.add(opening.open(target));
      }
      if (!imports.stream().allMatch(FileImport::isFinished)) {
        result = read(file, imports, reading);
        problem = result.whole() ? "" : "the file could not be read to its end";
      }
    } catch (StrictStop e) {
      throw e;
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
      rejects.add(file.entry().label(), 0, Fault.FILE_REFUSED, problem, "");
    } finally {
      imports.forEach(FileImport::close);
    }
    return new FileSummary(
        file,
        result.rows(),
        imports.stream().mapToLong(FileImport::written).max().orElse(0),
        imports.stream().mapToLong(FileImport::present).max().orElse(0),
        rejects.lines() - badBefore,
        result.rounded(),
        System.nanoTime() - began,
        problem);
  }

  private <T> EntryReader.Result read(
      PlannedFile file, List<FileImport<T>> imports, Reading<T> reading) throws IOException {
    ReadCount count = new ReadCount();
    EntryReader.Receiver<T> all =
        imports.size() == 1
            ? imports.get(0)
            : (value, row, line) -> {
              for (FileImport<T> each : imports) {
                each.accept(value, row, line);
              }
            };
    EntryReader.Result result;
    try (Handoff<T> writer = new Handoff<>(all)) {
      EntryReader.Receiver<T> counted =
          (value, row, line) -> {
            if (row % ROWS_BETWEEN_REPORTS == 0) {
              progress.advance(
                  rowsBefore + row, bytesBefore + Math.min(count.bytes(), file.bytes()));
            }
            writer.accept(value, row, line);
          };
      result = reading.read(new EntryReader(file.entry(), file.format(), rejects), count, counted);
      writer.finish();
    }
    for (FileImport<T> each : imports) {
      if (result.whole()) {
        each.finish();
      } else {
        each.stop();
      }
    }
    return result;
  }
}
