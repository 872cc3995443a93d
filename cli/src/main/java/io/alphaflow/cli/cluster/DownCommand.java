package io.alphaflow.cli.cluster;

import io.alphaflow.cli.HelpOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow cluster down}. */
@Command(
    name = "down",
    description = {
      "Stop the jobs with a savepoint each, then the processes, the TaskManager first",
      "and the database last. What does not end when it is asked to is killed. Ends",
      "with 1 when a job left no savepoint or a process could not be stopped."
    },
    sortOptions = false)
final class DownCommand implements Callable<Integer> {

  @Option(names = "--now", description = "Do not stop the jobs first: their checkpoints stay")
  private boolean now;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = json ? new PrintWriter(System.err, true) : spec.commandLine().getOut();
    ClusterStop stop = new ClusterStop(new ClusterFolder(), out);
    if (!now) {
      stop.jobs();
    }
    stop.processes();
    if (json) {
      spec.commandLine().getOut().println(stop.json());
    }
    spec.commandLine().getOut().flush();
    return stop.failures().isEmpty() ? 0 : 1;
  }
}
