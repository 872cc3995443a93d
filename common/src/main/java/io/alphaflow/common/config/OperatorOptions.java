package io.alphaflow.common.config;

import io.alphaflow.common.command.CommandSignature;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A person who may give commands and change strategies.
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
    /** Stop: halt, reduce only. Start, change, pause and remove strategies. */
    TRADER,
    /** Start again: resume. */
    RISK,
    /** Everything. */
    ADMIN
  }

  /** The persons of the list {@code operators} of a section; errors are noted on it. */
  public static List<OperatorOptions> readAll(ConfigNode section) {
    List<OperatorOptions> operators =
        section.list("operators").stream().map(OperatorOptions::read).toList();
    Set<String> persons = new HashSet<>();
    for (OperatorOptions operator : operators) {
      if (!persons.add(operator.person())) {
        section.error("operators", operator.person(), "each person once");
      }
    }
    return operators;
  }

  /** One of them. */
  public static OperatorOptions read(ConfigNode node) {
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
