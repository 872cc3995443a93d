package io.alphaflow.history.format;

import io.alphaflow.history.csv.CsvLines;
import io.alphaflow.history.csv.Lines;
import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.file.ReadCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Collection;

/** What a file is: the answer of {@link FormatDetection}. Can be sent to who reads the file. */
public final class FileFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What its lines are. */
  public enum Content {
    /** Bars of time. */
    BARS,
    /** Trades. */
    TRADES
  }

  private final Content content;
  private final String description;
  private final Opening opening;
  private final ColumnMap columns;
  private final int fewest;
  private final int most;
  private final TimeFormat timeFormat;
  private final ZoneId zone;
  private final long latest;

  /** Opens a file. */
  interface Opening extends Serializable {
    /** Its lines from the first row on. */
    Lines open(DataEntry entry, ReadCount count) throws IOException;
  }

  /**
   * A format of texts.
   *
   * @param linesBefore lines before the first row
   * @param fewest cells of a line
   * @param most cells of a line
   */
  FileFormat(
      String name,
      char separator,
      int linesBefore,
      ColumnMap columns,
      int fewest,
      int most,
      TimeFormat timeFormat,
      ReadOptions options) {
    this(
        name,
        (entry, count) -> csv(entry.open(count), separator, linesBefore),
        columns,
        fewest,
        most,
        timeFormat,
        options.zone(),
        options.latest());
  }

  private FileFormat(
      String name,
      Opening opening,
      ColumnMap columns,
      int fewest,
      int most,
      TimeFormat timeFormat,
      ZoneId zone,
      long latest) {
    this.content = columns.isOfBars() ? Content.BARS : Content.TRADES;
    this.opening = opening;
    this.columns = columns;
    this.fewest = fewest;
    this.most = most;
    this.timeFormat = timeFormat;
    this.zone = zone;
    this.latest = latest;
    this.description = name;
  }

  /** The same columns of files that are opened in another way. */
  FileFormat openedBy(String name, Opening other, TimeFormat times) {
    return new FileFormat(name, other, columns, fewest, most, times, zone, latest);
  }

  private static Lines csv(InputStream in, char separator, int linesBefore) throws IOException {
    CsvLines lines = new CsvLines(in, separator);
    for (int i = 0; i < linesBefore; i++) {
      lines.next();
    }
    return lines;
  }

  /** The cell of the time. */
  int timeCell() {
    return columns.cell(Role.TIME);
  }

  /** The cells that are used. */
  Collection<Integer> cells() {
    return columns.cells().values();
  }

  TimeFormat timeFormat() {
    return timeFormat;
  }

  /** What its lines are. */
  public Content content() {
    return content;
  }

  /** For people: the format and how it was found. */
  public String description() {
    return description;
  }

  /** Everything that decides what a line means; equal texts read a file in the same way. */
  public String reading() {
    return content + " " + columns.cells() + " " + timeFormat.label() + " " + zone;
  }

  /** Whether trades have ids of their own. */
  public boolean hasIds() {
    return columns.has(Role.ID);
  }

  /**
   * The rows of a file of this format.
   *
   * @param count counts what is read of the file
   * @throws IOException when it cannot be opened
   */
  public Rows rows(DataEntry entry, ReadCount count) throws IOException {
    Lines lines = opening.open(entry, count);
    TimeColumn time = new TimeColumn(columns.cell(Role.TIME), timeFormat, zone, latest);
    return content == Content.BARS
        ? new Rows(lines, new BarLayout(time, columns, fewest, most), null)
        : new Rows(lines, null, new TradeLayout(time, columns, fewest, most));
  }
}
