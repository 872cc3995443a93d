package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.archive.ArchiveRoles;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of backtests in a real database. */
@Timeout(180)
class BacktestDatabaseIT {

  private static final String CROSS = "ma-cross(fast=3,slow=9,type=sma)";
  private static final List<String> TABLES =
      List.of(
          "runs",
          "metrics",
          "equity",
          "trips",
          "fills",
          "decisions",
          "decision_counts",
          "sweep",
          "windows");

  @TempDir static Path folder;

  private static LocalDatabase database;
  private static Path data;

  @BeforeAll
  static void start() throws Exception {
    database =
        LocalDatabase.start(
            DatabaseOptions.in(folder.resolve("database")).withPreference(Preference.AUTO));
    Files.writeString(folder.resolve("password"), database.password());
    data = StockFile.write(folder, 400);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private static Path desk(String roles) throws IOException {
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        desk: test
        kafka: {bootstrapServers: "localhost:1"}
        venue: {name: file, restUrl: "http://localhost:1", streamUrl: "ws://localhost:1",
                wsApiUrl: "ws://localhost:1", symbols: [ACME/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
        database:
          jdbcUrl: "%s"
        """
                .formatted(database.jdbcUrl())
            + roles.replace("@FOLDER@", folder.toString()));
  }

  /** One role for everything. */
  private static Path desk() throws IOException {
    return desk(
        """
          user: %s
          password: "${file:@FOLDER@/password}"
        """
            .formatted(database.user()));
  }

  private static CommandRun run(Path desk, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--data", data.toString(), "--store", desk.toString(), "--quiet"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new BacktestCommand(), arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.code()).as(run.text()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static String ask(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "(no row)";
    }
  }

  private static String contents() throws SQLException {
    StringBuilder contents = new StringBuilder();
    for (String table : TABLES) {
      contents.append(
          ask(
              "SELECT count(*) || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')"
                  + " FROM backtest_%s t".formatted(table)));
    }
    return contents.toString();
  }

  @Test
  void aRunStandsInTheDatabaseAsInItsFiles() throws Exception {
    Path out = folder.resolve("out");
    JsonNode result =
        json(
            run(
                desk(),
                "--strategy",
                CROSS,
                "--cash",
                "10000",
                "--out",
                out.toString(),
                "--name",
                "three and nine",
                "--json"));
    assertThat(result.path("isNew").asBoolean()).isTrue();
    String run = result.path("run").asText();
    String of = " WHERE run = '" + run + "'";
    assertThat(ask("SELECT name FROM backtest_runs" + of)).isEqualTo("three and nine");
    assertThat(ask("SELECT cash FROM backtest_runs" + of)).isEqualTo("10000.00000000");
    assertThat(ask("SELECT command FROM backtest_runs" + of)).contains("--strategy");

    List<String> curve = Files.readAllLines(out.resolve("equity.csv"));
    assertThat(ask("SELECT count(*) FROM backtest_equity" + of))
        .isEqualTo(String.valueOf(curve.size() - 1));
    int equity = Arrays.asList(curve.get(0).split(",")).indexOf("equity");
    BigDecimal sum =
        curve.stream()
            .skip(1)
            .map(line -> new BigDecimal(line.split(",")[equity]))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(new BigDecimal(ask("SELECT sum(equity) FROM backtest_equity" + of)))
        .isEqualByComparingTo(sum);

    assertThat(ask("SELECT count(*) FROM backtest_fills" + of))
        .isEqualTo(String.valueOf(Files.readAllLines(out.resolve("fills.csv")).size() - 1));
    assertThat(ask("SELECT count(*) FROM backtest_trips" + of))
        .isEqualTo(String.valueOf(result.path("statistics").path("trades").asInt()));
    assertThat(ask("SELECT value FROM backtest_metrics" + of + " AND metric = 'sharpe'"))
        .isEqualTo(result.path("statistics").path("sharpe").asText());
    assertThat(
            ask(
                "SELECT decisions FROM backtest_decision_counts"
                    + of
                    + " AND outcome = 'APPROVED'"))
        .isEqualTo(result.path("counts").path("approved").asText());
    assertThat(ask("SELECT count(*) FROM backtest_decisions" + of + " AND outcome = 'APPROVED'"))
        .isEqualTo(result.path("counts").path("approved").asText());
    assertThat(ask("SELECT count(*) FROM backtest_decisions" + of))
        .isEqualTo(String.valueOf(Files.readAllLines(out.resolve("decisions.csv")).size() - 1));
    assertThat(
            ask(
                "SELECT count(*) FROM backtest_fills f JOIN backtest_decisions d"
                    + " USING (run, client_order_id, side, quantity, arrival_price, tag)"
                    + " WHERE d.time = f.decided_at AND d.signal_side = f.side AND run = '"
                    + run
                    + "'"))
        .isEqualTo(ask("SELECT count(*) FROM backtest_fills" + of));
    assertThat(ask("SELECT inputs ->> 'equity' FROM backtest_decisions" + of + " AND number = 0"))
        .isEqualTo("10000");
    assertThat(new BigDecimal(ask("SELECT final_equity FROM backtest_results" + of)))
        .isEqualByComparingTo(result.path("equity").decimalValue());
    assertThat(Integer.parseInt(ask("SELECT count(*) FROM backtest_days" + of))).isEqualTo(400);
  }

  @Test
  void theSameRunAgainChangesNothing() throws Exception {
    JsonNode first = json(run(desk(), "--strategy", CROSS, "--cash", "777", "--json"));
    String before = contents();
    JsonNode again =
        json(
            run(
                desk(),
                "--cash",
                "777",
                "--out",
                folder.resolve("again").toString(),
                "--strategy",
                CROSS,
                "--json"));
    assertThat(again.path("run")).isEqualTo(first.path("run"));
    assertThat(again.path("isNew").asBoolean()).isFalse();
    assertThat(contents()).isEqualTo(before);
    assertThat(run(desk(), "--strategy", CROSS, "--cash", "777").out())
        .contains("It is in the database already, as run " + first.path("run").asText());

    JsonNode other = json(run(desk(), "--strategy", CROSS, "--cash", "778", "--json"));
    assertThat(other.path("run")).isNotEqualTo(first.path("run"));
  }

  @Test
  void theDataCountsAndNotWhereItLies() throws Exception {
    JsonNode first = json(run(desk(), "--strategy", CROSS, "--json"));
    List<String> lines = new ArrayList<>(Files.readAllLines(data));
    Path other = Files.createDirectories(folder.resolve("other")).resolve("ACME.csv");
    Files.write(other, lines);
    assertThat(json(runOn(other)).path("run")).isEqualTo(first.path("run"));

    String[] row = lines.get(200).split(",");
    row[4] = new BigDecimal(row[4]).add(new BigDecimal("0.01")).toString();
    lines.set(200, String.join(",", row));
    Files.write(other, lines);
    assertThat(json(runOn(other)).path("run")).isNotEqualTo(first.path("run"));
  }

  private static CommandRun runOn(Path file) throws IOException {
    return CommandRun.of(
        new BacktestCommand(),
        "--data",
        file.toString(),
        "--store",
        desk().toString(),
        "--strategy",
        CROSS,
        "--json");
  }

  @Test
  void aSweepLeavesEverySet() throws Exception {
    JsonNode result =
        json(
            run(
                desk(),
                "--strategy",
                "ma-cross(type=sma)",
                "--param",
                "fast=2..6/2",
                "--param",
                "slow=4..12/4",
                "--rank",
                "totalReturn",
                "--json"));
    String of = " WHERE run = '" + result.path("run").asText() + "'";
    assertThat(ask("SELECT variants || name || ranked_by FROM backtest_runs" + of))
        .isEqualTo("7ma-cross(type=sma) fast=2..6/2 slow=4..12/4totalReturn");
    assertThat(ask("SELECT count(*) FROM backtest_sweep" + of)).isEqualTo("7");
    JsonNode best = result.path("sweep").path("sets").get(0);
    String first = " FROM backtest_sweep" + of + " AND rank = 1";
    assertThat(ask("SELECT parameters ->> 'fast'" + first))
        .isEqualTo(best.path("parameters").path("fast").asText());
    assertThat(Double.parseDouble(ask("SELECT metrics ->> 'deflatedSharpe'" + first)))
        .isEqualTo(best.path("statistics").path("deflatedSharpe").asDouble());
  }

  @Test
  void aWalkForwardAnalysisLeavesItsWindows() throws Exception {
    JsonNode result =
        json(
            run(
                desk(),
                "--strategy",
                "ma-cross(slow=9,type=sma)",
                "--param",
                "fast=2..5",
                "--walk-forward",
                "rolling",
                "--train",
                "100d",
                "--test",
                "50d",
                "--json"));
    JsonNode windows = result.path("walkForward").path("windows");
    assertThat(windows.size()).isPositive();
    String of = " FROM backtest_windows WHERE run = '" + result.path("run").asText() + "'";
    assertThat(ask("SELECT count(*)" + of)).isEqualTo(String.valueOf(windows.size()));
    assertThat(ask("SELECT string_agg(parameters ->> 'fast', ' ' ORDER BY number)" + of))
        .isEqualTo(String.join(" ", windows.findValuesAsText("fast")));
    assertThat(ask("SELECT count(*)" + of + " AND test_from = train_to AND test_to > test_from"))
        .isEqualTo(String.valueOf(windows.size()));
  }

  @Test
  void aWriterThatMayOnlyInsertIsEnoughAndARunIsRemovedWhole() throws Exception {
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    Files.writeString(folder.resolve("writer"), "w");
    Files.writeString(folder.resolve("reader"), "r");
    Path desk =
        desk(
            """
              user: writer
              password: "${file:@FOLDER@/writer}"
              admin: {user: "%s", password: "${file:@FOLDER@/password}"}
              reader: {user: reader, password: "${file:@FOLDER@/reader}"}
            """
                .formatted(database.user()));
    new ArchiveRoles(DeskConfig.load(desk).database()).apply();
    JsonNode result = json(run(desk, "--strategy", CROSS, "--cash", "555", "--json"));
    assertThat(result.path("isNew").asBoolean()).isTrue();
    JsonNode again = json(run(desk, "--strategy", CROSS, "--cash", "555", "--json"));
    assertThat(again.path("isNew").asBoolean()).isFalse();
    String of = " WHERE run = '" + result.path("run").asText() + "'";
    ask("DELETE FROM backtest_runs" + of + " RETURNING run");
    for (String table : TABLES) {
      assertThat(ask("SELECT count(*) FROM backtest_" + table + of)).as(table).isEqualTo("0");
    }
  }

  @Test
  void saysBeforeTheRunThatNoDatabaseAnswers() throws Exception {
    Path desk =
        Files.writeString(
            folder.resolve("gone.yaml"),
            Files.readString(desk())
                .replaceFirst("jdbcUrl: .*", "jdbcUrl: \"jdbc:postgresql://127.0.0.1:1/x\""));
    CommandRun run = run(desk, "--strategy", "no-such-strategy");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.text()).contains("the desk's database does not answer");
  }
}
