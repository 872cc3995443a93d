package io.alphaflow.cli.risk;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code alphaflow limits}. */
@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    description = {
      "Show the limits in force, with who said each, or set some while the desk runs."
    },
    subcommands = {ShowLimits.class, SetLimits.class})
public final class LimitsCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which of show, set? Try 'alphaflow limits --help'.");
  }
}
