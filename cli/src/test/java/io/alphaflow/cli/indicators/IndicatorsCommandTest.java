package io.alphaflow.cli.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.history.BarsCommand;
import io.alphaflow.indicator.IndicatorCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on small files. */
class IndicatorsCommandTest {

  private static final String BARS =
      """
      Close;Low;High;Open;Date;Volume
      10;9;11;9.5;2024-01-01;100
      12;10;12;10;2024-01-02;50
      11;10.5;13;12;2024-01-03;70
      14;11;14;11;2024-01-04;10
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object command, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              line.getErr().println(e.getMessage());
              return 1;
            })
        .execute(args);
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--report", folder.resolve("bad-lines.csv").toString()));
    return run(new IndicatorsCommand(), all.toArray(String[]::new));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void readsColumnsInAnyOrderAndLeavesCellsEmptyWhileWarmingUp() throws IOException {
    String file = file("daily.csv", BARS);
    assertThat(
            run(
                "--data",
                file,
                "--indicator",
                "sma(2)",
                "--indicator",
                "sma(2,source=highest(2,source=high))",
                "--indicator",
                "donchian(3)",
                "--indicator",
                "bollinger(4,2).upper"))
        .isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .isEqualTo(
            """
            time,sma(2),"sma(2,source=highest(2,source=high))",donchian(3),donchian(3).upper,\
            donchian(3).lower,"bollinger(4,2).upper"
            2024-01-01T00:00:00Z,,,,,,
            2024-01-02T00:00:00Z,11.0,,,,,
            2024-01-03T00:00:00Z,11.5,12.5,11.0,13.0,9.0,
            2024-01-04T00:00:00Z,12.5,13.5,12.0,14.0,10.0,14.708039891549808
            """);
  }

  @Test
  void printsJsonLines() throws IOException {
    String file = file("daily.csv", BARS);
    assertThat(run("--json", "--data", file, "--indicator", "sma(4)")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("{\"time\":\"2024-01-01T00:00:00Z\",\"sma(4)\":null}");
    assertThat(lines.get(3)).isEqualTo("{\"time\":\"2024-01-04T00:00:00Z\",\"sma(4)\":11.75}");
  }

  @Test
  void readsWhatBarsPrintsAlsoBarsOfTradesThatBeginTogether() throws IOException {
    StringBuilder trades = new StringBuilder("time,price,amount\n");
    for (int i = 0; i < 40; i++) {
      trades.append(1_700_000_000 + i / 13).append(',').append(100 + i).append(",1\n");
    }
    String file = file("trades.csv", trades.toString());
    for (String interval : List.of("4t", "1s")) {
      assertThat(run(new BarsCommand(), "--interval", interval, file)).isZero();
      String bars = file("bars-" + interval + ".csv", out.toString());
      long count = out.toString().lines().count() - 1;
      assertThat(run("--data", bars, "--interval", interval, "--indicator", "sma(1)")).isZero();
      String fromBars = out.toString();
      assertThat(fromBars.lines().count() - 1).as(interval).isEqualTo(count).isGreaterThan(2);
      assertThat(run("--data", file, "--interval", interval, "--indicator", "sma(1)")).isZero();
      assertThat(out.toString()).as("built of the trades at once").isEqualTo(fromBars);
    }
  }

  @Test
  void saysWhatWouldBeRight() throws IOException {
    String file = file("daily.csv", BARS);
    assertThat(run("--data", file, "--indicator", "smaa(2)")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean sma?");
    assertThat(run("--data", file, "--indicator", "bollinger(4,2).wide")).isEqualTo(2);
    assertThat(err.toString()).contains("only middle, upper, lower, percent-b, width");
    assertThat(run("--data", file, "--indicator", "book-imbalance")).isEqualTo(2);
    assertThat(err.toString()).contains("fed with quotes; a file of bars has none");
    assertThat(run("--data", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--indicator SPEC");
    assertThat(run("--data", file, "--interval", "2x", "--indicator", "obv")).isEqualTo(2);
    assertThat(err.toString()).contains("expected a time such as");
    assertThat(run("--data", folder.resolve("none.csv").toString(), "--indicator", "obv"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("none.csv");
    String trades = file("trades.csv", "time,price,amount\n1700000000,1,1\n1700000001,1,1\n");
    assertThat(run("--data", trades, "--indicator", "obv")).isEqualTo(1);
    assertThat(err.toString()).contains("holds trades: say --interval");
  }

  @Test
  void namesFileAndLineOfABadOne() throws IOException {
    String file = file("daily.csv", BARS + "15;14;13;14;2024-01-05;1\n15;14;16;14;2024-01-06;1\n");
    assertThat(run("--data", file, "--indicator", "sma(1)")).isZero();
    assertThat(out.toString().lines()).hasSize(6);
    assertThat(err.toString()).contains("not used: 1, each", "bad-lines.csv");
    assertThat(Files.readString(folder.resolve("bad-lines.csv"))).contains("daily.csv,6,HIGH_LOW,");
    assertThat(run("--strict", "--data", file, "--indicator", "sma(1)")).isEqualTo(1);
    assertThat(err.toString()).contains("daily.csv, line 6: HIGH_LOW", "high must be the highest");
  }

  @Test
  void listsEveryIndicator() throws IOException {
    assertThat(run("--list")).isZero();
    for (String name : IndicatorCatalog.names()) {
      assertThat(out.toString().lines()).anyMatch(line -> line.matches(name + "(\\(.*\\))?"));
    }
    assertThat(run("--list", "--json")).isZero();
    JsonNode all = new ObjectMapper().readTree(out.toString());
    assertThat(all).hasSize(IndicatorCatalog.names().size());
    assertThat(all.get(0).path("facts").path("formula").asText()).isNotEmpty();
  }

  @Test
  void printsTheValuesOfTheGoldenTables() throws IOException {
    Path tables = tables();
    String quotes = tables.resolve("quotes_default.csv").toString();
    assertThat(run("--data", quotes, "--indicator", "macd(12,26,9)", "--indicator", "sma(20)"))
        .isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "time,\"macd(12,26,9)\",\"macd(12,26,9).signal\",\"macd(12,26,9).histogram\",sma(20)");
    compare(tables, "macd", List.of("macd", "signal", "histogram"), lines, 1);
    compare(tables, "sma", List.of("sma"), lines, 4);
  }

  /** Fields that stand in neighbouring columns from {@code first} on. */
  private static void compare(
      Path tables, String table, List<String> fields, List<String> lines, int first)
      throws IOException {
    JsonNode rows;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(tables.resolve(table + ".standard.json.gz")))) {
      rows = new ObjectMapper().readTree(in);
    }
    assertThat(lines).hasSize(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(cells[0]).isEqualTo(rows.get(i).path("timestamp").asText() + "Z");
      for (int j = 0; j < fields.size(); j++) {
        JsonNode expected = rows.get(i).path(fields.get(j));
        String cell = cells[first + j];
        if (expected.isNumber()) {
          double scale = Math.max(Math.abs(expected.asDouble()), 1e-3);
          assertThat(Double.parseDouble(cell)).isCloseTo(expected.asDouble(), within(1e-9 * scale));
        } else {
          assertThat(cell).isEmpty();
        }
      }
    }
  }

  private static Path tables() {
    String configured = System.getProperty("ALPHAFLOW_DATA", System.getenv("ALPHAFLOW_DATA"));
    Path data =
        configured == null
            ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data")
            : Path.of(configured);
    Path tables = data.resolve("golden-indicators").resolve("skender");
    assumeTrue(Files.isDirectory(tables), "no golden tables in " + tables + "; set ALPHAFLOW_DATA");
    return tables;
  }
}
