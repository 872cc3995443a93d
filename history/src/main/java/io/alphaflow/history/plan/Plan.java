package io.alphaflow.history.plan;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.Checksum;
import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.file.DataFiles;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.format.FormatDetection;
import io.alphaflow.history.format.ParquetDetection;
import io.alphaflow.history.format.ParquetPart;
import io.alphaflow.history.format.Rows;
import io.alphaflow.history.format.UnknownFormat;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks into files and says what each is, in the order in which they should be read. */
public final class Plan {

  private static final int HEAD = 1 << 16;

  /** Rows whose times tell the interval. */
  private static final int MOST_TIMES = 1_000;

  private final PlanOptions options;
  private final Rejects rejects;

  private Plan(PlanOptions options, Rejects rejects) {
    this.options = options;
    this.rejects = rejects;
  }

  /**
   * The files in order of instrument, interval and time. Those that cannot be read or understood go
   * to the rejects.
   */
  public static List<PlannedFile> of(List<Path> files, PlanOptions options, Rejects rejects)
      throws IOException {
    Plan plan = new Plan(options, rejects);
    List<PlannedFile> planned = new ArrayList<>();
    for (Path file : files) {
      plan.add(file, planned);
    }
    planned.sort(
        Comparator.comparing((PlannedFile p) -> p.instrument().toString())
            .thenComparing(p -> p.interval().map(BarSpec::size).orElse(0L))
            .thenComparing(PlannedFile::firstTime)
            .thenComparing(p -> p.entry().label()));
    return planned;
  }

  private void add(Path file, List<PlannedFile> planned) throws IOException {
    List<DataEntry> entries;
    String hash;
    try {
      if (Files.size(file) == 0) {
        rejects.add(file.toString(), 0, Fault.FILE_EMPTY, "the file has no content", "");
        return;
      }
      hash = Checksum.of(file);
      Optional<String> stated = Checksum.stated(file);
      if (stated.isPresent() && !stated.get().equals(hash)) {
        rejects.add(
            file.toString(),
            0,
            Fault.FILE_CHECKSUM,
            "its SHA-256 is %s, the .CHECKSUM file beside it says %s: fetch it again"
                .formatted(hash, stated.get()),
            "");
        return;
      }
      entries = DataFiles.entries(file);
    } catch (IOException e) {
      rejects.add(file.toString(), 0, Fault.FILE_DAMAGED, EntryReader.reason(e), "");
      return;
    }
    for (DataEntry entry : entries) {
      long bytes = Files.size(file) / entries.size();
      if (entry.isParquet()) {
        parquet(entry, hash, bytes, planned);
      } else {
        look(entry, hash, bytes).ifPresent(planned::add);
      }
    }
  }

  private Optional<PlannedFile> look(DataEntry entry, String hash, long bytes) throws IOException {
    byte[] head;
    try {
      head = entry.head(HEAD);
    } catch (IOException e) {
      rejects.add(entry.label(), 0, Fault.FILE_DAMAGED, EntryReader.reason(e), "");
      return Optional.empty();
    }
    try {
      if (head.length == 0) {
        rejects.add(entry.label(), 0, Fault.FILE_EMPTY, "the file has no content", "");
        return Optional.empty();
      }
      FileFormat format = FormatDetection.of(head, options.read());
      FileName name = FileName.parse(entry.fileName());
      return Optional.of(planned(entry, format, instrument(name), Optional.empty(), hash, bytes));
    } catch (UnknownFormat | IOException e) {
      rejects.add(entry.label(), 0, Fault.FILE_UNKNOWN, e.getMessage(), "");
      return Optional.empty();
    }
  }

