package io.alphaflow.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.backtest.BacktestCommand;
import io.alphaflow.cli.history.ImportCommand;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log is copied by the command, and the copy is the same history. */
@Timeout(120)
class ReplayIT {

  private static final long START = 1_704_067_200_000L;

  @TempDir Path folder;

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.code()).as(run.text()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aCopyIsTheSameHistoryAndIsMadeOnce() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 3_000; i++) {
      rows.append("%d,%d,1,1,%d,True,True%n".formatted(i, 100 + i / 60 % 7, START + i * 4_000L));
    }
    Path file = Files.writeString(folder.resolve("BTCUSDT-trades-2024-01.csv"), rows);
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      broker.createTopics(Map.of("market.trades", 2));
      String[] kafka = {"--bootstrap-servers", broker.bootstrapServers()};
      CommandRun imported =
          CommandRun.of(new ImportCommand(), file.toString(), "--venue", "sim", kafka[0], kafka[1]);
      assertThat(imported.code()).as(imported.text()).isZero();
      String[] replay = {
        "--topic",
        "market.trades",
        "--into",
        "copy.market.trades",
        "--speed",
        "max",
        "--json",
        kafka[0],
        kafka[1]
      };
      JsonNode first = json(CommandRun.of(new ReplayCommand(), replay));
      assertThat(first.path("copied").asInt()).isEqualTo(3_000);
      assertThat(first.path("complete").asBoolean()).isTrue();
      assertThat(first.path("partitions")).hasSize(2);
      assertThat(json(CommandRun.of(new ReplayCommand(), replay)).path("copied").asInt()).isZero();
      JsonNode[] equity = new JsonNode[2];
      for (int i = 0; i < 2; i++) {
        equity[i] =
            json(CommandRun.of(
                    new BacktestCommand(),
                    "--topic",
                    i == 0 ? "market.trades" : "copy.market.trades",
                    kafka[0],
                    kafka[1],
                    "--strategy",
                    "ma-cross(fast=2,slow=5,type=sma)",
                    "--json"))
                .path("statistics");
      }
      assertThat(equity[1]).isEqualTo(equity[0]);
      assertThat(equity[0].path("trades").asInt()).isPositive();
    }
  }
}
