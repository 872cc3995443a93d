package io.alphaflow.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way: the desk must not be left without the job. */
class ReplacementTest {

  private static final String NONE = "{\"jobs\":[]}";
  private static final String OLD =
      "{\"jobs\":[{\"jid\":\"111111aa\",\"name\":\"risk\",\"state\":\"RUNNING\"}]}";
  private static final String RUNNING = "{\"state\":\"RUNNING\",\"vertices\":[]}";

  @TempDir Path folder;
  private FakeFlink flink;
  private Catalogue catalogue;
  private JobControl control;
  private String oldJar;
  private String newJar;

  @BeforeEach
  void start() throws IOException {
    flink = new FakeFlink();
    catalogue = new Catalogue(folder);
    control = JobControl.ofThisMachine(new FlinkRest(flink.url()), catalogue);
    oldJar = catalogue.keep(Files.writeString(folder.resolve("old.jar"), "old"));
    newJar = catalogue.keep(Files.writeString(folder.resolve("new.jar"), "new"));
    String began = "2026-01-01T00:00:00Z";
    catalogue.add(new Deployment(began, control.cluster(), "risk", "111111aa", oldJar, "", 2, ""));
    flink
        .on("POST /jobs/111111aa/stop", "{\"request-id\":\"r1\"}")
        .on("GET /jars", "{\"files\":[]}")
        .on("POST /jars/upload", "{\"filename\":\"/up/x_jobs.jar\"}")
        .on("POST /jars/x_jobs.jar/run", "{\"jobid\":\"222222bb\"}")
        .on("GET /jobs/222222bb", RUNNING)
        .on("GET /jobs/222222bb/exceptions", "{\"exceptionHistory\":{\"entries\":[]}}");
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  @Test
  void whateverGoesWrongAfterTheStopLeadsBack() throws IOException {
    flink.on("GET /jobs/overview", OLD).on("GET /jobs/overview", NONE);
    stops();

    // Kafka's client throws an exception of its own: its broker's name is unknown.
    Replaced replaced = replacement(List.of()).replace(DeskJob.RISK, newJar, 4, "upgrade");

    assertThat(replaced.successful()).isFalse();
    assertThat(replaced.rolledBack()).contains("KafkaException");
    assertThat(replaced.now().jar()).isEqualTo(oldJar);
    assertThat(replaced.now().parallelism()).isEqualTo(2);
    assertThat(replaced.now().from()).isEqualTo("file:/s/9");
    assertThat(flink.requests("POST").get(1).body())
        .contains("filename=\"alphaflow-jobs-" + oldJar + ".jar\"");
  }

  @Test
  void aStopThatFailsWhileTheJobGoesOnChangesNothing() throws IOException {
    flink
        .on("GET /jobs/overview", OLD)
        .on("GET /jobs/111111aa", RUNNING)
        .on(
            "GET /jobs/111111aa/savepoints/r1",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":"
                + "{\"stack-trace\":\"java.io.IOException: disk full\"}}}");

    Replacement replacement = replacement(List.of());
    assertThatThrownBy(() -> replacement.replace(DeskJob.RISK, newJar, 2, "upgrade"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("risk was not stopped and goes on: ")
        .hasMessageContaining("disk full");
    assertThat(flink.requests("POST")).hasSize(1);
    assertThat(flink.requests("PATCH")).isEmpty();
  }

  @Test
  void aStopThatFlinkCompletesAfterAnErrorLeadsBackFromItsSavepoint() throws IOException {
    Path late = folder.resolve("savepoints/savepoint-111111-abab");
    Files.createDirectories(late);
    Files.writeString(late.resolve("_metadata"), "");
    flink
        .on("GET /jobs/overview", OLD)
        .on("GET /jobs/overview", NONE)
        .on("GET /jobs/111111aa", "{\"state\":\"FINISHED\"}")
        .on("GET /jobs/111111aa/checkpoints", "{}")
        .on("GET /jobs/111111aa/savepoints/r1", 404, "{\"errors\":[\"no such operation\"]}");

    Replaced replaced = replacement(List.of()).replace(DeskJob.RISK, newJar, 2, "upgrade");

    assertThat(replaced.successful()).isFalse();
    assertThat(replaced.now().jar()).isEqualTo(oldJar);
    assertThat(replaced.now().from()).isEqualTo("file:" + late);
  }

  @Test
  void aConfigurationWithAMistakeStopsNothing() {
    assertThatThrownBy(() -> replacement(List.of("markInterval: 1s", "markInterval: soon")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.markInterval: \"soon\"");
  }

  @Test
  void aJarThatIsNotKeptStopsNothing() throws IOException {
    flink.on("GET /jobs/overview", OLD);
    Replacement replacement = replacement(List.of());

    assertThatThrownBy(() -> replacement.replace(DeskJob.RISK, "0123", 2, "upgrade"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the jar 0123 is not in");
    assertThat(flink.requests("POST")).isEmpty();
  }

  @Test
  void withNothingToGoBackToTheRunIsNotEnded() throws IOException {
    flink.on("GET /jobs/overview", OLD);
    Replacement replacement = replacement(List.of());
    Deployment noJar = new Deployment("", "", "risk", "a", "0123", "", 2, "");
    Deployment noState = new Deployment("", "", "risk", "a", oldJar, "", 2, "");
    String gone = "file:" + folder.resolve("savepoints/savepoint-999999-cdcd");

    assertThatThrownBy(() -> replacement.back(DeskJob.RISK, noJar, "file:/s/1"))
        .hasMessageContaining("the jar 0123 is not in");
    assertThatThrownBy(() -> replacement.back(DeskJob.RISK, noState, gone))
        .hasMessage("the state " + gone + " is not there any more");
    assertThat(flink.requests("PATCH")).isEmpty();
  }

  private void stops() {
    flink
        .on(
            "GET /jobs/111111aa/savepoints/r1",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/9\"}}")
        .on("GET /jobs/111111aa", "{\"state\":\"FINISHED\"}");
  }

  /** With the demo's desk; a pair of texts to replace in it makes a mistake. */
  private Replacement replacement(List<String> mistake) throws IOException {
    String yaml;
    try (InputStream in = getClass().getResourceAsStream("/demo-desk.yaml")) {
      yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    yaml =
        yaml.replace("@KAFKA@", "no-broker.invalid:9092")
            .replace("@SYMBOL@", "BTC/USD")
            .replace("@CURRENCY@", "USD")
            .replace("@REST@", "http://127.0.0.1:9")
            .replace("@STREAMS@", "ws://127.0.0.1:9")
            .replace("@WS_API@", "ws://127.0.0.1:9/ws-api/v3")
            .replace(
                "@OPERATOR_KEY@", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    if (!mistake.isEmpty()) {
      yaml = yaml.replace(mistake.get(0), mistake.get(1));
    }
    Path config = Files.writeString(folder.resolve("desk.yaml"), yaml);
    LatestState states =
        new LatestState(control, folder.resolve("checkpoints"), folder.resolve("savepoints"));
    List<String> told = new ArrayList<>();
    return new Replacement(
        control, states, config, Duration.ofSeconds(5), Optional.empty(), told::add);
  }
}
