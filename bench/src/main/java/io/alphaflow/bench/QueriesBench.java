package io.alphaflow.bench;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The cookbook's recipes and questions about a whole year, to a database that a desk has filled for
 * a year. The recipes ask about three days of it, unless they need all.
 */
@Command(
    name = "queries",
    mixinStandardHelpOptions = true,
    description = "Latency of the usual questions to a large database")
final class QueriesBench implements Callable<Integer> {

  @Option(
      names = "--bars",
      defaultValue = "10000000",
      description = "One-minute bars, of 20 symbols (default: ${DEFAULT-VALUE})")
  long bars;

  @Option(
      names = "--decisions",
      defaultValue = "1000000",
      description =
          "Decisions of 4 accounts, with signals, reports and P&L (default: ${DEFAULT-VALUE})")
  long decisions;

  @Option(
      names = "--runs",
      defaultValue = "5",
      description =
          "Runs of each question, after one that does not count (default: ${DEFAULT-VALUE})")
  int runs;

  @Option(
      names = "--recipes",
      defaultValue = "docs/sql",
      description = "Folder of the cookbook's recipes (default: ${DEFAULT-VALUE})")
  Path recipes;

  @Option(names = "--explain", description = "Print the plans of questions that take over a second")
  boolean explain;

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("queries-bench");
    try (LocalDatabase server = LocalDatabase.start(DatabaseOptions.in(work))) {
      System.out.println(server.description());
      ArchiveSchema.migrate(server.jdbcUrl(), server.user(), server.password());
      try (Connection connection =
              DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
          Statement sql = connection.createStatement()) {
        fill(sql);
        System.out.printf(
            "%n| question | rows | p50 ms | max ms | CPU ms |%n|---|---|---|---|---|%n");
        ServerCpu cpu = new ServerCpu(work);
        for (Map.Entry<String, String> query : queries().entrySet()) {
          measure(sql, cpu, query.getKey(), query.getValue());
        }
      }
    }
    return 0;
  }

  private void fill(Statement sql) throws IOException, SQLException {
    for (String statement : resource("queries-data.sql").split(";\n")) {
      long began = System.nanoTime();
      long rows =
          sql.executeLargeUpdate(
              statement
                  .replace(":minutes", Long.toString(bars / 20))
                  .replace(":decisions", Long.toString(decisions)));
      System.err.printf(
          Locale.ROOT,
          "%,d rows in %.1f s: %s%n",
          rows,
          (System.nanoTime() - began) / 1e9,
          statement.strip().lines().findFirst().orElse(""));
    }
    sql.execute("VACUUM ANALYZE");
  }

  private void measure(Statement sql, ServerCpu cpu, String name, String query)
      throws SQLException, IOException {
    double before = cpu.seconds();
    double[] millis = new double[runs];
    long rows = 0;
    for (int run = -1; run < runs; run++) {
      long began = System.nanoTime();
      rows = 0;
      try (ResultSet result = sql.executeQuery(query)) {
        while (result.next()) {
          rows++;
        }
      }
      if (run >= 0) {
        millis[run] = (System.nanoTime() - began) / 1e6;
      }
    }
    double cpuMillis = 1_000 * (cpu.seconds() - before) / (runs + 1);
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.0f | %.0f | %.0f |%n",
        name,
        rows,
        millis[runs / 2],
        millis[runs - 1],
        cpuMillis);
    if (explain && millis[runs / 2] > 1_000) {
      try (ResultSet plan = sql.executeQuery("EXPLAIN (ANALYZE, BUFFERS) " + query)) {
        while (plan.next()) {
          System.err.println(plan.getString(1));
        }
      }
    }
  }

  /** The questions by their titles, which are the first line of each. */
  private Map<String, String> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(recipes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        // The database has other symbols than the cookbook's desk.
        String text = Files.readString(file).replace("BTC/USD", "S7/USD");
        String number = file.getFileName().toString().substring(0, 2);
        queries.put(
            "recipe " + number + ": " + text.substring(3, text.indexOf('\n')),
            text.strip().replaceFirst(";$", ""));
      }
    }
    for (String query : resource("queries.sql").split(";\n")) {
      String text = query.strip();
      int end = text.indexOf('\n');
      queries.put(text.substring(3, end), text.substring(end + 1));
    }
    return queries;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = QueriesBench.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
