package io.alphaflow.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.fixture.SyntheticResult;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.StatisticsOptions;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

  @TempDir Path folder;

  private final BacktestResult result = SyntheticResult.of(7, 2_000, 60);

  private void write(Path to) throws IOException {
    Statistics statistics = Statistics.of(result, StatisticsOptions.defaults());
    SweepTable sweep =
        SweepTable.ranked(
            List.of("fast", "slow"), "sharpe", 365, List.of(SweepTableTest.row("5", "20", 1)));
    Report.write(result, statistics, Optional.of(sweep), to);
  }

  @Test
  void writesEveryFileTheSameEachTime() throws IOException {
    write(folder.resolve("a"));
    write(folder.resolve("b"));
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      List<Path> all = files.sorted().toList();
      assertThat(all)
          .extracting(file -> file.getFileName().toString())
          .containsExactly(
              "decisions.csv",
              "decisions.parquet",
              "equity-touch.csv",
              "equity-touch.parquet",
              "equity.csv",
              "equity.parquet",
              "fills.csv",
              "fills.parquet",
              "report.html",
              "result.json",
              "round-trips.csv",
              "round-trips.parquet",
              "statistics.json",
              "sweep.csv");
      for (Path file : all) {
        assertThat(folder.resolve("b").resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void tablesHoldEveryRowWithExactAmounts() throws IOException {
    write(folder);
    assertThat(Files.readAllLines(folder.resolve("equity.csv"))).hasSize(2_001);
    List<String> fills = Files.readAllLines(folder.resolve("fills.csv"));
    assertThat(fills).hasSize(result.fills().size() + 1);
    ExecutedFill first = result.fills().get(0);
    assertThat(fills.get(1))
        .startsWith(Times.instant(first.time()).toString() + ",cross,")
        .contains("," + Fixed8.format(first.quantity()) + "," + Fixed8.format(first.price()) + ",");
    assertThat(Files.readAllLines(folder.resolve("round-trips.csv")))
        .hasSize(result.roundTrips().size() + 1);
    byte[] parquet = Files.readAllBytes(folder.resolve("round-trips.parquet"));
    assertThat(new String(parquet, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    assertThat(new String(parquet, parquet.length - 4, 4, StandardCharsets.US_ASCII))
        .isEqualTo("PAR1");
  }

  @Test
  void jsonHoldsWhatIsNotASeries() throws IOException {
    write(folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("result.json").toFile());
    assertThat(json.path("assumptions").path("configHash").asText())
        .isEqualTo(result.assumptions().configHash());
    assertThat(json.path("counts").path("rejections").path("C16_STALE_MARK").asLong())
        .isEqualTo(result.counts().rejections().get("C16_STALE_MARK"));
    assertThat(json.path("points").asInt()).isEqualTo(2_000);
    assertThat(Files.readString(folder.resolve("sweep.csv"))).startsWith("rank,fast,slow,");
  }
}
