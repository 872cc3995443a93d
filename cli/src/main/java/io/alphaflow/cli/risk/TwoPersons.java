package io.alphaflow.cli.risk;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.OperatorOptions;
import java.util.List;

/** Two persons who want the same: one with two names is not enough. */
final class TwoPersons {

  private TwoPersons() {}

  /**
   * Checks that they are two.
   *
   * @throws UserError when they are not, or the configuration does not know one of them
   */
  static void check(String first, String second, List<OperatorOptions> operators) {
    if (first.equals(second)) {
      throw new UserError("nothing was sent: an override needs two persons, and both are " + first);
    }
    String key = Signer.operator(first, operators).publicKey();
    if (key.equals(Signer.operator(second, operators).publicKey())) {
      throw new UserError(
          "nothing was sent: an override needs two persons, and %s and %s have the same key"
              .formatted(first, second));
    }
  }
}
