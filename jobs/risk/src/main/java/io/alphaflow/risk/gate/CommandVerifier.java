package io.alphaflow.risk.gate;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.OperatorCommand;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks who gave a command and whether they may. */
final class CommandVerifier {

  private record Operator(Role role, PublicKey key) {}

  private final SortedMap<String, Operator> operators = new TreeMap<>();

  CommandVerifier(List<OperatorOptions> options) {
    options.forEach(
        o ->
            operators.put(
                o.person(), new Operator(o.role(), CommandSignature.publicKey(o.publicKey()))));
  }

  /** Why a command is refused, in a sentence. */
  Optional<String> objection(OperatorCommand command) {
    Operator operator = operators.get(command.person());
    if (operator == null) {
      return Optional.of("\"" + command.person() + "\" is not among the operators");
    }
    if (!CommandSignature.verify(command, operator.key())) {
      return Optional.of("the signature is not " + command.person() + "'s");
    }
    Role needed = needed(command.action());
    if (operator.role().compareTo(needed) < 0) {
      return Optional.of(
          command.person()
              + " has the role "
              + operator.role()
              + "; "
              + command.action()
              + " needs "
              + needed);
    }
    return Optional.empty();
  }

  private static Role needed(CommandAction action) {
    return switch (action) {
      case HALT, REDUCE_ONLY -> Role.TRADER;
      case RESUME, CANCEL_ALL, FLATTEN, SET_LIMITS, OVERRIDE -> Role.RISK;
    };
  }
}
