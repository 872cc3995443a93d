package io.alphaflow.cli.jobs;

import io.alphaflow.common.json.JsonCodec;
import picocli.CommandLine.Command;

/** {@code alphaflow cancel}. */
@Command(
    name = "cancel",
    description = {
      "End a job where it is, without a savepoint. Its last checkpoint stays, and",
      "alphaflow submit goes on from it. To cancel orders, use alphaflow cancel-all."
    },
    sortOptions = false)
public final class CancelCommand extends EndCommand {

  @Override
  void end(JobControl control, DeskJob job, RunningJob run) {
    control.cancel(run);
    tell(
        JsonCodec.object().put("job", job.label()).put("jobId", run.id()),
        "%-15s cancelled".formatted(job.label()));
  }
}
