package io.alphaflow.history.format;

import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.CsvLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out what a file is from its first lines and what the user says. */
public final class FormatDetection {

  private static final int MOST_TITLES = 3;

  private static final ColumnMap KLINES =
      ColumnMap.ofOrder(
          Role.TIME,
          Role.OPEN,
          Role.HIGH,
          Role.LOW,
          Role.CLOSE,
          Role.VOLUME,
          null,
          Role.QUOTE_VOLUME,
          Role.TRADES,
          Role.TAKER_BUY_VOLUME);
  private static final ColumnMap TRADES =
      ColumnMap.ofOrder(Role.ID, Role.PRICE, Role.QUANTITY, null, Role.TIME, Role.BUYER_IS_MAKER);
  private static final ColumnMap AGGREGATES =
      ColumnMap.ofOrder(
          Role.ID, Role.PRICE, Role.QUANTITY, null, null, Role.TIME, Role.BUYER_IS_MAKER);
  private static final ColumnMap BITSTAMP = ColumnMap.ofOrder(Role.TIME, Role.PRICE, Role.QUANTITY);
  private static final ColumnMap OHLCV =
      ColumnMap.ofOrder(Role.TIME, Role.OPEN, Role.HIGH, Role.LOW, Role.CLOSE, Role.VOLUME);

  private final ReadOptions options;
  private final char separator;
  private final List<List<String>> lines = new ArrayList<>();
  private int header = -1;
  private int firstRow;

  private FormatDetection(byte[] head, ReadOptions options) throws IOException {
    this.options = options;
    this.separator = separator(head);
    try (CsvLines in = new CsvLines(new ByteArrayInputStream(head), separator)) {
      while (in.next()) {
        lines.add(cells(in));
      }
    }
    findHeader();
  }

  /**
   * What a file is.
   *
   * @param head its first lines, whole
   * @throws UnknownFormat when that is not clear
   */
  public static FileFormat of(byte[] head, ReadOptions options) throws UnknownFormat, IOException {
    return new FormatDetection(head, options).detect();
  }

