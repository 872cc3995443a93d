package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import picocli.CommandLine.Command;

/** {@code alphaflow resume}. */
@Command(
    name = "resume",
    description = {
      "Let the desk, an account, a strategy or a symbol trade again, with everything below it,",
      "after a stop or a circuit breaker."
    },
    sortOptions = false)
public final class ResumeCommand extends LevelCommand {
  @Override
  CommandAction action() {
    return CommandAction.RESUME;
  }
}
