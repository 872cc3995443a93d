package io.alphaflow.history.format;

import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.parquet.ParquetColumn;
import io.alphaflow.history.parquet.ParquetLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out what a Parquet file is: by the names of its columns, as of a CSV with a header. Where
 * it has columns {@code instrument}, or {@code venue} and {@code symbol}, and {@code interval}, as
 * {@code alphaflow export} writes them, it holds a part for each of their values.
 */
public final class ParquetDetection {

  private static final int HEAD = 20;

  private final DataEntry entry;
  private final ReadOptions options;
  private final List<ParquetColumn> columns;
  private final FileFormat asText;

  private ParquetDetection(
      DataEntry entry, ReadOptions options, List<ParquetColumn> columns, FileFormat asText) {
    this.entry = entry;
    this.options = options;
    this.columns = columns;
    this.asText = asText;
  }

  /**
   * What a file is.
   *
   * @throws UnknownFormat when it lacks columns; the message says which there are
   * @throws IOException when it cannot be read
   */
  public static ParquetDetection of(DataEntry entry, ReadOptions options)
      throws UnknownFormat, IOException {
    List<ParquetColumn> columns = ParquetLines.columns(entry.file());
    Set<Integer> readable = new TreeSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).readable()) {
        readable.add(i);
      }
    }
    StringBuilder head = new StringBuilder();
    for (ParquetColumn column : columns) {
      String name = column.readable() ? cell(column.name()) : "nested";
      head.append(head.isEmpty() ? "" : ",").append(name);
    }
    head.append('\n');
    try (ParquetLines lines =
        ParquetLines.open(entry.file(), readable, Map.of(), options.zone(), new ReadCount())) {
      for (int row = 0; row < HEAD && lines.next(); row++) {
        for (int i = 0; i < columns.size(); i++) {
          head.append(i == 0 ? "" : ",").append(cell(lines.text(i)));
        }
        head.append('\n');
      }
    }
    FileFormat asText =
        FormatDetection.of(
            head.toString().getBytes(StandardCharsets.UTF_8), options.withFormat(Format.CSV));
    return new ParquetDetection(entry, options, columns, asText);
  }

  private static String cell(String text) {
    return text.replaceAll("[,\"\\s]+", " ");
  }

  private int column(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).ofTexts() && columns.get(i).name().toLowerCase(Locale.ROOT).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** What it holds, in the order in which each begins. */
  public List<ParquetPart> parts() throws IOException {
    int instrument = column("instrument");
    int venue = column("venue");
    int symbol = column("symbol");
    int interval = asText.content() == FileFormat.Content.BARS ? column("interval") : -1;
    List<Integer> say = new ArrayList<>();
    if (instrument >= 0) {
      say.add(instrument);
    } else if (venue >= 0 && symbol >= 0) {
      say.addAll(List.of(venue, symbol));
    }
    int named = say.size();
    if (interval >= 0) {
      say.add(interval);
    }
    if (say.isEmpty()) {
      return List.of(new ParquetPart("", "", Map.of()));
    }
    List<ParquetPart> parts = new ArrayList<>();
    for (List<String> texts : distinct(say)) {
      Map<Integer, String> only = new LinkedHashMap<>();
      for (int i = 0; i < say.size(); i++) {
        only.put(say.get(i), texts.get(i));
      }
      parts.add(
          new ParquetPart(
              String.join(":", texts.subList(0, named)),
              interval < 0 ? "" : texts.get(named),
              only));
    }
    return parts;
  }

  private Collection<List<String>> distinct(List<Integer> of) throws IOException {
    Map<List<String>, Integer> found = new LinkedHashMap<>();
    List<String> last = List.of();
    try (ParquetLines lines =
        ParquetLines.open(
            entry.file(), new TreeSet<>(of), Map.of(), options.zone(), new ReadCount())) {
      while (lines.next()) {
        boolean same = !last.isEmpty();
        for (int i = 0; same && i < last.size(); i++) {
          same = last.get(i).equals(lines.text(of.get(i)));
        }
        if (!same) {
          last = of.stream().map(lines::text).toList();
          found.putIfAbsent(last, found.size());
        }
      }
    }
    return found.keySet();
  }

  /** The format of a part. */
  public FileFormat format(ParquetPart part) {
    TreeMap<Integer, String> only = new TreeMap<>(part.only());
    TreeSet<Integer> wanted = new TreeSet<>(asText.cells());
    ZoneId zone = options.zone();
    boolean typed = columns.get(asText.timeCell()).ofTimes();
    List<String> names = wanted.stream().map(i -> columns.get(i).name()).toList();
    return asText.openedBy(
        "parquet with the columns " + String.join(",", names),
        (of, count) -> ParquetLines.open(of.file(), wanted, only, zone, count),
        typed ? TimeFormat.US : asText.timeFormat());
  }
}
