package io.alphaflow.risk;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.ConfigNode;
import java.io.Serializable;

/**
 * A person who may give commands.
 *
 * @param person name
 * @param role what they may do
 * @param publicKey Base64 of the X.509 form of their Ed25519 key
 */
public record OperatorOptions(String person, Role role, String publicKey) implements Serializable {

  /** What a person may do; each role may do what those before it may. */
  public enum Role {
    /** Look. */
    VIEWER,
    /** Stop: halt, reduce only. */
    TRADER,
    /** Start again: resume. */
    RISK,
    /** Everything. */
    ADMIN
  }

  static OperatorOptions read(ConfigNode node) {
    OperatorOptions options =
        new OperatorOptions(
            node.string("person"),
            node.choice("role", Role.class, null),
            node.required(
                "publicKey",
                null,
                "an Ed25519 public key, Base64 of its X.509 form",
                OperatorOptions::checkedKey,
                ""));
    node.refuseUnknownKeys();
    return options;
  }

  private static String checkedKey(String base64) {
    CommandSignature.publicKey(base64);
    return base64;
  }
}
