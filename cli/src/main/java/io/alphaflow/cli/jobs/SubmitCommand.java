package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.local.ConfigCheck;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alphaflow submit}. */
@Command(
    name = "submit",
    description = {
      "Submit jobs to Flink and wait until they run. A job begins with its newest",
      "savepoint or checkpoint, where there is one, else at the beginning of its logs.",
      "Of all, those that run already are left alone."
    },
    sortOptions = false)
public final class SubmitCommand extends JobsCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Parameters(
      paramLabel = "JOB",
      defaultValue = "all",
      description = {
        "archive, pnl, risk, execution-sink, signals, ingest or all",
        "(default: all)"
      })
  private String name;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Jar of the jobs (default: the one that was built here)")
  private Path jar;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Tasks of each kind (default: ${DEFAULT-VALUE})")
  private int parallelism;

  @Option(
      names = "--from",
      paramLabel = "last|none|PATH",
      defaultValue = "last",
      description = "Begin with the newest state, none, or a savepoint")
  private String from;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    Path config = cluster().configFile();
    ConfigCheck.check(cluster().desk());
    List<DeskJob> jobs = new ArrayList<>(DeskJob.parse(name));
    jobs.removeIf(job -> control.find(job).map(running -> passedOver(job, running)).orElse(false));
    String hash = control.catalogue().keep(jobsJar(jar));
    LatestState latest = new LatestState(control);
    Map<DeskJob, Deployment> submitted = new LinkedHashMap<>();
    for (DeskJob job : jobs) {
      String state = from.equals("last") ? latest.of(job) : from.equals("none") ? "" : from;
      Deployment wanted = Deployment.wanted(job, hash, state, parallelism);
      submitted.put(job, control.submit(job, wanted, config));
    }
    submitted.forEach(
        (job, deployment) -> {
          awaitRunning(control, job, deployment);
          tell(json(deployment), sentence(deployment));
        });
    return 0;
  }

  /**
   * Tells that a job runs.
   *
   * @throws UserError when that job was named
   */
  private boolean passedOver(DeskJob job, RunningJob running) {
    if (!name.equals(DeskJob.ALL)) {
      throw new UserError(
          "the job %s runs already (%s): alphaflow upgrade puts another in its place"
              .formatted(job.label(), running.state()));
    }
    ObjectNode json =
        JsonCodec.object()
            .put("job", job.label())
            .put("jobId", running.id())
            .put("ranAlready", true);
    tell(json, "%-15s ran already, job %s".formatted(job.label(), running.id()));
    return true;
  }

  private static void awaitRunning(JobControl control, DeskJob job, Deployment deployment) {
    try {
      control.awaitRunning(deployment.jobId(), PATIENCE);
    } catch (UserError e) {
      throw new UserError(job.label() + " was submitted, but " + e.getMessage());
    }
  }

  /** The jar that was named, or that of this build. */
  static Path jobsJar(Path named) {
    if (named != null) {
      return named;
    }
    String built = System.getProperty("alphaflow.jobs-jar");
    if (built == null) {
      throw new UserError("which jar? Start this with ./alphaflow, or name one with --jar");
    }
    return Path.of(built);
  }

  private static String sentence(Deployment deployment) {
    return "%-15s runs, job %s, jar %s, %s"
        .formatted(
            deployment.job(),
            deployment.jobId(),
            deployment.jar(),
            deployment.from().isEmpty()
                ? "from the beginning of its logs"
                : "from " + deployment.from());
  }

  static ObjectNode json(Deployment deployment) {
    return JsonCodec.object()
        .put("job", deployment.job())
        .put("jobId", deployment.jobId())
        .put("jar", deployment.jar())
        .put("from", deployment.from())
        .put("parallelism", deployment.parallelism());
  }
}
