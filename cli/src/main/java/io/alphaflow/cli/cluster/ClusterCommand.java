package io.alphaflow.cli.cluster;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.chaos.ChaosCommand;
import io.alphaflow.cli.chaos.RelayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      ChaosCommand.class,
      ServeCommand.class,
      RelayCommand.class
    })
public final class ClusterCommand implements Runnable {

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What? Try 'alphaflow cluster up', down, status, play, check or chaos.");
  }
}
