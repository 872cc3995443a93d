package io.alphaflow.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitCommandTest {

  private static final String HOME = "alphaflow.home";

  @TempDir Path folder;
  private String before;

  @BeforeEach
  void aHomeOfItsOwn() {
    before = System.getProperty(HOME);
    System.setProperty(HOME, folder.toString());
  }

  @AfterEach
  void theHomeOfBefore() {
    if (before == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }

  /** With these jobs running, each with its name as its id. */
  private static FakeFlink flink(DeskJob... running) throws Exception {
    String jobs =
        Arrays.stream(running)
            .map(
                j ->
                    "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"RUNNING\",\"tasks\":{\"total\":1}}"
                        .formatted(j.label(), j.label()))
            .collect(Collectors.joining(","));
    return new FakeFlink()
        .on("GET /jobs/overview", "{\"jobs\":[" + jobs + "]}")
        .on("GET /jars", "{\"files\":[]}")
        .on("POST /jars/upload", "{\"filename\":\"/upload/kept.jar\"}")
        .on("POST /jars/kept.jar/run", "{\"jobid\":\"new\"}")
        .on("GET /jobs/new", "{\"state\":\"RUNNING\",\"vertices\":[{\"status\":\"RUNNING\"}]}")
        .on("GET /jobs/new/exceptions", "{\"exceptionHistory\":{\"entries\":[]}}");
  }

  private CommandRun submit(FakeFlink flink, String job) throws Exception {
    Path jar = Files.writeString(folder.resolve("jobs.jar"), "a jar");
    String config = Path.of("..", "docker", "desk.yaml").toString();
    return CommandRun.of(
        new SubmitCommand(),
        job,
        "--flink",
        flink.url(),
        "--config",
        config,
        "--jar",
        jar.toString());
  }

  @Test
  void ofAllThoseThatRunAreToldAndLeftAlone() throws Exception {
    try (FakeFlink flink =
        flink(DeskJob.ARCHIVE, DeskJob.PNL, DeskJob.RISK, DeskJob.SIGNALS, DeskJob.INGEST)) {
      CommandRun run = submit(flink, "all");
      assertThat(run.code()).isZero();
      assertThat(run.out().lines())
          .filteredOn(line -> line.contains("ran already, job "))
          .hasSize(5);
      assertThat(run.out()).contains("execution-sink  runs, job new");
      assertThat(flink.requests("POST"))
          .filteredOn(r -> r.path().endsWith("/run"))
          .singleElement()
          .satisfies(r -> assertThat(r.body()).contains("ExecutionSinkJob"));
    }
  }

  @Test
  void oneThatRunsAndIsNamedIsRefused() throws Exception {
    try (FakeFlink flink = flink(DeskJob.RISK)) {
      CommandRun run = submit(flink, "risk");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("the job risk runs already");
      assertThat(flink.requests("POST")).isEmpty();
    }
  }
}
