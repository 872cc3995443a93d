package io.alphaflow.history.format;

import io.alphaflow.history.csv.CsvLines;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;

/** What a file is: the answer of {@link FormatDetection}. */
public final class FileFormat {

  /** What its lines are. */
  public enum Content {
    /** Bars of time. */
    BARS,
    /** Trades. */
    TRADES
  }

  private final Content content;
  private final String description;
  private final char separator;
  private final int linesBefore;
  private final ColumnMap columns;
  private final int fewest;
  private final int most;
  private final TimeFormat timeFormat;
  private final ZoneId zone;
  private final long latest;

  /**
   * A format.
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
    this.content = columns.isOfBars() ? Content.BARS : Content.TRADES;
    this.separator = separator;
    this.linesBefore = linesBefore;
    this.columns = columns;
    this.fewest = fewest;
    this.most = most;
    this.timeFormat = timeFormat;
    this.zone = options.zone();
    this.latest = options.latest();
    this.description = name;
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

  /** The rows of a file of this format. */
  public Rows rows(InputStream in) throws IOException {
    CsvLines lines = new CsvLines(in, separator);
    for (int i = 0; i < linesBefore; i++) {
      lines.next();
    }
    TimeColumn time = new TimeColumn(columns.cell(Role.TIME), timeFormat, zone, latest);
    return content == Content.BARS
        ? new Rows(lines, new BarLayout(time, columns, fewest, most), null)
        : new Rows(lines, null, new TradeLayout(time, columns, fewest, most));
  }
}
