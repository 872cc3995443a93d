package io.alphaflow.cli.risk;

import io.alphaflow.common.model.OperatorCommand;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command that stops trading in some way, until it is resumed or its time is over. */
abstract class StopCommand extends LevelCommand {

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Market time at which it ends by itself: 30m, 2h, 1d from now, or 2026-01-31T12:00:00Z"
              + " (default: until resumed)")
  private String until;

  @Override
  final OperatorCommand complete(OperatorCommand command, CommandCheck check) {
    return until == null ? command : command.until(check.until(until, Optional.empty()));
  }
}
