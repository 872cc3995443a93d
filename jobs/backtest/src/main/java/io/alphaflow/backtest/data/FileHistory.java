package io.alphaflow.backtest.data;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files, by their absolute names, that can be read wherever they are found under these names and
 * are as long as they were. Files of one instrument follow each other; several instruments are
 * merged by time, at equal times in the order of their names.
 *
 * @param parts in the order of instrument and time
 * @param from time before which events are left out, epoch microseconds UTC
 * @param to time from which on they are left out
 */
public record FileHistory(List<Part> parts, long from, long to) implements History {

  /**
   * A text to read.
   *
   * @param file its file, absolute
   * @param label how a person calls it
   * @param name the text's in the file, empty when the file is no archive
   * @param length of the file in bytes
   * @param format of the text
   * @param instrument what it is of
   * @param interval of bars, null for trades
   */
  public record Part(
      String file,
      String label,
      String name,
      long length,
      FileFormat format,
      String instrument,
      BarSpec interval)
      implements Serializable {

    static Part of(PlannedFile planned) {
      Path file = planned.entry().file();
      return new Part(
          file.toAbsolutePath().normalize().toString(),
          planned.entry().label(),
          planned.entry().name(),
          file.toFile().length(),
          planned.format(),
          planned.instrument().toString(),
          planned.interval().orElse(null));
    }

    private DataEntry entry() {
      return new DataEntry(Path.of(file), name);
    }
  }

  /** Copies the list. */
  public FileHistory {
    parts = List.copyOf(parts);
  }

  @Override
  public void read(EventSink sink, Rejects rejects) throws IOException {
    for (Part part : parts) {
      Path file = Path.of(part.file());
      if (!Files.isReadable(file)) {
        throw new UnreachableHistory(
            "%s cannot be read on %s: the task managers read the files themselves, under the same"
                    .formatted(file, InetAddress.getLocalHost().getHostName())
                + " names");
      }
      if (Files.size(file) != part.length()) {
        throw new UnreachableHistory(
            "%s has %d bytes on %s, not %d as where the job was submitted"
                .formatted(
                    file,
                    Files.size(file),
                    InetAddress.getLocalHost().getHostName(),
                    part.length()));
      }
    }
    merge(sink, rejects);
  }

  void merge(EventSink sink, Rejects rejects) throws IOException {
    SortedMap<String, List<Part>> series = new TreeMap<>();
    for (Part part : parts) {
      series.computeIfAbsent(part.instrument(), i -> new ArrayList<>()).add(part);
    }
    if (series.size() == 1) {
      series(parts, sink, rejects);
      return;
    }
    List<Merge.Source> sources = new ArrayList<>();
    series.values().forEach(of -> sources.add(into -> series(of, into, rejects)));
    new Merge(Collections.unmodifiableList(sources)).run(sink);
  }

  private void series(List<Part> of, EventSink sink, Rejects rejects) throws IOException {
    String[] reading = {""};
    InRange inRange =
        new InRange(
            sink,
            from,
            to,
            (fault, event) -> rejects.add(reading[0], 0, fault, fault.meaning(), event.toString()));
    long row = 1;
    for (Part part : of) {
      reading[0] = part.label();
      row += read(part, rejects, row, inRange);
    }
  }

  /** Reads a text; says how many rows it has. */
  static long read(Part part, Rejects rejects, long firstRow, EventSink sink) throws IOException {
    EntryReader reader = new EntryReader(part.entry(), part.label(), part.format(), rejects);
    return part.format().content() == FileFormat.Content.BARS
        ? reader
            .bars(
                new ReadCount(),
                part.instrument(),
                part.interval(),
                (bar, row, line) -> sink.bar(bar))
            .rows()
        : reader
            .trades(
                new ReadCount(),
                part.instrument(),
                firstRow,
                0,
                (trade, row, line) -> sink.trade(trade))
            .rows();
  }
}
