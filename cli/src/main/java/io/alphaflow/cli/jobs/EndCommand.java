package io.alphaflow.cli.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** A command that ends jobs: one, which must run, or of all those that do, writers first. */
abstract class EndCommand extends JobsCommand {

  @Parameters(paramLabel = "JOB", description = "Name of the job, or all")
  private String name;

  abstract void end(JobControl control, DeskJob job, RunningJob run) throws IOException;

  @Override
  public Integer call() throws IOException {
    JobControl control = cluster().control();
    List<DeskJob> jobs = name.equals("all") ? DeskJob.writersFirst() : DeskJob.parse(name);
    for (DeskJob job : jobs) {
      Optional<RunningJob> running =
          jobs.size() == 1 ? Optional.of(control.need(job)) : control.find(job);
      if (running.isPresent()) {
        end(control, job, running.get());
      }
    }
    return 0;
  }
}
