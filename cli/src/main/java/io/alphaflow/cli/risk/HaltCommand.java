package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import picocli.CommandLine.Command;

/** {@code alphaflow halt}. */
@Command(
    name = "halt",
    description = {
      "Stop all new orders of the desk, an account, a strategy or a symbol.",
      "Orders that reduce a position are stopped, too; working orders stay."
    },
    sortOptions = false)
public final class HaltCommand extends TimedCommand {
  @Override
  CommandAction action() {
    return CommandAction.HALT;
  }
}
