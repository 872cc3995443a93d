package io.alphaflow.history.database;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the archive as imports fill it: whole numbers are copied into a temporary table, and
 * from there become times and amounts of the real one.
 *
 * @param <T> record type
 */
abstract class BulkTable<T> {

  /** What a copied number means. */
  private enum Kind {
    NUMBER("%s"),
    /** Units of 1e-8. */
    AMOUNT("%s * 0.00000001"),
    /** Epoch microseconds. */
    TIME("timestamptz 'epoch' + %s * interval '1 microsecond'"),
    TRUTH("%s <> 0");

    private final String expression;

    Kind(String expression) {
      this.expression = expression;
    }
  }

  private record Column(String name, Kind kind) {}

  static final BulkTable<Bar> BARS =
      new BulkTable<>(
          "bars",
          List.of("venue", "symbol", "interval"),
          time("open_time"),
          number("sequence"),
          time("close_time"),
          amount("open"),
          amount("high"),
          amount("low"),
          amount("close"),
          amount("volume"),
          amount("quote_volume"),
          number("trades"),
          amount("taker_buy_volume"),
          number("closed_by")) {
        @Override
        long[] values(Bar b) {
          return new long[] {
            b.openTime(),
            b.sequence(),
            b.closeTime(),
            b.open(),
            b.high(),
            b.low(),
            b.close(),
            b.volume(),
            b.quoteVolume(),
            b.trades(),
            b.takerBuyVolume(),
            b.closedBy()
          };
        }
      };

  static final BulkTable<Trade> TRADES =
      new BulkTable<>(
          "trades",
          List.of("venue", "symbol"),
          time("exchange_time"),
          number("trade_id"),
          amount("price"),
          amount("quantity"),
          new Column("buyer_is_maker", Kind.TRUTH),
          time("ingest_time")) {
        @Override
        long[] values(Trade t) {
          return new long[] {
            t.exchangeTime(),
            t.tradeId(),
            t.price(),
            t.quantity(),
            t.buyerIsMaker() ? 1 : 0,
            t.ingestTime()
          };
        }
      };

  private final String name;
  private final List<String> constants;
  private final List<Column> columns;

  private BulkTable(String name, List<String> constants, Column... columns) {
    this.name = name;
    this.constants = constants;
    this.columns = List.of(columns);
  }

  private static Column number(String name) {
    return new Column(name, Kind.NUMBER);
  }

  private static Column amount(String name) {
    return new Column(name, Kind.AMOUNT);
  }

  private static Column time(String name) {
    return new Column(name, Kind.TIME);
  }

  /** What is copied of a record, in the order of the columns. */
  abstract long[] values(T record);

  String name() {
    return name;
  }

  private String temporary() {
    return "import_" + name;
  }

  String createTemporary() {
    return columns.stream()
        .map(c -> c.name() + " int8 NOT NULL")
        .collect(
            Collectors.joining(
                ", ",
                "CREATE TEMPORARY TABLE IF NOT EXISTS " + temporary() + " (",
                ") ON COMMIT DELETE ROWS"));
  }

  String copy() {
    return "COPY " + temporary() + " FROM STDIN";
  }

  /** With a parameter for each value that all rows have. */
  String insert() {
    String names =
        constants.stream().collect(Collectors.joining(", "))
            + ", "
            + columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String values =
        String.join(", ", Arrays.asList("?", "?", "?").subList(0, constants.size()))
            + ", "
            + columns.stream()
                .map(c -> c.kind().expression.formatted(c.name()))
                .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) SELECT %s FROM %s ON CONFLICT DO NOTHING"
        .formatted(name, names, values, temporary());
  }
}
