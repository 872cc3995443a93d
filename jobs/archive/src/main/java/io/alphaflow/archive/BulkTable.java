package io.alphaflow.archive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tables that grow with the market and may be compressed and emptied of old rows. The others say
 * what was decided, ordered and done: they are kept as they are.
 */
public enum BulkTable {
  TRADES("venue, symbol", "exchange_time", "trade_id"),
  QUOTES("venue, symbol", "ingest_time", "update_id"),
  BARS("venue, symbol, interval", "open_time", "sequence"),
  MARKS("venue, symbol", "time", "sequence"),
  JOURNAL("partition_number", "time", "offset_number"),
  PNL("account", "time", "sequence"),
  POSITIONS("account, venue, symbol", "time", "sequence"),
  STRATEGY_POSITIONS("account, strategy, venue, symbol", "time", "sequence"),
  ALERTS("source, code", "time", "id"),
  DEAD_LETTERS("source, topic, partition_number, code", "time", "offset_number");

  private final String segmentBy;
  private final String timeColumn;
  private final String thenBy;

  BulkTable(String segmentBy, String timeColumn, String thenBy) {
    this.segmentBy = segmentBy;
    this.timeColumn = timeColumn;
    this.thenBy = thenBy;
  }

  /** Name in the database. */
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Columns whose values rows that are compressed together share. */
  String segmentBy() {
    return segmentBy;
  }

  /** Column by which rows are old. */
  public String timeColumn() {
    return timeColumn;
  }

  /** Order of rows that are compressed together; with the segments, the primary key. */
  String orderBy() {
    return timeColumn + ", " + thenBy;
  }

  static Optional<BulkTable> find(String table) {
    return Arrays.stream(values()).filter(t -> t.table().equals(table)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(BulkTable::table).collect(Collectors.joining(", "));
  }
}
