package io.alphaflow.history.parquet;

import com.jerolba.carpet.io.FileSystemInputFile;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.CellNumbers;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.csv.Lines;
import io.alphaflow.history.file.ReadCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of a Parquet file: of the columns that are wanted, and only those rows in which some
 * columns hold given texts. One group of rows is in memory at a time.
 */
public final class ParquetLines implements Lines {

  private final Path file;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final ParquetCell[] all;
  private final ParquetCell[] byColumn;
  private final int[] levels;
  private final ColumnReader[] readers;
  private final ReadCount count;
  private final CellNumbers numbers = new CellNumbers();
  private final ParquetCell[] filters;
  private final String[] wanted;
  private int group;
  private long left;
  private long line;

  private ParquetLines(
      Path file,
      ParquetFileReader reader,
      Set<Integer> columns,
      Map<Integer, String> only,
      ZoneId zone,
      ReadCount count) {
    this.file = file;
    this.reader = reader;
    this.count = count;
    MessageType whole = reader.getFileMetaData().getSchema();
    List<Integer> read =
        Stream.concat(columns.stream(), only.keySet().stream()).distinct().sorted().toList();
    this.schema =
        new MessageType(whole.getName(), read.stream().map(whole::getType).toArray(Type[]::new));
    reader.setRequestedSchema(schema);
    this.byColumn = new ParquetCell[whole.getFieldCount()];
    this.all = new ParquetCell[read.size()];
    this.levels = new int[read.size()];
    for (int i = 0; i < all.length; i++) {
      Type type = schema.getType(i);
      all[i] = new ParquetCell(type.asPrimitiveType(), zone);
      levels[i] = type.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1;
      byColumn[read.get(i)] = all[i];
    }
    this.readers = new ColumnReader[all.length];
    this.filters = only.keySet().stream().map(i -> byColumn[i]).toArray(ParquetCell[]::new);
    this.wanted = only.values().toArray(String[]::new);
  }

  /**
   * Opens a file.
   *
   * @param columns numbers of the columns that are read, from 0; flat ones, of supported types
   * @param only texts that columns must hold in a row, by the column's number
   * @param zone of times that say none
   * @param count counts what is read
   * @throws IOException when the file is damaged, or a column is not there
   */
  public static ParquetLines open(
      Path file, Set<Integer> columns, Map<Integer, String> only, ZoneId zone, ReadCount count)
      throws IOException {
    ParquetFileReader reader = reader(file);
    try {
      return new ParquetLines(file, reader, columns, only, zone, count);
    } catch (RuntimeException e) {
      reader.close();
      throw unreadable(file, e);
    }
  }

  /** The columns of a file. */
  public static List<ParquetColumn> columns(Path file) throws IOException {
    try (ParquetFileReader reader = reader(file)) {
      return reader.getFileMetaData().getSchema().getFields().stream()
          .map(ParquetColumn::of)
          .toList();
    }
  }

