package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import picocli.CommandLine.Command;

/** {@code alphaflow flatten}. */
@Command(
    name = "flatten",
    description = {
      "Let the desk, an account, a strategy or a symbol only reduce its positions, cancel its",
      "working orders, and close its positions."
    },
    sortOptions = false)
public final class FlattenCommand extends TimedCommand {
  @Override
  CommandAction action() {
    return CommandAction.FLATTEN;
  }
}
