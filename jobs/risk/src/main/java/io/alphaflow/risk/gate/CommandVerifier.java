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
public final class CommandVerifier {

  private record Operator(Role role, PublicKey key) {}

  private final SortedMap<String, Operator> operators = new TreeMap<>();

  CommandVerifier(List<OperatorOptions> options) {
    options.forEach(
        o ->
            operators.put(
                o.person(), new Operator(o.role(), CommandSignature.publicKey(o.publicKey()))));
  }

  /** Why a command is not the person's, in a sentence. */
  Optional<String> forgery(OperatorCommand command) {
    Operator operator = operators.get(command.person());
    if (operator == null) {
      return Optional.of("\"" + command.person() + "\" is not among the operators");
    }
    return CommandSignature.verify(command, operator.key())
        ? Optional.empty()
        : Optional.of("the signature is not " + command.person() + "'s");
  }

  /** Why the person may not give the command, in a sentence. */
  Optional<String> objection(OperatorCommand command) {
    Operator operator = operators.get(command.person());
    Optional<String> role = objection(command.person(), operator, command.action());
    return role.isPresent() || command.action() != CommandAction.OVERRIDE
        ? role
        : approval(command);
  }

  /** Whether a person may do everything. */
  boolean isAdmin(String person) {
    return operators.get(person).role() == Role.ADMIN;
  }

  private static Optional<String> objection(
      String person, Operator operator, CommandAction action) {
    Role needed = needed(action);
    return operator.role().compareTo(needed) < 0
        ? Optional.of(
            "%s has the role %s; %s needs %s".formatted(person, operator.role(), action, needed))
        : Optional.empty();
  }

  /** Why a second person does not want the same, in a sentence. */
  Optional<String> approval(OperatorCommand command) {
    String approver = command.approver();
    Operator second = operators.get(approver);
    if (second == null || approver.equals(command.person())) {
      return Optional.of("it needs a second person among the operators, not \"" + approver + "\"");
    }
    if (second.key().equals(operators.get(command.person()).key())) {
      return Optional.of(command.person() + " and " + approver + " have the same key");
    }
    if (!CommandSignature.verifyApproval(command, second.key())) {
      return Optional.of("the second signature is not " + approver + "'s");
    }
    return objection(approver, second, command.action());
  }

  /** Whether an action only stops something, so that it is better late than never. */
  static boolean stops(CommandAction action) {
    return switch (action) {
      case HALT, REDUCE_ONLY, CANCEL_ALL, FLATTEN, DISARM -> true;
      case RESUME, ARM, SET_LIMITS, OVERRIDE, BOOK -> false;
    };
  }

  /** The role that a command needs. Whoever may trade may stop; to start again takes more. */
  public static Role needed(CommandAction action) {
    return switch (action) {
      case HALT, REDUCE_ONLY, CANCEL_ALL, DISARM -> Role.TRADER;
      case FLATTEN, RESUME, ARM, SET_LIMITS, OVERRIDE -> Role.RISK;
      // A withdrawal that never was would hide a loss from the limits.
      case BOOK -> Role.ADMIN;
    };
  }
}
