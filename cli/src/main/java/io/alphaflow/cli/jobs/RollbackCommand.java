package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code alphaflow rollback}. */
@Command(
    name = "rollback",
    description = {
      "Undo the last upgrade or scale of a job: the jar, the parallelism and the",
      "savepoint of before. What was read since is read again; what was written since",
      "is written again with the same identities, and readers drop what they have seen."
    },
    sortOptions = false)
public final class RollbackCommand extends JobsCommand {

  @Parameters(paramLabel = "JOB", description = "Name of the job")
  private String name;

  @Mixin private ReplacementOptions options;

  @Override
  public Integer call() throws IOException {
    List<DeskJob> jobs = DeskJob.parse(name);
    if (jobs.size() > 1) {
      throw new UserError("name one job to roll back");
    }
    DeskJob job = jobs.get(0);
    JobControl control = cluster().control();
    Optional<RunningJob> running = control.find(job);
    Deployment current = current(control, job, running);
    Deployment earlier =
        control
            .catalogue()
            .deployment(control.cluster(), job, current.replaces())
            .orElseThrow(
                () ->
                    new UserError(
                        "there is nothing to roll back to: the run of %s replaced none"
                            .formatted(job.label())));
    long began = System.nanoTime();
    Deployment back = options.on(cluster(), this::note).back(job, earlier, current.from());
    double gap = (System.nanoTime() - began) / 1e9;
    ObjectNode object = SubmitCommand.json(back).put("gapSeconds", gap);
    tell(
        object,
        "%-15s rolled back, gap %.1f s, job %s, jar %s, parallelism %d, from %s"
            .formatted(back.job(), gap, back.jobId(), back.jar(), back.parallelism(), back.from()));
    return 0;
  }

  /** Of the run, or of the last one, where it has failed. */
  private static Deployment current(JobControl control, DeskJob job, Optional<RunningJob> running)
      throws IOException {
    if (running.isPresent()) {
      return control.deployment(job, running.get());
    }
    List<Deployment> all = control.catalogue().deployments(control.cluster(), job);
    if (all.isEmpty()) {
      throw new UserError("the job " + job.label() + " was never submitted");
    }
    return all.get(all.size() - 1);
  }
}
