package io.alphaflow.cli.risk;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.OperatorCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code alphaflow limits set}. */
@Command(
    name = "set",
    description = {
      "Set limits of the desk, an account, a strategy or a symbol while the desk runs, in place of",
      "the configured ones. Values are written as in the configuration: 5000, 5%, 10s, 10/60s, off;",
      "'configured' is the configured one again."
    },
    sortOptions = false)
final class SetLimits extends TimedCommand {

  @Parameters(
      paramLabel = "LIMIT=VALUE",
      arity = "1..*",
      description = "A limit and its value, such as maxOrderValue=1000")
  private Map<String, String> limits = new LinkedHashMap<>();

  @Override
  CommandAction action() {
    return CommandAction.SET_LIMITS;
  }

  @Override
  OperatorCommand say(OperatorCommand command) {
    return command.withLimits(new TreeMap<>(limits));
  }
}
