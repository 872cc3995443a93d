package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures as data, and fills by the book that is in them. */
class ShadowBacktestTest {

  private static final String CROSS =
      "ma-cross(fast=1,slow=3,type=sma,sizing=base-quantity,size=3)";

  @TempDir Path folder;

  private CaptureFile market = new CaptureFile("ABCUSDT", "");
  private String text;

  /** The price falls, then rises: a cross is seen when the sixth second has begun. */
  private void market() {
    int second = 0;
    for (String price : List.of("804", "803", "802", "801", "803", "803", "803", "803", "803")) {
      market.trade(second++, price);
      market.trade(second - 1, price);
    }
  }

  private Path capture(String name) throws IOException {
    return market.write(folder.resolve(name));
  }

  private CommandRun run(Path data, String strategy, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data",
                data.toString(),
                "--strategy",
                strategy,
                "--interval",
                "1s",
                "--report",
                folder.resolve("bad.csv").toString(),
                "--quiet"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new BacktestCommand(), arguments.toArray(String[]::new));
  }

  private List<String> fills(Path data, String strategy, String... more) throws IOException {
    Path out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("--out", out.toString()));
    arguments.addAll(Arrays.asList(more));
    CommandRun run = run(data, strategy, arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.text()).isZero();
    text = run.text();
    List<String> lines = Files.readAllLines(out.resolve("fills.csv"));
    List<String> columns = List.of(lines.get(0).split(","));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(","))
        .map(
            cells ->
                "%s %s at %s"
                    .formatted(
                        cells[columns.indexOf("side")],
                        cells[columns.indexOf("quantity")],
                        cells[columns.indexOf("price")]))
        .toList();
  }

  @Test
  void aTakerWalksTheLevels() throws IOException {
    market();
    Path data = capture("x.gz");
    assertThat(fills(data, CROSS, "--fill-model", "shadow"))
        .containsExactly("BUY 1 at 801", "BUY 2 at 802");
    assertThat(fills(data, CROSS))
        .as("without the book: a tick above the last price")
        .containsExactly("BUY 3 at 804");
  }

  @Test
  void itIsTheBookOfTheMomentAtWhichTheOrderArrives() throws IOException {
    market = new CaptureFile("ABCUSDT", "[\"790.05\",\"1\"]");
    String[] prices = {"804", "803", "802", "801", "803", "803", "803"};
    for (int second = 0; second < prices.length; second++) {
      market.trade(second, prices[second]);
      if (second == 4) {
        // Half a second before the bar of the cross is over.
        market.update(second, "", "[\"801.00\",\"0\"],[\"801.50\",\"2.5\"]");
      }
      market.trade(second, prices[second]);
    }
    assertThat(fills(capture("x.gz"), CROSS, "--fill-model", "shadow"))
        .containsExactly("BUY 2.5 at 801.5", "BUY 0.5 at 802");
  }

  @Test
  void withoutABookThatJoinsNothingIsFilled() throws IOException {
    String[] prices = {"804", "803", "802", "801", "803", "803", "803"};
    for (int second = 0; second < prices.length; second++) {
      market.trade(second, prices[second]);
      if (second == 2) {
        market.loseUpdates().update(second, "", "");
      }
      market.trade(second, prices[second]);
    }
    Path data = capture("x.gz");
    assertThat(fills(data, CROSS, "--fill-model", "shadow")).isEmpty();
    assertThat(run(data, CROSS, "--fill-model", "shadow").text())
        .contains("1 updates of the book, which was lost 1 times");
  }

  @Test
  void isStatedAndComparedWithTheOptimistic() throws IOException {
    market();
    CommandRun run = run(capture("x.gz"), CROSS, "--fill-model", "shadow", "--json");
    assertThat(run.code()).as(run.text()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    JsonNode assumptions = result.path("assumptions");
    assertThat(assumptions.path("fillModel").asText()).startsWith("shadow: what the recorded book");
    assertThat(assumptions.path("slippage").asText()).startsWith("takers walk the levels");
    assertThat(assumptions.path("data").toString()).contains("file:ABC/USDT: 1 updates");
  }

  @Test
  void sweepsHaveTheBookToo() throws IOException {
    market();
    CommandRun run =
        run(capture("x.gz"), CROSS, "--fill-model", "shadow", "--param", "slow=3..4", "--json");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).path("assumptions").path("variants").asInt())
        .isEqualTo(2);
  }

  @Test
  void whatHasNoBookIsRefused() throws IOException {
    market();
    Path data = capture("x.gz");
    Path bars = StockFile.write(folder, 30);
    assertThat(
            CommandRun.of(
                    new BacktestCommand(),
                    "--data",
                    bars.toString(),
                    "--strategy",
                    CROSS,
                    "--fill-model",
                    "shadow")
                .text())
        .contains("--fill-model shadow needs the book");
    assertThat(run(data, CROSS, "--fill-model", "shadow", "--slippage-volume", "0.1").text())
        .contains("conservative");
    assertThat(
            run(data, CROSS, "--fill-model", "shadow", "--cluster", "--param", "fast=1..2").text())
        .contains("recorded books are read in this process only");
    assertThat(
            run(
                    data,
                    CROSS,
                    "--fill-model",
                    "shadow",
                    "--param",
                    "fast=1..2",
                    "--walk-forward",
                    "rolling",
                    "--train",
                    "1h",
                    "--test",
                    "1h")
                .text())
        .contains("--walk-forward needs bars");
    assertThat(run(folder, CROSS).text()).contains("1 of the 2 files are captures");
  }

  /** Ten minutes of Binance: as many updates join as another program counted. */
  @Test
  void realCaptures() throws IOException {
    String configured = System.getenv("ALPHAFLOW_DATA");
    Path shared =
        configured == null
            ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data")
            : Path.of(configured);
    Path real = shared.resolve("ws-binance-raw");
    assumeTrue(Files.isDirectory(real), "no " + real + "; set ALPHAFLOW_DATA");
    String grid = "grid(levels=40,spacing=0.01,size=0.01,order=limit)";
    List<String> first = fills(real.resolve("spot_btcusdt_*"), grid, "--fill-model", "shadow");
    assertThat(first).hasSizeGreaterThan(10);
    assertThat(fills(real.resolve("spot_btcusdt_*"), grid, "--fill-model", "shadow"))
        .as("run twice")
        .isEqualTo(first);
    assertThat(text).contains("file:BTC/USDT: 6493 updates of the book, which was lost 0 times");
    assertThat(run(real.resolve("usdm_btcusdt*"), grid, "--fill-model", "shadow").text())
        .contains("file:BTC/USDT: 6547 updates of the book, which was lost 0 times");
  }
}
