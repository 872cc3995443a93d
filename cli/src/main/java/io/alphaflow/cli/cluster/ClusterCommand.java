package io.alphaflow.cli.cluster;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow cluster}. */
@Command(
    name = "cluster",
    description = {
      "A desk on a standalone Flink cluster of this machine: JobManager, TaskManager,",
      "Kafka, database and simulated exchange, each a process of its own."
    },
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      PlayCommand.class,
      CheckCommand.class,
      ServeCommand.class
    })
public final class ClusterCommand implements Runnable {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What? Try 'alphaflow cluster up', down, status, play or check.");
  }
}