  private static char separator(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t', '|'}) {
      long count =
          text.lines().limit(5).mapToLong(l -> l.chars().filter(c -> c == candidate).count()).sum();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  private static List<String> cells(CsvLines in) {
    List<String> cells = new ArrayList<>();
    try {
      for (int i = 0; i < in.count(); i++) {
        cells.add(in.text(i));
      }
    } catch (BadLine e) {
      // Judged when it is read; here it only is no example of the format.
      cells.clear();
    }
    return cells;
  }

  /** A line without any number is a header; lines of one cell before it are titles. */
  private void findHeader() {
    int at = 0;
    int width = lines.stream().mapToInt(List::size).max().orElse(0);
    while (at < Math.min(MOST_TITLES, lines.size()) && lines.get(at).size() == 1 && width > 1) {
      at++;
    }
    boolean found =
        at < lines.size()
            && !lines.get(at).isEmpty()
            && lines.get(at).stream().noneMatch(FormatDetection::isNumber);
    if (found) {
      header = at;
      firstRow = at + 1;
    }
  }

  private static boolean isNumber(String cell) {
    try {
      new BigDecimal(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isTruth(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }

  private static boolean isEpoch(String cell) {
    return cell.length() >= 9 && cell.length() <= 19 && cell.chars().allMatch(Character::isDigit);
  }

  private List<List<String>> rows() {
    return lines.subList(firstRow, lines.size());
  }

  /** Whether most rows are like this; a few may be damaged. */
  private boolean most(Predicate<List<String>> condition) {
    long like = rows().stream().filter(condition).count();
    return like > 0 && like * 2 > rows().size();
  }

  private FileFormat detect() throws UnknownFormat {
    if (!options.columns().isEmpty()) {
      if (options.format().isPresent() && options.format().get() != Format.CSV) {
        throw new UnknownFormat(
            "a column map goes with the format csv, not with " + options.format().get().label());
      }
      return byHeader("csv by the column map", mapped());
    }
    if (options.format().isPresent() && options.format().get() != Format.CSV) {
      Format format = options.format().get();
      return fixed(format, format.label());
    }
    if (header >= 0) {
      ColumnMap columns = named();
      return byHeader(headerFormat(columns), columns);
    }
    for (Format format : Format.values()) {
      if (looksLike(format)) {
        return fixed(format, format == Format.CSV ? "csv" : format.label());
      }
    }
    throw unknown("there is no header, and the columns are not those of a known format");
  }

  private String headerFormat(ColumnMap columns) {
    List<String> names = lines.get(header);
    String name = "csv";
    if (columns.isOfBars() && columns.cells().equals(KLINES.cells())) {
      name = Format.BINANCE_KLINES.label();
    } else if (columns.cells().equals(TRADES.cells())) {
      name = Format.BINANCE_TRADES.label();
    } else if (columns.cells().equals(AGGREGATES.cells())) {
      name = Format.BINANCE_AGGTRADES.label();
    }
    return name + " by the header " + String.join(",", names);
  }

  private boolean looksLike(Format format) {
    return switch (format) {
      case BINANCE_KLINES -> most(r -> r.size() == 12 && isEpoch(r.get(0)) && isEpoch(r.get(6)));
      case BINANCE_TRADES ->
          most(r -> (r.size() == 6 || r.size() == 7) && isEpoch(r.get(4)) && isTruth(r.get(5)));
      case BINANCE_AGGTRADES ->
          most(r -> (r.size() == 7 || r.size() == 8) && isEpoch(r.get(5)) && isTruth(r.get(6)));
      case BITSTAMP_TRADES ->
          most(r -> r.size() == 3 && isEpoch(r.get(0)) && isNumber(r.get(1)) && isNumber(r.get(2)));
      case CSV -> most(r -> r.size() == 6 && isEpoch(r.get(0)) && isOrderOfPrices(r));
    };
  }

  /** Open, high, low, close: the second is the highest and the third the lowest. */
  private static boolean isOrderOfPrices(List<String> row) {
    if (!row.stream().allMatch(FormatDetection::isNumber)) {
      return false;
    }
    BigDecimal[] p = row.stream().map(BigDecimal::new).toArray(BigDecimal[]::new);
    return p[2].compareTo(p[1].max(p[4])) >= 0 && p[3].compareTo(p[1].min(p[4])) <= 0;
  }

  private FileFormat fixed(Format format, String name) throws UnknownFormat {
    ColumnMap columns =
        switch (format) {
          case BINANCE_KLINES -> KLINES;
          case BINANCE_TRADES -> TRADES;
          case BINANCE_AGGTRADES -> AGGREGATES;
          case BITSTAMP_TRADES -> BITSTAMP;
          case CSV -> OHLCV;
        };
    int fewest =
        switch (format) {
          case BINANCE_KLINES -> 12;
          case BINANCE_TRADES, CSV -> 6;
          case BINANCE_AGGTRADES -> 7;
          case BITSTAMP_TRADES -> 3;
        };
    boolean optionalLast = format == Format.BINANCE_TRADES || format == Format.BINANCE_AGGTRADES;
    return new FileFormat(
        name + (header < 0 ? ", no header" : ", header passed over"),
        separator,
        firstRow,
        columns,
        fewest,
        optionalLast ? fewest + 1 : fewest,
        timeFormat(columns),
        options);
  }

  private FileFormat byHeader(String name, ColumnMap columns) throws UnknownFormat {
    if (!columns.isOfBars() && !columns.isOfTrades()) {
      throw unknown(
          "expected columns for time, open, high, low, close, volume of bars,"
              + " or time, price, quantity of trades; found "
              + columns.cells().keySet().stream()
                  .map(Role::label)
                  .collect(Collectors.joining(", ", "(", ")")));
    }
    int width = header >= 0 ? lines.get(header).size() : columns.width();
    return new FileFormat(
        name,
        separator,
        firstRow,
        columns,
        width,
        header >= 0 ? width : Integer.MAX_VALUE,
        timeFormat(columns),
        options);
  }

  private ColumnMap named() throws UnknownFormat {
    ColumnMap columns = new ColumnMap();
    List<String> names = lines.get(header);
    for (int i = 0; i < names.size(); i++) {
      Optional<Role> role = Role.ofHeader(names.get(i));
      if (role.isPresent()) {
        if (columns.has(role.get())) {
          throw unknown(
              "both \"%s\" and \"%s\" can be the %s"
                  .formatted(
                      names.get(columns.cell(role.get())), names.get(i), role.get().label()));
        }
        columns.with(role.get(), i);
      }
    }
    if (!columns.has(Role.TIME) && names.get(0).isBlank()) {
      // The index of a table, as pandas writes it.
      columns.with(Role.TIME, 0);
    }
    return columns;
  }

  private ColumnMap mapped() throws UnknownFormat {
    ColumnMap columns = new ColumnMap();
    for (Map.Entry<String, String> entry : options.columns().entrySet()) {
      columns.with(Role.parse(entry.getKey()), cell(entry.getValue()));
    }
    return columns;
  }

  private int cell(String column) throws UnknownFormat {
    List<String> names = header >= 0 ? lines.get(header) : List.of();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(column.strip())) {
        return i;
      }
    }
    int width = lines.stream().mapToInt(List::size).max().orElse(0);
    if (column.matches("[1-9]\\d{0,2}") && Integer.parseInt(column) <= width) {
      return Integer.parseInt(column) - 1;
    }
    throw unknown("there is no column \"" + column + "\"");
  }

  private TimeFormat timeFormat(ColumnMap columns) throws UnknownFormat {
    if (options.timeFormat().isPresent()) {
      return options.timeFormat().get();
    }
    int cell = columns.cell(Role.TIME);
    List<String> times =
        rows().stream()
            .filter(r -> r.size() > cell)
            .map(r -> r.get(cell))
            .filter(t -> !t.isEmpty())
            .toList();
    long numbers = times.stream().filter(t -> isNumber(t) && t.length() != 8).count();
    if (numbers * 2 >= times.size()) {
      return TimeFormat.EPOCH;
    }
    List<int[]> dates =
        times.stream()
            .filter(t -> t.matches("\\d{1,2}/\\d{1,2}/\\d{4}.*"))
            .map(FormatDetection::slashes)
            .toList();
    if (dates.size() * 2 < times.size()) {
      return TimeFormat.ISO;
    }
    boolean monthFirst = dates.stream().anyMatch(d -> d[1] > 12);
    boolean dayFirst = dates.stream().anyMatch(d -> d[0] > 12);
    if (monthFirst == dayFirst) {
      throw unknown(
          "it is not clear whether a date such as "
              + times.get(0)
              + " begins with the month or the day; say --time-format month-first or day-first");
    }
    return monthFirst ? TimeFormat.MONTH_FIRST : TimeFormat.DAY_FIRST;
  }

  private static int[] slashes(String date) {
    return Arrays.stream(date.split("[/ ]")).limit(2).mapToInt(Integer::parseInt).toArray();
  }

  private UnknownFormat unknown(String problem) {
    String found =
        header >= 0
            ? "the header is " + String.join(",", lines.get(header))
            : lines.isEmpty()
                ? "there are no lines"
                : "the first line is " + String.join(",", lines.get(0));
    return new UnknownFormat(
        problem
            + "; "
            + (found.length() > 300 ? found.substring(0, 300) + "…" : found)
            + ". Name the format with --format ("
            + Arrays.stream(Format.values()).map(Format::label).collect(Collectors.joining(", "))
            + ") or the columns with --columns time=…,open=…");
  }
}
