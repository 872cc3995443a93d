package io.alphaflow.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {

  private static final String NOWHERE = "127.0.0.1:1";

  @TempDir Path folder;

  private static CommandRun run(String arguments) {
    return CommandRun.of(new ReplayCommand(), arguments.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--into journal | journal is a log from which a desk trades: history in it can become orders",
        "--into other.decisions | say --into-the-desk",
        "--into x.trades --speed fast | --speed fast: expected a number such as 60x or 0.5x, or max",
        "--into x.trades --speed 0x | --speed 0x: expected",
        "--into x.trades --speed -1x | --speed -1x: expected",
        "--into x.trades | no Kafka answers at 127.0.0.1:1",
        "--into journal --into-the-desk | no Kafka answers at 127.0.0.1:1"
      })
  void saysWhatIsWrong(String arguments, String message) {
    CommandRun run = run("--topic market.trades --bootstrap-servers " + NOWHERE + " " + arguments);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(message);
  }

  @Test
  void noLogOfADeskForMoneyIsWritten() throws IOException {
    String yaml =
        """
        desk: test
        mode: %s
        kafka: {bootstrapServers: "127.0.0.1:1", topicPrefix: "prod."}
        venue: {name: sim, restUrl: "http://localhost:1", streamUrl: "ws://localhost:1",
                wsApiUrl: "ws://localhost:1", symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
        """;
    Path live = Files.writeString(folder.resolve("live.yaml"), yaml.formatted("live"));
    Path paper = Files.writeString(folder.resolve("paper.yaml"), yaml.formatted("paper"));
    String into = "--topic market.trades --into prod.market.quotes --config ";
    assertThat(run(into + live).err())
        .contains("prod.market.quotes is a log of")
        .contains("mode: live");
    assertThat(run(into + paper).err()).contains("no Kafka answers");
    assertThat(run(into + live + " --into-the-desk").err()).contains("no Kafka answers");
  }

  @Test
  void withoutATargetTheUsageIsWrong() {
    assertThat(run("--topic market.trades").code()).isEqualTo(2);
  }
}
