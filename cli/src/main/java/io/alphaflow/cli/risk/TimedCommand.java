package io.alphaflow.cli.risk;

import io.alphaflow.common.model.OperatorCommand;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command that holds until it is revoked, or until its time is over. */
abstract class TimedCommand extends LevelCommand {

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Market time at which it ends by itself: 30m, 2h, 1d from now, or 2026-01-31T12:00:00Z"
              + " (default: until revoked)")
  private String until;

  @Override
  final OperatorCommand complete(OperatorCommand command, CommandCheck check) {
    OperatorCommand whole = say(command);
    return until == null ? whole : whole.until(check.until(until, Optional.empty()));
  }

  /** Adds what the command says besides. */
  OperatorCommand say(OperatorCommand command) {
    return command;
  }
}
