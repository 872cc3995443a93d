package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import picocli.CommandLine.Command;

/** {@code alphaflow disarm}. */
@Command(
    name = "disarm",
    description = {
      "End the arming of an account, or of all: from now on, orders only reduce what it holds.",
      "Orders that were not sent yet are not sent; working orders stay (see cancel-all)."
    },
    sortOptions = false)
public final class DisarmCommand extends LevelCommand {
  @Override
  CommandAction action() {
    return CommandAction.DISARM;
  }
}
