package io.alphaflow.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.alphaflow.archive.Edition;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.doctor.Findings.Entry;
import io.alphaflow.cli.doctor.Findings.Status;
import io.alphaflow.cli.jobs.DeskJob;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  private static final long GIB = 1L << 30;

  @TempDir Path folder;
  private final Findings findings = new Findings();

  @Test
  void littleMemoryAndDiskAreToldWithWhatToDo() {
    MachineCheck.memory(findings, 8 * GIB);
    MachineCheck.memory(findings, 3 * GIB);
    MachineCheck.memory(findings, GIB);
    MachineCheck.disk(findings, "disk", folder, 20 * GIB);
    MachineCheck.disk(findings, "disk", folder, 5 * GIB);
    MachineCheck.disk(findings, "disk", folder, GIB);
    assertThat(findings.all())
        .extracting(Entry::status)
        .containsExactly(Status.OK, Status.WARN, Status.FAIL, Status.OK, Status.WARN, Status.FAIL);
    assertThat(findings.all())
        .filteredOn(e -> e.status() != Status.OK)
        .allSatisfy(e -> assertThat(e.action()).isNotEmpty());
    assertThat(findings.failed()).isTrue();
  }

  @Test
  void warningsAloneAreNoFailure() {
    findings.warn("a", "b", "c");
    assertThat(findings.failed()).isFalse();
    assertThat(findings.json().toString())
        .isEqualTo(
            "{\"ok\":true,\"findings\":[{\"status\":\"WARN\",\"what\":\"a\",\"found\":\"b\","
                + "\"action\":\"c\"}]}");
  }

  @Test
  void whatGoesWrongWhileLookingIsAFinding() {
    findings.look(
        "database",
        "start it",
        () -> {
          throw new IllegalStateException("refused\nat line 2");
        });
    assertThat(findings.all())
        .containsExactly(new Entry(Status.FAIL, "database", "refused; at line 2", "start it"));
  }

  @Test
  void everyJobIsLookedForAndTheAgeOfItsCheckpointAndSavepointTold() throws Exception {
    long now = System.currentTimeMillis();
    String saved = "{\"latest\":{\"completed\":{\"latest_ack_timestamp\":%d},\"savepoint\":%s}}";
    String savepoint = "{\"latest_ack_timestamp\":%d}".formatted(now - 11_000_000);
    Map<String, String> answers =
        Map.of(
            "/overview",
            "{\"flink-version\":\"2.2.1\",\"taskmanagers\":1,\"slots-available\":2,"
                + "\"slots-total\":8}",
            "/jobs/overview",
            "{\"jobs\":[{\"jid\":\"1\",\"name\":\"alphaflow-risk\",\"state\":\"RUNNING\"},"
                + "{\"jid\":\"2\",\"name\":\"pnl\",\"state\":\"RUNNING\"},"
                + "{\"jid\":\"3\",\"name\":\"archive\",\"state\":\"RUNNING\"},"
                + "{\"jid\":\"5\",\"name\":\"signals\",\"state\":\"RUNNING\"},"
                + "{\"jid\":\"4\",\"name\":\"ingest\",\"state\":\"FAILED\"}]}",
            "/jobs/1/checkpoints",
            saved.formatted(now - 2_000, savepoint),
            "/jobs/2/checkpoints",
            saved.formatted(now - 2_000, "null"),
            "/jobs/3/checkpoints",
            saved.formatted(now - 900_000, "null"),
            "/jobs/5/checkpoints",
            saved.formatted(now - 2_000, "null"),
            "/jobmanager/config",
            "[{\"key\":\"execution.checkpointing.dir\",\"value\":\"" + folder.toUri() + "\"}]");
    HttpServer flink = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    flink.createContext(
        "/",
        exchange -> {
          byte[] body =
              answers.get(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    flink.start();
    try {
      FlinkCheck.look(
          findings,
          List.of("http://127.0.0.1:" + flink.getAddress().getPort()),
          // An earlier run of it took one.
          job -> job == DeskJob.SIGNALS ? Optional.of(Instant.now()) : Optional.empty());
    } finally {
      flink.stop(0);
    }
    assertThat(findings.all())
        .filteredOn(e -> !e.what().equals("checkpoints"))
        .extracting(e -> e.status() + " " + e.what())
        .containsExactly(
            "OK flink",
            "FAIL job ingest",
            "OK job signals",
            "FAIL job execution-sink",
            "OK job risk",
            "WARN job pnl",
            "FAIL job archive");
    List<Entry> all = findings.all();
    assertThat(all.get(2).found()).matches("runs, checkpoint \\d+ s ago, savepoint \\d s ago");
    assertThat(all.get(7).found()).contains("free below " + folder.toAbsolutePath());
    assertThat(all.get(4).found()).matches("runs, checkpoint \\d+ s ago, savepoint 3 h ago");
    assertThat(all.get(6).found()).matches("last checkpoint 9\\d\\d s ago");
  }

  @Test
  void aFlinkThatHangsIsToldAfterAFewSeconds() throws Exception {
    try (ServerSocket hung = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + hung.getLocalPort();
      FlinkCheck.look(findings, List.of(url), job -> Optional.empty());
      assertThat(findings.all())
          .containsExactly(
              new Entry(
                  Status.FAIL,
                  "flink",
                  "Flink at " + url + " does not answer /overview within 5 s",
                  "start it, or --flink names another than " + url));
    }
  }

  @Test
  void theDatabaseIsToldWithoutThePasswordThatItsAddressMayHold() {
    DatabaseOptions database =
        new DatabaseOptions(
            "jdbc:postgresql://db:5432/desk?password=hush", "desk", new Secret("${env:NONE}"));
    assertThat(DatabaseCheck.found(database, Edition.APACHE))
        .isEqualTo("jdbc:postgresql://db:5432/desk, TimescaleDB edition: apache");
  }

  @Test
  void aWrongFileIsAFindingAndAnUnknownOptionWrongUsage() {
    CommandRun run =
        CommandRun.of(
            new DoctorCommand(), "--json", "--config", folder.resolve("none.yaml").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("\"status\":\"FAIL\",\"what\":\"configuration\"");
    assertThat(CommandRun.of(new DoctorCommand(), "--what").code()).isEqualTo(2);
  }
}
