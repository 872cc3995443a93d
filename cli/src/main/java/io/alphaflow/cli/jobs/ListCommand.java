package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alphaflow list}. */
@Command(
    name = "list",
    description = "List the desk's jobs on Flink, with their checkpoints and restarts.",
    sortOptions = false)
public final class ListCommand extends JobsCommand {

  @Option(names = "--savepoints", description = "List the catalogue of savepoints instead")
  private boolean savepoints;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    if (savepoints) {
      listSavepoints(control);
    } else {
      listJobs(control);
    }
    return 0;
  }

  private void listJobs(JobControl control) throws IOException {
    TextTable table =
        new TextTable(
            "job", "state", "tasks", "parallelism", "up", "checkpoints", "restarts", "jar", "id");
    for (DeskJob job : DeskJob.values()) {
      Optional<RunningJob> running = control.find(job);
      if (json()) {
        tell(json(control, job, running), "");
      } else if (running.isEmpty()) {
        table.row(job.label(), "-", "", "", "", "", "", "", "");
      } else {
        ObjectNode facts = json(control, job, running);
        table.row(
            job.label(),
            facts.path("state").asText(),
            facts.path("runningTasks").asInt() + "/" + facts.path("tasks").asInt(),
            facts.path("parallelism").asInt(),
            time(facts.path("upSeconds").asLong()),
            facts.path("checkpoints").asLong(),
            facts.path("restarts").asLong(),
            facts.path("jar").asText(),
            facts.path("jobId").asText());
      }
    }
    if (!json()) {
      lines(table.lines());
    }
  }

  private static ObjectNode json(JobControl control, DeskJob job, Optional<RunningJob> running)
      throws IOException {
    ObjectNode object = JsonCodec.object().put("job", job.label());
    if (running.isEmpty()) {
      return object.put("state", "NONE");
    }
    RunningJob run = running.get();
    Deployment deployment = control.deployment(job, run);
    JsonNode counts = control.rest().get("/jobs/" + run.id() + "/checkpoints").path("counts");
    return object
        .put("state", run.state())
        .put("jobId", run.id())
        .put("tasks", run.tasks())
        .put("runningTasks", run.runningTasks())
        .put("parallelism", deployment.parallelism())
        .put("upSeconds", (System.currentTimeMillis() - run.begun()) / 1000)
        .put("checkpoints", counts.path("completed").asLong())
        .put("failedCheckpoints", counts.path("failed").asLong())
        .put("restarts", restarts(control, run))
        .put("jar", deployment.jar())
        .put("from", deployment.from());
  }

  private static long restarts(JobControl control, RunningJob run) {
    JsonNode metric = control.rest().get("/jobs/" + run.id() + "/metrics?get=numRestarts").path(0);
    return Long.parseLong(metric.path("value").asText("0"));
  }

  private static String time(long seconds) {
    Duration up = Duration.ofSeconds(seconds);
    return "%d:%02d:%02d".formatted(up.toHours(), up.toMinutesPart(), up.toSecondsPart());
  }

  private void listSavepoints(JobControl control) throws IOException {
    List<Savepoint> all = new ArrayList<>();
    for (DeskJob job : DeskJob.values()) {
      all.addAll(control.catalogue().savepoints(control.cluster(), job));
    }
    all.sort((a, b) -> a.time().compareTo(b.time()));
    TextTable table = new TextTable("time", "job", "taken by", "parallelism", "jar", "path");
    for (Savepoint savepoint : all) {
      if (json()) {
        tell(SavepointCommand.json(savepoint), "");
      }
      table.row(
          savepoint.time(),
          savepoint.job(),
          savepoint.reason(),
          savepoint.parallelism(),
          savepoint.jar(),
          savepoint.path());
    }
    if (!json()) {
      lines(table.lines());
    }
  }
}