  private PlannedFile planned(
      DataEntry entry,
      FileFormat format,
      InstrumentId instrument,
      Optional<BarSpec> interval,
      String hash,
      long bytes)
      throws UnknownFormat, IOException {
    List<Long> times = times(format, entry);
    if (times.isEmpty()) {
      // Its lines are judged when it is read.
      times = List.of(0L);
    }
    Optional<BarSpec> of = Optional.empty();
    if (format.content() == FileFormat.Content.BARS) {
      of =
          Optional.of(
              interval.isPresent()
                  ? interval.get()
                  : interval(FileName.parse(entry.fileName()), times));
    }
    return new PlannedFile(entry, format, instrument, of, times.get(0), hash, bytes);
  }

  /** A table may hold several instruments and intervals: each is read for itself. */
  private void parquet(DataEntry entry, String hash, long bytes, List<PlannedFile> planned)
      throws IOException {
    try {
      ParquetDetection table = ParquetDetection.of(entry, options.read());
      List<ParquetPart> parts = table.parts();
      for (ParquetPart part : parts) {
        InstrumentId instrument =
            part.instrument().isEmpty()
                ? instrument(FileName.parse(entry.fileName()))
                : InstrumentId.parse(part.instrument());
        Optional<BarSpec> interval =
            part.interval().isEmpty()
                ? Optional.empty()
                : Optional.of(BarSpec.parse(part.interval()));
        planned.add(
            planned(entry, table.format(part), instrument, interval, hash, bytes / parts.size()));
      }
    } catch (UnknownFormat | IllegalArgumentException | IOException e) {
      rejects.add(entry.label(), 0, Fault.FILE_UNKNOWN, e.getMessage(), "");
    }
  }

  private static List<Long> times(FileFormat format, DataEntry entry)
      throws UnknownFormat, IOException {
    List<Long> times = new ArrayList<>();
    long back = 0;
    ReadCount read = new ReadCount();
    try (Rows rows = format.rows(entry, read)) {
      while (times.size() < MOST_TIMES && next(rows)) {
        try {
          times.add(rows.time());
        } catch (BadLine e) {
          continue;
        }
        int n = times.size();
        if (n > 1 && times.get(n - 1) < times.get(n - 2)) {
          back++;
        }
      }
    }
    if (times.size() > 2 && back * 2 > times.size()) {
      throw new UnknownFormat(
          "the newest row is the first; the oldest must be: turn the file round, for example with"
              + " tac, and put its header on top again");
    }
    return times;
  }

  /** A file that is cut off is judged when it is read. */
  private static boolean next(Rows rows) {
    try {
      return rows.next();
    } catch (IOException e) {
      return false;
    }
  }

  private InstrumentId instrument(FileName name) throws UnknownFormat {
    if (options.instrument().isPresent()) {
      return options.instrument().get();
    }
    if (options.fallback().isPresent() && (options.venue().isEmpty() || name.symbol().isEmpty())) {
      return options.fallback().get();
    }
    if (options.venue().isEmpty()) {
      throw new UnknownFormat(
          "it is not said what it is of: say --instrument venue:BASE/QUOTE, or --venue when the"
              + " file's name begins with the symbol");
    }
    if (name.symbol().isEmpty()) {
      throw new UnknownFormat(
          "there is no symbol in the file's name: say --instrument venue:BASE/QUOTE");
    }
    return name.instrument(options.venue().get());
  }

  private BarSpec interval(FileName name, List<Long> times) throws UnknownFormat {
    if (options.interval().isPresent()) {
      return options.interval().get();
    }
    if (name.interval().isPresent()) {
      return name.interval().get();
    }
    long step = Long.MAX_VALUE;
    for (int i = 1; i < times.size(); i++) {
      long difference = times.get(i) - times.get(i - 1);
      step = difference > 0 ? Math.min(step, difference) : step;
    }
    if (step == Long.MAX_VALUE || step % TimeUnit.SECONDS.toMicros(1) != 0) {
      throw new UnknownFormat(
          "it is not clear how long its bars are: say --interval, for example --interval 1m");
    }
    return BarSpec.time(Duration.ofSeconds(TimeUnit.MICROSECONDS.toSeconds(step)));
  }
}