  private static ParquetFileReader reader(Path file) throws IOException {
    try {
      return ParquetFileReader.open(
          new FileSystemInputFile(file.toFile()),
          new ParquetReadOptions.Builder(new PlainParquetConfiguration()).build());
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** The library tells of damaged files by all kinds of exceptions. */
  private static IOException unreadable(Path file, RuntimeException e) {
    return new IOException(
        "the Parquet file " + file.getFileName() + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (true) {
        if (left == 0 && !nextGroup()) {
          return false;
        }
        left--;
        line++;
        for (int i = 0; i < all.length; i++) {
          ColumnReader column = readers[i];
          if (column.getCurrentDefinitionLevel() == levels[i]) {
            column.writeCurrentValueToConverter();
          } else {
            all[i].clear();
          }
          column.consume();
        }
        if (isWanted()) {
          return true;
        }
      }
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private boolean isWanted() {
    for (int i = 0; i < filters.length; i++) {
      if (!filters[i].isPresent() || !wanted[i].equals(filters[i].text())) {
        return false;
      }
    }
    return true;
  }

  private boolean nextGroup() throws IOException {
    PageReadStore pages = reader.readNextRowGroup();
    if (pages == null) {
      return false;
    }
    count.add(reader.getRowGroups().get(group++).getCompressedSize());
    left = pages.getRowCount();
    ColumnReadStoreImpl columns =
        new ColumnReadStoreImpl(
            pages, new Cells(all), schema, reader.getFileMetaData().getCreatedBy());
    for (int i = 0; i < readers.length; i++) {
      readers[i] = columns.getColumnReader(schema.getColumns().get(i));
    }
    return left > 0 || nextGroup();
  }

  private static final class Cells extends GroupConverter {
    private final ParquetCell[] cells;

    Cells(ParquetCell... cells) {
      this.cells = cells;
    }

    @Override
    public Converter getConverter(int field) {
      return cells[field];
    }

    @Override
    public void start() {
      // Rows are put together by the caller.
    }

    @Override
    public void end() {
      // The same.
    }
  }

  @Override
  public int count() {
    return byColumn.length;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public String raw() {
    return "";
  }

  @Override
  public int rawLength() {
    return 0;
  }

  @Override
  public byte[] copyRaw(byte[] into) {
    return into;
  }

  @Override
  public boolean has(int cell) {
    return cell >= 0 && byColumn[cell] != null && byColumn[cell].isPresent();
  }

  private ParquetCell present(int cell, String name) throws BadLine {
    ParquetCell value = byColumn[cell];
    if (!value.isPresent()) {
      throw new BadLine(Fault.EMPTY_VALUE, name + " is empty");
    }
    if (value.number() == ParquetCell.UNFIT) {
      throw new BadLine(
          Fault.OUT_OF_RANGE,
          name + " is no number, or beyond " + Fixed8.format(Long.MAX_VALUE / 2));
    }
    return value;
  }

  private static BadLine unparsable(String name, String what) {
    return new BadLine(Fault.UNPARSABLE, name + " is not " + what);
  }

  @Override
  public long decimal(int cell, String name) throws BadLine {
    ParquetCell value = present(cell, name);
    switch (value.kind()) {
      case AMOUNT:
        return value.number();
      case WHOLE:
        if (Math.abs(value.number()) > Long.MAX_VALUE / Fixed8.ONE) {
          throw new BadLine(Fault.OUT_OF_RANGE, name + " is out of range: " + value.number());
        }
        return value.number() * Fixed8.ONE;
      case TEXT:
        byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
        return numbers.decimal(bytes, 0, bytes.length, name);
      default:
        throw unparsable(name, "a number");
    }
  }

  @Override
  public long integer(int cell, String name) throws BadLine {
    ParquetCell value = present(cell, name);
    switch (value.kind()) {
      case AMOUNT:
        if (value.number() % Fixed8.ONE != 0) {
          throw unparsable(name, "a whole number: " + Fixed8.format(value.number()));
        }
        return value.number() / Fixed8.ONE;
      case TEXT:
        byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
        return numbers.integer(bytes, 0, bytes.length, name);
      case WHOLE, TIME:
        return value.number();
      default:
        throw unparsable(name, "a whole number");
    }
  }

  @Override
  public String text(int cell) {
    ParquetCell value = byColumn[cell];
    if (value == null || !value.isPresent()) {
      return "";
    }
    return switch (value.kind()) {
      case AMOUNT -> Fixed8.format(value.number());
      case WHOLE -> Long.toString(value.number());
      case TIME -> Instant.EPOCH.plus(value.number(), ChronoUnit.MICROS).toString();
      case TEXT, TRUTH -> value.text();
    };
  }

  @Override
  public long rounded() {
    return numbers.rounded() + Arrays.stream(all).mapToLong(ParquetCell::rounded).sum();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
