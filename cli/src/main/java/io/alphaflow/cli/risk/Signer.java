package io.alphaflow.cli.risk;

import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.model.OperatorCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A person of the configuration with the private key, which is shown nowhere. */
final class Signer {

  private final String person;
  private final PrivateKey key;

  private Signer(String person, PrivateKey key) {
    this.person = person;
    this.key = key;
  }

  /**
   * A person who can sign.
   *
   * @throws UserError when the configuration does not know the person, or has another key
   */
  static Signer of(String person, Path keyFile, List<OperatorOptions> operators)
      throws IOException {
    OperatorOptions operator = operator(person, operators);
    PrivateKey key = OperatorKeys.readPrivate(keyFile);
    if (!OperatorKeys.isPairOf(key, operator.publicKey())) {
      throw new UserError(
          ("nothing was sent: %s is not the key of %s in the configuration, whose fingerprint is"
                  + " %s; 'alphaflow keys list' shows which key is whose")
              .formatted(keyFile, person, OperatorKeys.fingerprint(operator.publicKey())));
    }
    return new Signer(person, key);
  }

  /** A person of the configuration. */
  static OperatorOptions operator(String person, List<OperatorOptions> operators) {
    return operators.stream()
        .filter(o -> o.person().equals(person))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "nothing was sent: \"%s\" is not among the operators; they are: %s"
                        .formatted(
                            person,
                            operators.stream()
                                .map(o -> o.person() + " (" + role(o) + ")")
                                .collect(Collectors.joining(", ")))));
  }

  /** The role as the configuration writes it. */
  static String role(OperatorOptions operator) {
    return operator.role().name().toLowerCase(Locale.ROOT);
  }

  String person() {
    return person;
  }

  OperatorCommand sign(OperatorCommand command) {
    return CommandSignature.sign(command, key);
  }

  OperatorCommand countersign(OperatorCommand command) {
    return CommandSignature.countersign(command, key);
  }
}
