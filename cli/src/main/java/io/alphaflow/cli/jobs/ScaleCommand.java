package io.alphaflow.cli.jobs;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alphaflow scale}. */
@Command(
    name = "scale",
    description = {
      "Run a job with another number of tasks, with its state, as alphaflow upgrade",
      "does. More tasks than its log has partitions have nothing to read."
    },
    sortOptions = false)
public final class ScaleCommand extends JobsCommand {

  private static final int MOST = 128;

  @Parameters(paramLabel = "JOB", description = "Name of the job")
  private String name;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      required = true,
      description = "Tasks of each kind")
  private int parallelism;

  @Mixin private ReplacementOptions options;

  @Override
  public Integer call() throws IOException {
    if (parallelism < 1 || parallelism > MOST) {
      throw new UserError("--parallelism " + parallelism + ": expected 1 to " + MOST);
    }
    List<DeskJob> jobs = DeskJob.parse(name);
    if (jobs.size() > 1) {
      throw new UserError("name one job to scale");
    }
    JobControl control = cluster().control();
    DeskJob job = jobs.get(0);
    String jar = control.deployment(job, control.need(job)).jar();
    Replaced replaced = options.on(cluster(), this::note).replace(job, jar, parallelism, "scale");
    tell(replaced.json(), replaced.sentence("scaled"));
    return replaced.successful() ? 0 : 1;
  }
}
