package io.alphaflow.cli.jobs;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code alphaflow stop}. */
@Command(
    name = "stop",
    description = {
      "Stop a job with a savepoint. alphaflow submit goes on from it. To stop trading,",
      "use alphaflow halt: without jobs nobody watches the orders that are open."
    },
    sortOptions = false)
public final class StopCommand extends EndCommand {

  @Override
  void end(JobControl control, DeskJob job, RunningJob run) throws IOException {
    Savepoint savepoint = control.stop(job, run, "stop");
    tell(
        SavepointCommand.json(savepoint),
        "%-15s stopped, %s".formatted(savepoint.job(), savepoint.path()));
  }
}
