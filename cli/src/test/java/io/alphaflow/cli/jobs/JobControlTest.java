package io.alphaflow.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobControlTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String NO_FAILURES = "{\"exceptionHistory\":{\"entries\":[]}}";

  @TempDir Path folder;
  private FakeFlink flink;
  private Catalogue catalogue;
  private JobControl control;

  @BeforeEach
  void start() throws IOException {
    flink = new FakeFlink();
    catalogue = new Catalogue(folder);
    control = JobControl.elsewhere(new FlinkRest(flink.url()), catalogue);
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  @Test
  void submitsWithStateAndAFixedMaximumOfParallelism() throws IOException {
    Path jar = Files.writeString(folder.resolve("some.jar"), "the jar");
    String hash = catalogue.keep(jar);
    flink
        .on("GET /jars", "{\"files\":[{\"id\":\"x_other.jar\",\"name\":\"other.jar\"}]}")
        .on("POST /jars/upload", "{\"filename\":\"/up/load/x_jobs.jar\",\"status\":\"success\"}")
        .on("POST /jars/x_jobs.jar/run", "{\"jobid\":\"j1\"}");

    Deployment wanted = new Deployment("", "", "risk", "", hash, "file:/s/1", 2, "j0");
    Deployment deployed = control.submit(DeskJob.RISK, wanted, Path.of("/desk.yaml"));

    assertThat(deployed.jobId()).isEqualTo("j1");
    assertThat(catalogue.deployments(flink.url(), DeskJob.RISK)).containsExactly(deployed);
    assertThat(flink.requests("POST").get(0).body())
        .contains("filename=\"alphaflow-jobs-" + hash + ".jar\"", "\r\n\r\nthe jar\r\n--");
    assertThat(flink.requests("POST").get(1).body())
        .isEqualTo(
            "{\"entryClass\":\"io.alphaflow.risk.RiskJob\",\"programArgsList\":[\"--config\","
                + "\"/desk.yaml\"],\"parallelism\":2,\"savepointPath\":\"file:/s/1\","
                + "\"allowNonRestoredState\":false,"
                + "\"flinkConfiguration\":{\"pipeline.max-parallelism\":\"128\"}}");
  }

  @Test
  void aJarThatIsThereIsNotUploadedAgain() throws IOException {
    String hash = catalogue.keep(Files.writeString(folder.resolve("some.jar"), "the jar"));
    String name = "alphaflow-jobs-" + hash + ".jar";
    flink
        .on("GET /jars", "{\"files\":[{\"id\":\"x_1.jar\",\"name\":\"" + name + "\"}]}")
        .on("POST /jars/x_1.jar/run", "{\"jobid\":\"j1\"}");

    Deployment wanted = new Deployment("", "", "pnl", "", hash, "", 1, "");
    control.submit(DeskJob.PNL, wanted, Path.of("/desk.yaml"));

    assertThat(flink.requests("POST")).hasSize(1);
    assertThat(flink.requests("POST").get(0).body()).doesNotContain("savepointPath");
  }

  @Test
  void stopsWithASavepointThatIsInTheCatalogue() throws IOException {
    catalogue.add(new Deployment("t", flink.url(), "risk", "j1", "jar1", "", 2, ""));
    flink
        .on("POST /jobs/j1/stop", "{\"request-id\":\"r1\"}")
        .on("GET /jobs/j1/savepoints/r1", "{\"status\":{\"id\":\"IN_PROGRESS\"}}")
        .on(
            "GET /jobs/j1/savepoints/r1",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/9\"}}")
        .on("GET /jobs/j1", "{\"state\":\"RUNNING\"}")
        .on("GET /jobs/j1", "{\"state\":\"FINISHED\"}");

    Savepoint savepoint = control.stop(DeskJob.RISK, risk(), "upgrade");

    assertThat(savepoint.path()).isEqualTo("file:/s/9");
    assertThat(catalogue.savepoints(flink.url(), DeskJob.RISK)).containsExactly(savepoint);
    assertThat(savepoint)
        .extracting(Savepoint::jar, Savepoint::parallelism, Savepoint::reason)
        .containsExactly("jar1", 2, "upgrade");
  }

  @Test
  void aQuestionWithoutAnswerDoesNotLoseTheSavepoint() throws IOException {
    flink
        .on("GET /jobs/j1", "{\"state\":\"FINISHED\",\"vertices\":[]}")
        .on("POST /jobs/j1/stop", "{\"request-id\":\"r1\"}")
        .on("GET /jobs/j1/savepoints/r1", 503, "{\"errors\":[\"no leader\"]}")
        .on(
            "GET /jobs/j1/savepoints/r1",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/9\"}}");

    Savepoint savepoint = control.stop(DeskJob.RISK, risk(), "stop");

    assertThat(savepoint.path()).isEqualTo("file:/s/9");
    assertThat(flink.requests("POST")).hasSize(1);
  }

  @Test
  void aJobThatFinishedAfterAllHasItsSavepointInTheCatalogue() throws IOException {
    flink
        .on("GET /jobs/j1", "{\"state\":\"FINISHED\",\"vertices\":[]}")
        .on("POST /jobs/j1/stop", "{\"request-id\":\"r1\"}")
        .on("GET /jobs/j1/savepoints/r1", "{\"status\":{\"id\":\"IN_PROGRESS\"}}")
        .on(
            "GET /jobs/j1/checkpoints",
            "{\"latest\":{\"savepoint\":{\"external_path\":\"file:/s/9\"}}}");

    Savepoint savepoint = control.stop(DeskJob.RISK, risk(), "stop", Duration.ZERO);

    assertThat(savepoint.path()).isEqualTo("file:/s/9");
    assertThat(catalogue.savepoints(flink.url(), DeskJob.RISK)).containsExactly(savepoint);
  }

  @Test
  void aStopThatIsNotCompleteInTimeIsToldWhileTheJobRuns() {
    flink
        .on("GET /jobs/j1", "{\"state\":\"RUNNING\",\"vertices\":[]}")
        .on("POST /jobs/j1/stop", "{\"request-id\":\"r1\"}")
        .on("GET /jobs/j1/savepoints/r1", "{\"status\":{\"id\":\"IN_PROGRESS\"}}");

    assertThatThrownBy(() -> control.stop(DeskJob.RISK, risk(), "stop", Duration.ZERO))
        .isInstanceOf(UserError.class)
        .hasMessage("the savepoint of risk is not complete after 0 s");
  }

  private static RunningJob risk() {
    return new RunningJob("j1", "risk", "RUNNING", 0, 1, 1);
  }

  @Test
  void aSavepointThatFailsIsNotInTheCatalogue() throws IOException {
    catalogue.add(new Deployment("t", flink.url(), "risk", "j1", "jar1", "", 2, ""));
    flink
        .on("POST /jobs/j1/savepoints", "{\"request-id\":\"r1\"}")
        .on(
            "GET /jobs/j1/savepoints/r1",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":"
                + "{\"stack-trace\":\"x.CheckpointException: no\\nCaused by: java.io.IOException:"
                + " No space left on device\\n\\tat x\"}}}");

    assertThatThrownBy(() -> control.savepoint(DeskJob.RISK, risk()))
        .isInstanceOf(UserError.class)
        .hasMessage("the savepoint of risk failed: java.io.IOException: No space left on device");
    assertThat(catalogue.savepoints(flink.url(), DeskJob.RISK)).isEmpty();
  }

  @Test
  void runsWhenEveryTaskRuns() {
    flink
        .on("GET /jobs/j1/exceptions", NO_FAILURES)
        .on("GET /jobs/j1", "{\"state\":\"RUNNING\",\"vertices\":[{\"status\":\"DEPLOYING\"}]}")
        .on("GET /jobs/j1", "{\"state\":\"RUNNING\",\"vertices\":[{\"status\":\"RUNNING\"}]}");

    control.awaitRunning("j1", PATIENCE);

    assertThat(flink.requests("GET")).hasSize(4);
  }

  @Test
  void aRunThatFlinkDoesNotKnowForAMomentAfterItsEndHasEnded() {
    flink
        .on("PATCH /jobs/r1?mode=cancel", "{}")
        .on("PATCH /jobs/r2?mode=cancel", "{}")
        .on("GET /jobs/overview", "{\"jobs\":[{\"jid\":\"r2\",\"state\":\"RUNNING\"}]}");

    control.cancel(new RunningJob("r1", "risk", "RUNNING", 0, 1, 1));

    assertThat(flink.requests("PATCH")).hasSize(1);
    assertThatThrownBy(() -> control.cancel(new RunningJob("r2", "pnl", "RUNNING", 0, 1, 1)))
        .isInstanceOf(UserError.class);
  }

  @Test
  void aJobThatFlinkStartsAgainHasFailed() {
    flink
        .on("GET /jobs/j1", "{\"state\":\"RESTARTING\",\"vertices\":[]}")
        .on(
            "GET /jobs/j1/exceptions",
            "{\"exceptionHistory\":{\"entries\":[{\"stacktrace\":\"java.lang.Exception: out\\n"
                + "Caused by: java.lang.NoClassDefFoundError: a/B\\n\"}]}}");

    assertThatThrownBy(() -> control.awaitRunning("j1", PATIENCE))
        .hasMessage("the job failed: java.lang.NoClassDefFoundError: a/B");
  }

  @Test
  void anErrorOfFlinkIsToldByItsCause() {
    flink.on(
        "GET /jars",
        500,
        "{\"errors\":[\"Internal server error.\",\"<Exception on server side:\\nx.RestHandler:"
            + " could not\\n\\tat y\\nCaused by: io.alphaflow.ConfigException: risk.limits: missing"
            + "\\n\\tat z\\n>\"]}");

    assertThatThrownBy(() -> new FlinkRest(flink.url()).get("/jars"))
        .isInstanceOf(UserError.class)
        .hasMessage("Flink refuses: io.alphaflow.ConfigException: risk.limits: missing");
  }

  @Test
  void whereNoFlinkIsThatIsSaid() {
    String url = flink.url();
    flink.close();

    assertThatThrownBy(() -> new FlinkRest(url).get("/overview"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no Flink answers at " + url);
  }

  @Test
  void whereOneJobManagerHasGoneTheOtherIsAskedUntilItLeads() throws IOException {
    FakeFlink gone = new FakeFlink();
    FlinkRest rest = new FlinkRest(List.of(gone.url(), flink.url()));
    gone.on("GET /jobs", "{\"by\":1}");
    flink.on("GET /jobs", 503, "{\"errors\":[\"ongoing leader election\"]}");
    flink.on("GET /jobs", "{\"by\":2}");

    assertThat(rest.get("/jobs").path("by").asInt()).isEqualTo(1);
    gone.close();
    assertThat(rest.get("/jobs").path("by").asInt()).isEqualTo(2);
    assertThat(rest.url()).isEqualTo(flink.url());
    assertThat(flink.requests("GET")).hasSize(2);
    flink.close();
    assertThatThrownBy(() -> rest.get("/jobs"))
        .hasMessageStartingWith("no Flink answers at " + gone.url() + " or " + flink.url());
    flink = new FakeFlink();
  }

  @Test
  void oneJobManagerWithoutALeaderIsNotWaitedFor() {
    flink.on("GET /jobs", 503, "{\"errors\":[\"ongoing leader election\"]}");

    assertThatThrownBy(() -> new FlinkRest(flink.url()).get("/jobs"))
        .hasMessage("Flink refuses: ongoing leader election");
  }

  @Test
  void addressesAreListedWithCommas() {
    assertThat(FlinkRest.addresses("http://a:1, http://b:2"))
        .containsExactly("http://a:1", "http://b:2");
  }

  @Test
  void twoJobsOfOneNameAreNotConfused() {
    flink.on(
        "GET /jobs/overview",
        "{\"jobs\":[{\"jid\":\"a\",\"name\":\"risk\",\"state\":\"RUNNING\"},"
            + "{\"jid\":\"b\",\"name\":\"risk\",\"state\":\"CANCELED\"},"
            + "{\"jid\":\"c\",\"name\":\"pnl\",\"state\":\"RUNNING\"},"
            + "{\"jid\":\"d\",\"name\":\"pnl\",\"state\":\"RESTARTING\"}]}");

    assertThat(control.find(DeskJob.RISK)).map(RunningJob::id).contains("a");
    assertThat(control.find(DeskJob.INGEST)).isEmpty();
    assertThatThrownBy(() -> control.find(DeskJob.PNL))
        .hasMessageStartingWith("two jobs called pnl run");
  }
}
