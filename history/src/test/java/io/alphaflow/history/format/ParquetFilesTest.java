package io.alphaflow.history.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.export.Column;
import io.alphaflow.history.export.TableFile;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFilesTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final ReadOptions DETECT = ReadOptions.detect(Long.MAX_VALUE);

  @TempDir Path folder;

  private List<PlannedFile> plan(ReadOptions read, Rejects rejects, Path file) throws IOException {
    return Plan.of(
        List.of(file),
        new PlanOptions(
            read,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(InstrumentId.parse("file:SOME/USD"))),
        rejects);
  }

  private static List<Object> read(PlannedFile file, Rejects rejects) throws IOException {
    List<Object> events = new ArrayList<>();
    EntryReader reader = new EntryReader(file.entry(), file.format(), rejects);
    String instrument = file.instrument().toString();
    if (file.interval().isPresent()) {
      reader.bars(
          new ReadCount(), instrument, file.interval().get(), (bar, row, line) -> events.add(bar));
    } else {
      reader.trades(new ReadCount(), instrument, 1, 0, (trade, row, line) -> events.add(trade));
    }
    return events;
  }

  private List<Object> readAll(ReadOptions read, Path file) throws IOException {
    try (Rejects rejects = Rejects.none()) {
      List<Object> events = new ArrayList<>();
      for (PlannedFile part : plan(read, rejects, file)) {
        events.addAll(read(part, rejects));
      }
      assertThat(rejects.fileFaults()).isEmpty();
      assertThat(rejects.counts()).isEmpty();
      return events;
    }
  }

  private static void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The same table as CSV and as Parquet, by another program. */
  private Path[] both(String select, String options) throws SQLException {
    Path csv = folder.resolve("x.csv");
    Path parquet = folder.resolve("x.parquet");
    sql(
        "CREATE TABLE t AS " + select,
        "COPY t TO '" + csv + "' (HEADER)",
        "COPY t TO '" + parquet + "' (FORMAT parquet" + options + ")");
    return new Path[] {csv, parquet};
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DOUBLE",
        "FLOAT",
        "DECIMAL(9,2)",
        "DECIMAL(18,4)",
        "DECIMAL(38,8)",
        "DECIMAL(38,12)",
        "INTEGER",
        "BIGINT",
        "VARCHAR"
      })
  void barsOfAnotherProgramAreThoseOfItsCsv(String type) throws Exception {
    String price = "(100 + (i * 7919 % 1000) / 4.0)::" + type;
    Path[] files =
        both(
            ("SELECT (TIMESTAMP '2024-01-01' + i * INTERVAL 1 MINUTE) AS \"Date\", %s AS \"Open\","
                    + " %s AS \"High\", %s AS \"Low\", %s AS \"Close\", i AS \"Volume\","
                    + " [1, 2] AS nested FROM range(5000) r(i)")
                .formatted(price, price, price, price),
            ", ROW_GROUP_SIZE 2048");
    List<Object> bars = readAll(DETECT, files[1]);
    assertThat(bars).hasSize(5_000);
    assertThat(((Bar) bars.get(0)).interval()).isEqualTo("1m");
    // Not the nested column, which in a CSV has a comma.
    sql(
        "CREATE TABLE t AS SELECT * EXCLUDE nested FROM '" + files[1] + "'",
        "COPY t TO '" + files[0] + "' (HEADER)");
    assertThat(bars).isEqualTo(readAll(DETECT, files[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TIMESTAMP '2024-01-01' + i * INTERVAL 1 SECOND",
        "(TIMESTAMP '2024-01-01' + i * INTERVAL 1 SECOND)::TIMESTAMPTZ",
        "(TIMESTAMP '2024-01-01' + i * INTERVAL 1 SECOND)::TIMESTAMP_MS",
        "(TIMESTAMP '2024-01-01' + i * INTERVAL 1 SECOND)::TIMESTAMP_NS",
        "1704067200 + i",
        "(1704067200 + i) * 1000",
        "(1704067200 + i) * 1000000",
        "'2024-01-01 ' || strftime(TIMESTAMP '2024-01-01' + i * INTERVAL 1 SECOND, '%H:%M:%S')"
      })
  void timesAreReadOfWhateverTypeTheyAre(String time) throws Exception {
    Path[] files =
        both(
            ("SELECT 10 + i AS id, %s AS time, 5.25 + i AS price, 0.00000001 AS quantity,"
                    + " CASE WHEN i %% 2 = 0 THEN 'buy' ELSE 'sell' END AS side"
                    + " FROM range(3000) r(i)")
                .formatted(time),
            ", COMPRESSION zstd");
    List<Object> trades = readAll(DETECT, files[1]);
    assertThat(trades).hasSize(3_000);
    assertThat(trades.get(7))
        .isEqualTo(
            new Trade(
                "file:SOME/USD",
                17,
                Fixed8.parse("12.25"),
                1,
                true,
                START.plusSeconds(7).toEpochMilli() * 1_000,
                0));
  }

  @Test
  void daysAndTimesWithoutAZoneAreOfTheZoneThatIsSaid() throws Exception {
    Path[] files =
        both(
            "SELECT (DATE '2024-01-01' + i::INTEGER) AS date, 1 AS open, 1 AS high, 1 AS low,"
                + " 1 AS close, 1 AS volume FROM range(30) r(i)",
            "");
    assertThat(readAll(DETECT, files[1])).isEqualTo(readAll(DETECT, files[0])).hasSize(30);
    Path[] local =
        both(
            "SELECT TIMESTAMP '2024-01-01 09:30:00' + i * INTERVAL 1 SECOND AS time, 1 AS price,"
                + " 2 AS amount FROM range(3) r(i)",
            "");
    ReadOptions newYork =
        new ReadOptions(
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            ZoneId.of("America/New_York"),
            Long.MAX_VALUE);
    assertThat(((Trade) readAll(newYork, local[1]).get(0)).exchangeTime())
        .isEqualTo(Instant.parse("2024-01-01T14:30:00Z").toEpochMilli() * 1_000);
  }

  private Path export(String name, List<Column> columns, List<Object[]> rows) throws IOException {
    Path file = folder.resolve(name);
    try (TableFile out = TableFile.parquet(file, columns)) {
      for (Object[] row : rows) {
        out.write(row);
      }
    }
    return file;
  }

  private static Instant time(int i) {
    return START.plusSeconds(i);
  }

  @Test
  void anExportOfTradesOfSeveralInstruments() throws IOException {
    List<Column> columns =
        List.of(
            new Column("instrument", Column.Type.TEXT),
            new Column("tradeId", Column.Type.INTEGER),
            new Column("price", Column.Type.DECIMAL),
            new Column("quantity", Column.Type.DECIMAL),
            new Column("buyerIsMaker", Column.Type.TRUTH),
            new Column("exchangeTime", Column.Type.TIME),
            new Column("ingestTime", Column.Type.TIME));
    List<Object[]> rows = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    for (String instrument : List.of("sim:BTC/USD", "sim:ETH/USD")) {
      for (int i = 1; i <= 4_000; i++) {
        BigDecimal price = new BigDecimal("64000.12345678").add(BigDecimal.valueOf(i, 8));
        rows.add(
            new Object[] {
              instrument, (long) i, price, BigDecimal.valueOf(i, 3), i % 3 == 0, time(i), time(i)
            });
        expected.add(
            new Trade(
                instrument,
                i,
                Fixed8.parse(price.toPlainString()),
                i * 100_000L,
                i % 3 == 0,
                time(i).toEpochMilli() * 1_000,
                0));
      }
    }
    // As they stand in a log: both together.
    rows.sort((a, b) -> ((Long) a[1]).compareTo((Long) b[1]));
    assertThat(readAll(DETECT, export("trades.parquet", columns, rows))).isEqualTo(expected);
  }

  @Test
  void anExportOfBarsOfSeveralIntervals() throws IOException {
    List<Column> columns =
        List.of(
            new Column("venue", Column.Type.TEXT),
            new Column("symbol", Column.Type.TEXT),
            new Column("interval", Column.Type.TEXT),
            new Column("open_time", Column.Type.TIME),
            new Column("open", Column.Type.DECIMAL),
            new Column("high", Column.Type.DECIMAL),
            new Column("low", Column.Type.DECIMAL),
            new Column("close", Column.Type.DECIMAL),
            new Column("volume", Column.Type.DECIMAL),
            new Column("trades", Column.Type.INTEGER));
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      BigDecimal price = BigDecimal.valueOf(100 + i % 9);
      for (String interval : i % 5 == 0 ? List.of("1m", "5m") : List.of("1m")) {
        rows.add(
            new Object[] {
              "sim", "BTC/USD", interval, time(i * 60), price, price, price, price, price, 3L
            });
      }
    }
    try (Rejects rejects = Rejects.none()) {
      List<PlannedFile> parts = plan(DETECT, rejects, export("bars.parquet", columns, rows));
      assertThat(parts)
          .extracting(p -> p.interval().orElseThrow().label())
          .containsExactly("1m", "5m");
      assertThat(read(parts.get(0), rejects)).hasSize(600);
      assertThat(read(parts.get(1), rejects)).hasSize(120);
      Bar second = (Bar) read(parts.get(1), rejects).get(1);
      assertThat(second.instrument()).isEqualTo("sim:BTC/USD");
      assertThat(second.open()).isEqualTo(Fixed8.of(105));
      assertThat(second.trades()).isEqualTo(3);
      assertThat(rejects.counts()).isEmpty();
    }
  }

  @Test
  void saysWhichColumnsAreMissing() throws Exception {
    Path[] files = both("SELECT 1704067200 AS time, 5 AS open, 5 AS high, 5 AS close", "");
    try (Rejects rejects = Rejects.none()) {
      assertThat(plan(DETECT, rejects, files[1])).isEmpty();
      assertThat(rejects.fileFaults().get(0))
          .contains("expected columns for time, open, high, low, close, volume of bars")
          .contains("the header is time,open,high,close");
    }
    ReadOptions mapped =
        DETECT.withColumns(
            Map.of(
                "time", "time", "open", "open", "high", "open", "low", "open", "close", "4",
                "volume", "volume"));
    try (Rejects rejects = Rejects.none()) {
      assertThat(plan(mapped, rejects, files[1])).isEmpty();
      assertThat(rejects.fileFaults().get(0)).contains("there is no column \"volume\"");
    }
  }

  @Test
  void emptyAndImpossibleCellsAreReportedWithTheirRow() throws Exception {
    Path[] files =
        both(
            "SELECT i AS id, 1704067200 + i AS time, CASE i WHEN 3 THEN NULL WHEN 5 THEN"
                + " 'NaN'::DOUBLE WHEN 7 THEN -1 WHEN 8 THEN 1e300 ELSE 2.5 END AS price,"
                + " 1 AS amount FROM range(1, 11) r(i)",
            "");
    Path report = folder.resolve("bad.csv");
    try (Rejects rejects = new Rejects(report, false)) {
      PlannedFile file = plan(DETECT, rejects, files[1]).get(0);
      assertThat(read(file, rejects)).hasSize(6);
      assertThat(rejects.counts())
          .containsOnly(
              Map.entry(Fault.EMPTY_VALUE, 1L),
              Map.entry(Fault.OUT_OF_RANGE, 2L),
              Map.entry(Fault.NOT_POSITIVE, 1L));
    }
    assertThat(Files.readString(report)).contains("x.parquet,3,EMPTY_VALUE,price is empty");
  }

  @Test
  void aFileThatIsCutOffIsReported() throws Exception {
    Path[] files = both("SELECT i AS time, 1 AS price, 1 AS amount FROM range(9) r(i)", "");
    byte[] bytes = Files.readAllBytes(files[1]);
    Files.write(files[1], Arrays.copyOf(bytes, bytes.length / 2));
    try (Rejects rejects = Rejects.none()) {
      assertThat(plan(DETECT, rejects, files[1])).isEmpty();
      assertThat(rejects.fileFaults().get(0)).contains("the Parquet file x.parquet cannot be read");
    }
  }
}
