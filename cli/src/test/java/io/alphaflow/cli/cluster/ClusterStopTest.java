package io.alphaflow.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.runtime.Daemon;
import io.alphaflow.runtime.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ClusterStopTest {

  @TempDir Path path;
  private final StringWriter told = new StringWriter();
  private ClusterFolder folder;
  private ClusterStop stop;

  @BeforeEach
  void begin() {
    folder = new ClusterFolder(path);
    stop = new ClusterStop(folder, new PrintWriter(told));
  }

  @AfterEach
  void end() throws IOException {
    for (ClusterPart part : List.of(ClusterPart.DATABASE, ClusterPart.JOB_MANAGER)) {
      folder.daemon(part.label()).stop(Duration.ofSeconds(5));
    }
  }

  @Test
  void whereNothingRunsNothingFails() {
    stop.jobs();
    stop.processes();

    assertThat(stop.failures()).isEmpty();
    assertThat(stop.json().path("kafka").asText()).isEqualTo("WAS_DOWN");
    assertThat(stop.json().path("failures")).isEmpty();
  }

  @Test
  void oneThatCannotBeStoppedDoesNotKeepTheOthersRunning() throws IOException {
    // No process may end itself this way.
    long begin = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
    Path pid = Files.createDirectories(path.resolve("pids")).resolve("kafka.pid");
    Files.writeString(pid, ProcessHandle.current().pid() + " " + begin + "\n");
    Daemon database = folder.daemon(ClusterPart.DATABASE.label());
    ProcessHandle process = database.start(List.of("sleep", "100"), Map.of());

    stop.processes();

    assertThat(process.isAlive()).isFalse();
    assertThat(stop.json().path("kafka").asText()).isEqualTo("FAILED");
    assertThat(stop.json().path("database").asText()).isEqualTo("STOPPED");
    assertThat(stop.failures()).singleElement().asString().startsWith("kafka: ");
    assertThat(told.toString()).contains("FAILED");
  }

  @Test
  void aFlinkThatDoesNotAnswerLeftNoSavepoints() throws IOException {
    new ClusterSettings(
            Ports.free(),
            6123,
            0,
            0,
            "",
            "",
            "9249",
            1,
            2,
            0,
            8,
            "auto",
            "BTC/USD",
            "",
            1,
            "1",
            false,
            new TreeMap<>())
        .write(folder.settingsFile());
    folder.daemon(ClusterPart.JOB_MANAGER.label()).start(List.of("sleep", "100"), Map.of());

    stop.jobs();

    assertThat(stop.failures())
        .singleElement()
        .asString()
        .startsWith("jobs: Flink does not answer at ");
    assertThat(stop.json().path("failures")).hasSize(1);
  }
}
