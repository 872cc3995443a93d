package io.alphaflow.cli.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code alphaflow stop}. */
@Command(
    name = "stop",
    description = {
      "Stop a job with a savepoint. alphaflow submit goes on from it. To stop trading,",
      "use alphaflow halt: without jobs nobody watches the orders that are open."
    },
    sortOptions = false)
public final class StopCommand extends JobsCommand {

  @Parameters(paramLabel = "JOB", description = "Name of the job, or all")
  private String name;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    List<DeskJob> jobs = name.equals("all") ? DeskJob.writersFirst() : DeskJob.parse(name);
    for (DeskJob job : jobs) {
      Optional<RunningJob> running =
          jobs.size() == 1 ? Optional.of(control.need(job)) : control.find(job);
      if (running.isPresent()) {
        Savepoint savepoint = control.stop(job, running.get(), "stop");
        tell(
            SavepointCommand.json(savepoint),
            "%-15s stopped, %s".formatted(savepoint.job(), savepoint.path()));
      }
    }
    return 0;
  }
}
