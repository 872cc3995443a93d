package io.alphaflow.cli;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.StrategyChange;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Two persons who sign what they order; their keys are others each time. */
public final class TwoPeople {

  private final KeyPair ann = keys();
  private final KeyPair bob = keys();

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
  }

  /** The configuration with their public keys. */
  public String configuration(String yaml) {
    return yaml.replace("@ANN@", publicKey(ann)).replace("@BOB@", publicKey(bob));
  }

  private static String publicKey(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /** Signed by Ann. */
  public OperatorCommand byAnn(OperatorCommand command) {
    return CommandSignature.sign(command, ann.getPrivate());
  }

  /** Signed by Ann, countersigned by Bob. */
  public OperatorCommand byBoth(OperatorCommand command) {
    return CommandSignature.countersign(byAnn(command), bob.getPrivate());
  }

  /** Signed by Ann. */
  public StrategyChange byAnn(StrategyChange change) {
    return CommandSignature.sign(change, ann.getPrivate());
  }
}
