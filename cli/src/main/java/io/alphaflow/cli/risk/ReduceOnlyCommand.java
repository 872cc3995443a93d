package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import picocli.CommandLine.Command;

/** {@code alphaflow reduce-only}. */
@Command(
    name = "reduce-only",
    description = {
      "Let the desk, an account, a strategy or a symbol only reduce its positions.",
      "Working orders stay."
    },
    sortOptions = false)
public final class ReduceOnlyCommand extends TimedCommand {
  @Override
  CommandAction action() {
    return CommandAction.REDUCE_ONLY;
  }
}
