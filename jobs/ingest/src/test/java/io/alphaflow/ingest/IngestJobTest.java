package io.alphaflow.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A main that exits would end the JobManager in which it runs, as it would end these tests. */
class IngestJobTest {

  @TempDir Path folder;

  @Test
  void aConfigurationThatIsNotThereIsAnException() {
    String[] args = {"--config", folder.resolve("none.yaml").toString()};

    assertThatThrownBy(() -> IngestJob.main(args)).isInstanceOf(ConfigException.class);
  }

  @Test
  void aMistakeInItsSectionIsAnException() throws Exception {
    Path desk =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            desk: test
            kafka: {bootstrapServers: "localhost:9", journalPartitions: 2}
            venue: {name: sim, restUrl: "http://localhost:9", streamUrl: "ws://localhost:9",
                    wsApiUrl: "ws://localhost:9", symbols: [BTC/USD]}
            accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
            ingest: {noSuchKey: 1}
            """);
    String[] args = {"--config", desk.toString()};

    assertThatThrownBy(() -> IngestJob.main(args))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("noSuchKey");
  }

  @Test
  void wrongUsageIsAnException() {
    assertThatThrownBy(() -> IngestJob.main(new String[] {"desk.yaml"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("usage: IngestJob --config FILE, got \"desk.yaml\"");
  }
}
