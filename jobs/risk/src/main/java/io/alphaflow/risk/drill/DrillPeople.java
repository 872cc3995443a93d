package io.alphaflow.risk.drill;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.model.OperatorCommand;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Two persons with keys of their own: those of the desk's persons are nobody else's matter. */
final class DrillPeople {

  static final String FIRST = "drill-first";
  static final String SECOND = "drill-second";

  private final KeyPair first = keys();
  private final KeyPair second = keys();

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** Both may do everything. */
  List<OperatorOptions> operators() {
    return List.of(operator(FIRST, first), operator(SECOND, second));
  }

  private static OperatorOptions operator(String name, KeyPair keys) {
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    return new OperatorOptions(name, Role.ADMIN, key);
  }

  /** The command with the signature of the first. */
  OperatorCommand sign(OperatorCommand command) {
    return CommandSignature.sign(command, first.getPrivate());
  }

  /** The command with both signatures. */
  OperatorCommand signByBoth(OperatorCommand command) {
    return CommandSignature.countersign(sign(command), second.getPrivate());
  }
}
