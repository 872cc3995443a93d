package io.alphaflow.cli.risk;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import picocli.CommandLine.Mixin;

/** A command for the desk, an account, a strategy or a symbol. */
abstract class LevelCommand extends SignedCommand {

  @Mixin private LevelOptions level;

  @Override
  final Level level(CommandCheck check) {
    return check.level(level);
  }

  /** Adds what the command says besides; what is wrong with it is noted on the check. */
  OperatorCommand complete(OperatorCommand command, CommandCheck check) {
    return command;
  }

  @Override
  final OperatorCommand complete(OperatorCommand command, CommandCheck check, CommandDesk running) {
    return complete(command, check);
  }
}
