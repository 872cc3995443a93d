package io.alphaflow.cli.jobs;

import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code alphaflow cancel}. */
@Command(
    name = "cancel",
    description = {
      "End a job where it is, without a savepoint. Its last checkpoint stays, and",
      "alphaflow submit goes on from it. To cancel orders, use alphaflow cancel-all."
    },
    sortOptions = false)
public final class CancelCommand extends JobsCommand {

  @Parameters(paramLabel = "JOB", description = "Name of the job, or all")
  private String name;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    List<DeskJob> jobs = name.equals("all") ? DeskJob.writersFirst() : DeskJob.parse(name);
    for (DeskJob job : jobs) {
      Optional<RunningJob> running =
          jobs.size() == 1 ? Optional.of(control.need(job)) : control.find(job);
      running.ifPresent(
          run -> {
            control.cancel(run);
            tell(
                JsonCodec.object().put("job", job.label()).put("jobId", run.id()),
                "%-15s cancelled".formatted(job.label()));
          });
    }
    return 0;
  }
}
