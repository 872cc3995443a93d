package io.alphaflow.cli.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.FileSummary;
import io.alphaflow.history.HistoryImport;
import io.alphaflow.history.ImportProgress;
import io.alphaflow.history.database.DatabaseImport;
import io.alphaflow.history.export.DatabaseExport;
import io.alphaflow.history.export.ExportOptions;
import io.alphaflow.history.export.Output;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files into the archive's tables and out of them again. */
@Timeout(180)
class DatabaseHistoryIT {

  @TempDir static Path shared;
  private static LocalDatabase database;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    database =
        LocalDatabase.start(
            DatabaseOptions.in(shared.resolve("db"))
                .withPreference(DatabaseOptions.Preference.EMBEDDED));
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private static final class Quiet implements ImportProgress {
    @Override
    public void begin(PlannedFile file) {}

    @Override
    public void advance(long rows, long bytes) {}

    @Override
    public void end(FileSummary file) {}
  }

  private FileSummary importOf(String instrument, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), text);
    try (Rejects rejects = new Rejects(folder.resolve("bad.csv"), false);
        DatabaseImport target =
            DatabaseImport.open(database.jdbcUrl(), database.user(), database.password())) {
      PlanOptions options =
          new PlanOptions(
              ReadOptions.detect(Long.MAX_VALUE),
              Optional.of(InstrumentId.parse(instrument)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      return new HistoryImport(List.of(target), rejects, new Quiet())
          .run(Plan.of(List.of(file), options, rejects))
          .get(0);
    }
  }

  private static String export(String table, ExportOptions options) throws IOException {
    StringWriter out = new StringWriter();
    DatabaseExport.run(
        database.jdbcUrl(),
        database.user(),
        database.password(),
        table,
        options,
        new Output(Output.Format.CSV, Optional.empty(), out));
    return out.toString().replace("\r\n", "\n");
  }

  private static ExportOptions of(String symbol) {
    return new ExportOptions(Optional.of(symbol), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void barsGoInOnceInAnyOrderAndComeOutInOrderOfTime() throws Exception {
    String header = "date,open,high,low,close,volume\n";
    String late = header + "2024-02-02,1.5,2,1,1.25,10.00000001\n2024-02-03,1,1,1,1,0\n";
    String early = header + "2024-01-01,3,3,3,3,3\n2024-01-02,4,4,4,4,4\n";
    assertThat(importOf("a:BTC/USD", late).written()).isEqualTo(2);
    assertThat(importOf("a:BTC/USD", early).written()).isEqualTo(2);
    FileSummary again = importOf("a:BTC/USD", early + "2024-01-03,5,5,5,5,5\n");
    assertThat(again.written()).isEqualTo(1);
    assertThat(again.present()).isEqualTo(2);
    assertThat(export("bars", of("a:BTC/USD")))
        .isEqualTo(
            """
            venue,symbol,interval,open_time,sequence,close_time,open,high,low,close,volume,quote_volume,trades,taker_buy_volume,closed_by
            a,BTC/USD,1d,2024-01-01T00:00:00Z,19723,2024-01-02T00:00:00Z,3,3,3,3,3,0,0,0,0
            a,BTC/USD,1d,2024-01-02T00:00:00Z,19724,2024-01-03T00:00:00Z,4,4,4,4,4,0,0,0,0
            a,BTC/USD,1d,2024-01-03T00:00:00Z,19725,2024-01-04T00:00:00Z,5,5,5,5,5,0,0,0,0
            a,BTC/USD,1d,2024-02-02T00:00:00Z,19755,2024-02-03T00:00:00Z,1.5,2,1,1.25,10.00000001,0,0,0,0
            a,BTC/USD,1d,2024-02-03T00:00:00Z,19756,2024-02-04T00:00:00Z,1,1,1,1,0,0,0,0,0
            """);
  }

  @Test
  void manyTradesGoInOverSeveralTransactions() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 120_000; i++) {
      text.append(i)
          .append(",100.5,0.25,25,")
          .append(1_704_067_200_000L + i)
          .append(i % 2 == 0 ? ",True,True\n" : ",False,True\n");
    }
    assertThat(importOf("b:ETH/USD", text.toString()).written()).isEqualTo(120_000);
    assertThat(importOf("b:ETH/USD", text.toString()).present()).isEqualTo(120_000);
    long second = 1_704_067_201_000_000L;
    String some =
        export("trades", new ExportOptions(Optional.of("ETH/USD"), second, second + 2_000));
    assertThat(some.lines().skip(1).map(line -> line.substring(0, line.lastIndexOf(','))))
        .containsExactly(
            "b,ETH/USD,2024-01-01T00:00:01Z,1000,100.5,0.25,true",
            "b,ETH/USD,2024-01-01T00:00:01.001Z,1001,100.5,0.25,false");
  }

  @Test
  void saysWhichTablesThereAreAndWhatATableLacks() {
    assertThatThrownBy(() -> export("braces", ExportOptions.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no table or view \"braces\"")
        .hasMessageContaining("equity_curve");
    assertThatThrownBy(() -> export("pnl", of("BTC/USD"))).hasMessageContaining("no symbol");
    assertThatThrownBy(() -> export("x\" OR 1=1 --", ExportOptions.ALL))
        .hasMessageContaining("no table or view");
  }

  @Test
  void everyTableAndViewCanBeExportedAsParquet() throws Exception {
    for (String table :
        List.of("pnl", "decisions", "orders", "equity_curve", "alerts", "signals")) {
      Path file = folder.resolve(table + ".parquet");
      DatabaseExport.run(
          database.jdbcUrl(),
          database.user(),
          database.password(),
          table,
          ExportOptions.ALL,
          new Output(Output.Format.PARQUET, Optional.of(file), new StringWriter()));
      assertThat(Files.size(file)).as(table).isPositive();
    }
  }
}
