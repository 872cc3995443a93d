package io.alphaflow.cli.risk;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.risk.gate.CommandVerifier;
import java.util.List;

/** Two persons who want the same: one with two names is not enough, and both must be allowed to. */
final class TwoPersons {

  private TwoPersons() {}

  /**
   * Checks that they are two.
   *
   * @throws UserError when they are not, the configuration does not know one of them, or the role
   *     of one does not suffice
   */
  static void check(String first, String second, List<OperatorOptions> operators) {
    if (first.equals(second)) {
      throw new UserError("nothing was sent: an override needs two persons, and both are " + first);
    }
    OperatorOptions one = Signer.operator(first, operators);
    OperatorOptions other = Signer.operator(second, operators);
    if (one.publicKey().equals(other.publicKey())) {
      throw new UserError(
          "nothing was sent: an override needs two persons, and %s and %s have the same key"
              .formatted(first, second));
    }
    checkRole(one);
    checkRole(other);
  }

  /** Here, because a request is shown to the gate's rules only when it has both signatures. */
  private static void checkRole(OperatorOptions person) {
    Role needed = CommandVerifier.needed(CommandAction.OVERRIDE);
    if (person.role().compareTo(needed) < 0) {
      throw new UserError(
          "nothing was sent: %s has the role %s; %s needs %s"
              .formatted(person.person(), person.role(), CommandAction.OVERRIDE, needed));
    }
  }
}
