package io.alphaflow.cli.risk;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.OperatorCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--approver",
      paramLabel = "NAME",
      description = "A second person: who is no admin needs one to loosen a limit")
  private String approver;

  @Option(
      names = "--approver-key",
      paramLabel = "FILE",
      description = "The second person's private key")
  private Path approverKey;

  @Override
  CommandAction action() {
    return CommandAction.SET_LIMITS;
  }

  @Override
  OperatorCommand say(OperatorCommand command) {
    OperatorCommand whole = command.withLimits(new TreeMap<>(limits));
    return approver == null ? whole : whole.withCodes(List.of(), approver);
  }

  @Override
  OperatorCommand countersigned(OperatorCommand signed, CommandDesk running) throws Exception {
    if (approver == null) {
      return signed;
    }
    if (approverKey == null) {
      throw new UserError("nothing was sent: --approver also needs --approver-key FILE");
    }
    return Signer.of(approver, approverKey, running.options().operators()).countersign(signed);
  }
}
