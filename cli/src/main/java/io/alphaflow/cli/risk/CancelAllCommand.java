package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import picocli.CommandLine.Command;

/** {@code alphaflow cancel-all}. */
@Command(
    name = "cancel-all",
    description = {
      "Stop all new orders of the desk, an account, a strategy or a symbol, and cancel its",
      "working orders."
    },
    sortOptions = false)
public final class CancelAllCommand extends TimedCommand {
  @Override
  CommandAction action() {
    return CommandAction.CANCEL_ALL;
  }
}
