package io.alphaflow.cli.pnl;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.table.Table;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.ledger.CostMethod;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.DayCut;
import io.alphaflow.pnl.book.PnlBook;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P&amp;L of each account and day equals what SQL makes of the archived statements, fills, bookings
 * and marks, to the last unit. The SQL is the view {@code pnl_recomputed} and shares nothing with
 * the ledger.
 */
@Timeout(300)
class PnlRecomputedIT {

  private static final long SEED = Long.getLong("alphaflow.pnl.seed", 20_261_129);
  private static final PnlOptions OPTIONS =
      new PnlOptions(
          Duration.ofMinutes(30),
          Map.of("main", "USD", "spare", "USD"),
          1,
          CostMethod.AVERAGE,
          Map.of("spare", CostMethod.FIFO),
          new DayCut(LocalTime.of(17, 0), ZoneId.of("America/New_York")));

  @TempDir Path folder;

  private LocalDatabase database;
  private Connection connection;

  @BeforeEach
  void start() throws Exception {
    database = LocalDatabase.start(DatabaseOptions.in(folder).withPreference(Preference.EMBEDDED));
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void sqlFromFillsAndMarksGivesTheSamePnlForEachAccountAndDay() throws Exception {
    List<JournalEntry> entries = WeekOfTrading.entries(SEED);
    List<PnlSnapshot> snapshots = new ArrayList<>();
    PnlBook book = new PnlBook();
    for (JournalEntry entry : entries) {
      Verdict verdict = book.apply(entry, entry.hashCode(), OPTIONS, snapshots::add);
      assertThat(verdict).isIn(Verdict.NEXT, Verdict.DUPLICATE);
    }
    archive(entries, snapshots);

    assertThat(rows("SELECT count(*) >= 14 FROM pnl_recomputed")).containsExactly("t");
    assertThat(
            rows(
                "SELECT account || ' ' || day || ': ' || equity || ' ' || recomputed_equity || ', '"
                    + " || daily_pnl || ' ' || recomputed_daily_pnl || ', ' || total_pnl || ' ' ||"
                    + " recomputed_total_pnl FROM pnl_recomputed WHERE (equity, daily_pnl,"
                    + " total_pnl) IS DISTINCT FROM (recomputed_equity, recomputed_daily_pnl,"
                    + " recomputed_total_pnl) ORDER BY 1"))
        .as("seed " + SEED)
        .isEmpty();

    // The comparison can fail: a fill of one unit less is found on its day and all later ones.
    run(
        "UPDATE execution_reports SET last_price = last_price + 1 WHERE client_order_id = (SELECT"
            + " min(client_order_id) FROM execution_reports WHERE account = 'main')");
    assertThat(rows("SELECT 1 FROM pnl_recomputed WHERE equity <> recomputed_equity")).isNotEmpty();
  }

  @Test
  void strategiesRoundTripsAndTradingDaysAddUpInSql() throws Exception {
    List<JournalEntry> entries = WeekOfTrading.entries(SEED + 1);
    List<PnlSnapshot> snapshots = new ArrayList<>();
    PnlBook book = new PnlBook();
    entries.forEach(e -> book.apply(e, e.hashCode(), OPTIONS, snapshots::add));
    archive(entries, snapshots);

    assertThat(
            rows(
                "SELECT p.account || p.symbol FROM positions_latest p JOIN (SELECT account, venue,"
                    + " symbol, sum(quantity) q, sum(fees) f, sum(total_pnl) t FROM"
                    + " strategy_positions_latest GROUP BY 1, 2, 3) s USING (account, venue,"
                    + " symbol) WHERE (s.q, s.f) <> (p.quantity, p.fees)"))
        .isEmpty();
    assertThat(rows("SELECT count(*) > 20 FROM round_trips")).containsExactly("t");
    assertThat(
            rows(
                "SELECT 1 FROM round_trip_results WHERE mae > 0 OR mfe < 0 OR pnl > mfe - fees"
                    + " OR pnl < mae - fees OR closed_at < opened_at - interval '5 s'"))
        .isEmpty();
    assertThat(rows("SELECT count(*) >= 7 FROM trading_days WHERE account = 'main'"))
        .containsExactly("t");
    assertThat(rows("SELECT count(*) FROM ledger_entries"))
        .containsExactly("" + entries.stream().filter(e -> e.producer().startsWith("led")).count());
  }

  private void archive(List<JournalEntry> entries, List<PnlSnapshot> snapshots) throws Exception {
    RecordReader reader = new RecordReader();
    Map<Table<?>, List<Row>> rows = new LinkedHashMap<>();
    long offset = 0;
    for (JournalEntry entry : entries) {
      add(reader, rows, Topics.JOURNAL.name(), offset++, Topics.JOURNAL.codec().encode(entry));
    }
    for (PnlSnapshot snapshot : snapshots) {
      add(reader, rows, Topics.PNL.name(), 0, Topics.PNL.codec().encode(snapshot));
    }
    for (Map.Entry<Table<?>, List<Row>> table : rows.entrySet()) {
      table.getKey().insert(connection, table.getValue());
    }
    run("ANALYZE");
  }

  private static void add(
      RecordReader reader, Map<Table<?>, List<Row>> rows, String topic, long offset, byte[] value)
      throws Exception {
    for (Row row : reader.rows(new RawRecord(topic, 0, offset, 0, "", value))) {
      rows.computeIfAbsent(row.table(), t -> new ArrayList<>()).add(row);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
