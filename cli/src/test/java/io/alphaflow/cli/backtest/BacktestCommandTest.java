package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestCommandTest {

  private static final String CROSS = "ma-cross(fast=3,slow=9,type=sma)";

  @TempDir Path folder;

  private Path stock(int days) throws IOException {
    return StockFile.write(folder, days);
  }

  private CommandRun run(Path data, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--data", data.toString(), "--report", folder.resolve("bad.csv").toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new BacktestCommand(), arguments.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.code()).as(run.text()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aStrategyOnTheBarsOfAStock() throws IOException {
    CommandRun run =
        run(
            stock(300),
            "--step",
            "1",
            "--fee",
            "0.2%",
            "--size",
            "100%",
            "--cash",
            "10000",
            "--spread",
            "0",
            "--strategy",
            CROSS,
            "--json");
    JsonNode result = json(run);
    assertThat(result.path("assumptions").path("fees").asText()).contains("in quote on top");
    assertThat(result.path("assumptions").path("strategies").get(0).asText())
        .startsWith("ma-cross-1: ma-cross(")
        .contains(",fast=3,")
        .endsWith("on bars of 1d");
    JsonNode counts = result.path("counts");
    assertThat(counts.path("filled").asInt()).isGreaterThan(5);
    assertThat(counts.path("filled")).isEqualTo(counts.path("signals"));
    JsonNode statistics = result.path("statistics");
    assertThat(statistics.path("totalReturn").asDouble())
        .isEqualTo(result.path("equity").asDouble() / 10_000 - 1);
    assertThat(statistics.path("trades").asInt()).isEqualTo(counts.path("filled").asInt() / 2);
  }

  @Test
  void setsAreRankedInTheDirectionOfTheMetricByWhatIsKnownOfThem() throws IOException {
    Path data = stock(400);
    String[] sweep = {
      "--strategy", "ma-cross(type=sma)", "--param", "fast=2..6/2", "--param", "slow=8..12/2"
    };
    List<String> arguments = new ArrayList<>(Arrays.asList(sweep));
    arguments.addAll(List.of("--rank", "volatility"));
    CommandRun shown = run(data, arguments.toArray(String[]::new));
    assertThat(shown.out()).contains("ranked by volatility, the lowest first");
    arguments.add("--json");
    JsonNode result = json(run(data, arguments.toArray(String[]::new)));
    assertThat(result.path("sweep").path("better").asText()).isEqualTo("lower");
    List<Double> values = new ArrayList<>();
    result
        .path("sweep")
        .path("sets")
        .forEach(set -> values.add(set.path("statistics").path("volatility").asDouble()));
    assertThat(values).hasSize(9).isSorted();

    // What a set has is what the report of it has.
    JsonNode ofSet = result.path("sweep").path("sets").get(0).path("statistics");
    JsonNode ofBest = result.path("statistics");
    assertThat(ofBest.path("fees").asDouble()).isPositive();
    assertThat(ofSet.path("fees").isNull()).isTrue();
    int known = 0;
    for (Metric metric : Metric.values()) {
      JsonNode value = ofSet.path(metric.key());
      assertThat(value.isNull() || value.equals(ofBest.path(metric.key())))
          .as("%s: %s of the set, %s of the report", metric.key(), value, ofBest.path(metric.key()))
          .isTrue();
      known += value.isNull() ? 0 : 1;
    }
    assertThat(known).isGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource({"fees,it needs more than is kept", "sharp,expected one of observations"})
  void refusesToRankByWhatIsNotKnownOfSets(String metric, String why) throws IOException {
    CommandRun run = run(stock(50), "--strategy", CROSS, "--rank", metric);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--rank " + metric).contains(why);
  }

  @Test
  void refusesWhatTheFilesCannotGive() throws IOException {
    Path data = stock(50);
    for (String interval : List.of("1m", "100t", "36h")) {
      assertThat(run(data, "--strategy", CROSS, "--interval", interval).text())
          .contains("--interval " + interval + ": the files have bars of 1d");
    }
    CommandRun empty = run(data, "--strategy", CROSS, "--from", "2099-01-01");
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.text()).contains("nothing between --from and --to");
    CommandRun sweep =
        run(data, "--strategy", CROSS, "--param", "fast=2..4", "--to", "1990-01-01", "--quiet");
    assertThat(sweep.code()).isEqualTo(1);
    assertThat(sweep.text()).contains("nothing between --from and --to");
  }

  @Test
  void pricesMayBeTinyOrHuge() throws IOException {
    for (String of : List.of("0.000001%02d", "1%02d000000")) {
      StringBuilder csv = new StringBuilder("date,open,high,low,close,volume\n");
      for (int i = 10; i < 28; i++) {
        String price = of.formatted(i % 5 * 7);
        csv.append("2024-01-%d,%s,%s,%s,%s,0%n".formatted(i, price, price, price, price));
      }
      Path data = Files.writeString(folder.resolve("X.csv"), csv);
      String cash = of.startsWith("0") ? "1000" : "1000000000";
      String strategy = "ma-cross(fast=2,slow=3,type=sma)";
      CommandRun run = run(data, "--cash", cash, "--strategy", strategy, "--json");
      assertThat(json(run).path("counts").path("filled").asInt()).as(run.out()).isPositive();
    }
  }

  @Test
  void theSameInputGivesTheSameFiles() throws IOException {
    Path data = stock(200);
    for (String out : List.of("one", "two")) {
      CommandRun run =
          run(data, "--strategy", CROSS, "--out", folder.resolve(out).toString(), "--quiet");
      assertThat(run.code()).as(run.text()).isZero();
    }
    List<String> names;
    try (var files = Files.list(folder.resolve("one"))) {
      names = files.map(f -> f.getFileName().toString()).sorted().toList();
    }
    assertThat(names).contains("report.html", "result.json", "statistics.json", "equity.csv");
    for (String name : names) {
      if (!name.equals("report.html") && !name.equals("result.json")) {
        // Those two hold the command, which names the folder.
        assertThat(folder.resolve("two").resolve(name))
            .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
      }
    }
  }

  @Test
  void aSweepRanksAllParameterSetsAndShowsTheBest() throws IOException {
    CommandRun run =
        run(
            stock(400),
            "--strategy",
            "ma-cross(type=sma)",
            "--param",
            "fast=2..6/2",
            "--param",
            "slow=4..12/4",
            "--rank",
            "totalReturn",
            "--json");
    JsonNode sets = json(run).path("sweep").path("sets");
    // fast=4 and 6 cannot go with slow=4.
    assertThat(sets).hasSize(7);
    double before = Double.POSITIVE_INFINITY;
    for (JsonNode set : sets) {
      double now = set.path("statistics").path("totalReturn").asDouble();
      assertThat(now).isLessThanOrEqualTo(before);
      before = now;
    }
    JsonNode best = json(run);
    assertThat(best.path("statistics").path("totalReturn").asDouble())
        .isEqualTo(sets.get(0).path("statistics").path("totalReturn").asDouble());
    assertThat(best.path("assumptions").path("variants").asInt()).isEqualTo(7);
  }

  @Test
  void theBestOfASweepIsWhatItIsAlone() throws IOException {
    Path data = stock(400);
    JsonNode swept = json(run(data, "--strategy", CROSS, "--param", "fast=2..5", "--json"));
    String fast = swept.path("sweep").path("sets").get(0).path("parameters").path("fast").asText();
    JsonNode alone =
        json(run(data, "--strategy", "ma-cross(fast=" + fast + ",slow=9,type=sma)", "--json"));
    assertThat(swept.path("equity")).isEqualTo(alone.path("equity"));
    assertThat(swept.path("counts")).isEqualTo(alone.path("counts"));
  }

  @Test
  void walksForward() throws IOException {
    Path data = stock(400);
    String[] arguments = {
      "--strategy",
      "ma-cross(type=sma)",
      "--param",
      "fast=2..5",
      "--param",
      "slow=8..20/4",
      "--walk-forward",
      "rolling",
      "--train",
      "120d",
      "--test",
      "60d",
      "--rank",
      "totalReturn",
      "--out",
      folder.resolve("walk").toString()
    };
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    words.add("--json");
    JsonNode result = json(run(data, words.toArray(String[]::new)));
    JsonNode walk = result.path("walkForward");
    assertThat(walk.path("sets").asInt()).isEqualTo(16);
    assertThat(walk.path("windows")).hasSize(5);
    double product = 1;
    for (JsonNode window : walk.path("windows")) {
      assertThat(window.path("parameters").path("fast").asInt()).isBetween(2, 5);
      assertThat(window.path("testFrom")).isEqualTo(window.path("trainTo"));
      product *= 1 + window.path("tested").path("totalReturn").asDouble();
    }
    // What is held at the end of a window costs its sale.
    assertThat(result.path("equity").asDouble() / 100_000).isBetween(product * 0.99, product);
    assertThat(folder.resolve("walk/walk-forward.csv")).content().hasLineCount(6);
    assertThat(folder.resolve("walk/report.html"))
        .content()
        .contains("Walk-forward over 5 windows")
        .contains("href=\"#walk-forward\"")
        .doesNotContain("href=\"#sweep\"");
    CommandRun text = run(data, arguments);
    assertThat(text.code()).as(text.text()).isZero();
    assertThat(text.out())
        .contains("the best of 16 parameter sets")
        .contains("walk-forward efficiency");
  }

  @Test
  void theVenueRefusesAShareOfTheOrders() throws IOException {
    Path data = stock(2_000);
    JsonNode none = json(run(data, "--strategy", CROSS, "--json"));
    JsonNode some = json(run(data, "--strategy", CROSS, "--json", "--reject-rate", "20%"));
    JsonNode others =
        json(run(data, "--strategy", CROSS, "--json", "--reject-rate", "20%", "--draw-seed", "2"));
    assertThat(none.path("counts").path("refused").isEmpty()).isTrue();
    int refused = some.path("counts").path("refused").path("REJECT_RATE").asInt();
    int approved = some.path("counts").path("approved").asInt();
    // Ten deviations to each side.
    double spread = 10 * Math.sqrt(approved * 0.2 * 0.8);
    assertThat((double) refused)
        .isBetween(Math.max(1, approved * 0.2 - spread), approved * 0.2 + spread);
    assertThat(some.path("assumptions").path("fillModel").asText()).contains("20 % of new orders");
    assertThat(others.path("equity")).isNotEqualTo(some.path("equity"));
  }

  @Test
  void triesSomeSetsOrThoseOfAList() throws IOException {
    Path data = stock(200);
    String[] grid = {
      "--strategy", "ma-cross(type=sma)", "--param", "fast=2..9", "--param", "slow=10..30"
    };
    List<String> some = new ArrayList<>(Arrays.asList(grid));
    some.addAll(List.of("--random", "12", "--seed", "5", "--json"));
    JsonNode drawn = json(run(data, some.toArray(String[]::new))).path("sweep").path("sets");
    assertThat(drawn).hasSize(12);
    StringBuilder list = new StringBuilder("fast,slow\n");
    drawn.forEach(
        set ->
            list.append(set.path("parameters").path("fast").asText())
                .append(", ")
                .append(set.path("parameters").path("slow").asText())
                .append('\n'));
    Path file = Files.writeString(folder.resolve("sets.csv"), list);
    JsonNode listed =
        json(run(data, "--strategy", "ma-cross(type=sma)", "--sets", file.toString(), "--json"))
            .path("sweep")
            .path("sets");
    assertThat(listed).isEqualTo(drawn);
    Files.writeString(file, "fast,slow\n3,\n");
    CommandRun missing = run(data, "--strategy", "ma-cross", "--sets", file.toString());
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("line 2: there is no value of slow");
  }

  @Test
  void aPersonReadsWhatItWasMadeWith() throws IOException {
    CommandRun run = run(stock(200), "--strategy", CROSS);
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("file:ACME/USD bars of 1d")
        .contains("total return")
        .contains("Fills: conservative")
        .contains("the open of the next bar");
  }

  @Test
  void limitsOfADeskHold() throws IOException {
    Path desk =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            desk: test
            kafka: {bootstrapServers: "localhost:1"}
            venue: {name: file, restUrl: "http://localhost:1", streamUrl: "ws://localhost:1",
                    wsApiUrl: "ws://localhost:1", symbols: [ACME/USD]}
            accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
            risk: {limits: {default: {maxOrderValue: 1000, maxOrderQuantity: 1000,
                   maxPosition: 1000, maxPositionValue: 100000, maxGrossExposure: 100000,
                   maxDailyLoss: 100000, maxMarkAge: off, maxMarkJump: off}}}
            """);
    Path data = stock(200);
    JsonNode result = json(run(data, "--strategy", CROSS, "--config", desk.toString(), "--json"));
    int rejected = result.path("counts").path("rejections").path("MAX_ORDER_VALUE").asInt();
    assertThat(rejected).isPositive();
    assertThat(result.path("counts").path("filled").asInt()).isZero();
    JsonNode nearest = result.path("limits").path(0);
    assertThat(nearest.path("control").asText()).isEqualTo("C1 MAX_ORDER_VALUE");
    assertThat(nearest.path("limit").asText()).isEqualTo("1000 USD");
    assertThat(nearest.path("broken").asInt()).isEqualTo(rejected);
    assertThat(nearest.path("share").asDouble())
        .isGreaterThan(1)
        .isEqualTo(Double.parseDouble(nearest.path("value").asText().split(" ")[0]) / 1000);
    assertThat(result.path("limits").findValuesAsText("control"))
        .contains("C2 MAX_ORDER_QUANTITY", "C6 MAX_GROSS_EXPOSURE", "C12 MAX_DAILY_LOSS");
    assertThat(json(run(data, "--strategy", CROSS, "--json")).path("limits")).isEmpty();
    Path out = folder.resolve("out");
    CommandRun text =
        run(data, "--strategy", CROSS, "--config", desk.toString(), "--out", out.toString());
    assertThat(text.out())
        .containsPattern(
            "C1 MAX_ORDER_VALUE +%s +1000 USD".formatted(nearest.path("value").asText()));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<td>C1 MAX_ORDER_VALUE</td>", "<td>1000 USD</td>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strategy nothing | there is no strategy nothing; there are",
        "--strategy ma-cross(fast=9,slow=3) | ma-cross:",
        "--strategy ma-cross(speed=9) | ma-cross: ",
        "--strategy ma-cross(fast=9 | is not a strategy; expected for example",
        "--strategy ma-cross --param fast=9..3 | --param: \"fast=9..3\": expected for example",
        "--strategy ma-cross --param speed=1..3 | ma-cross: ",
        "--strategy ma-cross --from yesterday | --from yesterday: expected a time such as"
            + " 2024-01-31",
        "--strategy ma-cross --from 2024-02-01 --to 2024-02-01 | there is nothing between them",
        "--strategy ma-cross --random 5 | --random 5: expected a number above 0, with --param",
        "--strategy ma-cross --cash 0 | --cash 0: expected a number above 0",
        "--strategy ma-cross --size much | --size much: expected 100% of the equity",
        "--strategy ma-cross --fee lots | --fee lots: expected a share",
        "--strategy ma-cross --orders-at noon | --orders-at noon: expected next-open or close",
        "--strategy ma-cross --breakers | --breakers needs --config",
        "--strategy ma-cross --walk-forward rolling | --walk-forward needs parameter sets",
        "--strategy ma-cross --param fast=2..3 --walk-forward rolling | needs --train and --test",
        "--strategy ma-cross --param fast=2..3 --train 9d | need --walk-forward",
        "--strategy ma-cross --response-latency soon | --response-latency soon: expected a time"
            + " span",
        "--strategy ma-cross --cluster --param fast=2..3 --walk-forward rolling | is no Flink job",
        "--strategy ma-cross --cluster --flink http://localhost:1 | take one",
        "--strategy ma-cross --flink localhost:8081 | expected http://HOST:PORT",
        "--strategy ma-cross --from-offset 5 | --from-offset and --to-offset are for --topic"
      })
  void whatCannotBeMeantIsWrongUsage(String arguments, String message) throws IOException {
    CommandRun run = run(stock(30), arguments.split(" "));
    assertThat(run.code()).as(run.text()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strategy ma-cross --step 0.03 --tick 0.0000001 | at most eight decimals",
        "--strategy ma-cross --latency-file pom.xml | line 1: <?xml",
        "--strategy ma-cross --latency-file no-such | no-such: cannot be read",
        "--strategy ma-cross --flink http://localhost:1 | no Flink answers there",
        "--strategy pairs | trades 2 symbols together, the files are of 1"
      })
  void saysWhatIsWrong(String arguments, String message) throws IOException {
    CommandRun run = run(stock(30), arguments.split(" "));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(message);
  }

  @Test
  void aDamagedLineIsReportedAndWithStrictTheEnd() throws IOException {
    Path data = stock(60);
    Files.writeString(
        data, Files.readString(data).replaceFirst("2020-01-20,[0-9.]+", "2020-01-20,oops"));
    CommandRun lenient = run(data, "--strategy", CROSS, "--json");
    assertThat(lenient.code()).isZero();
    assertThat(lenient.err()).contains("Not used:");
    CommandRun strict = run(data, "--strategy", CROSS, "--json", "--strict");
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.err()).contains("line 21");
  }
}
