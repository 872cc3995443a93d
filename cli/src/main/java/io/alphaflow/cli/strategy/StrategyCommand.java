package io.alphaflow.cli.strategy;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code alphaflow strategy}. */
@Command(
    name = "strategy",
    mixinStandardHelpOptions = true,
    description = {
      "List, describe, add, change, pause, resume and remove strategies while the desk runs.",
      "Changes are checked before they are sent, and signed with your key."
    },
    subcommands = {
      ListStrategies.class,
      DescribeStrategies.class,
      AddStrategy.class,
      UpdateStrategy.class,
      SwitchStrategy.Pause.class,
      SwitchStrategy.Resume.class,
      SwitchStrategy.Remove.class
    })
public final class StrategyCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Which of list, describe, add, update, pause, resume, remove?"
            + " Try 'alphaflow strategy --help'.");
  }
}
