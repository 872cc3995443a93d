package io.alphaflow.cli.risk;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.common.config.OperatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Who gives a command. */
final class PersonOptions {

  @Option(
      names = "--person",
      paramLabel = "NAME",
      defaultValue = "demo-operator",
      description = "Your name in the configuration (default: ${DEFAULT-VALUE})")
  String person;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your Ed25519 private key, PKCS#8 PEM (default: the demo's operator)")
  private Path key;

  Signer signer(List<OperatorOptions> operators) throws IOException {
    return Signer.of(person, key == null ? DeskFolder.demo().operatorKey() : key, operators);
  }
}
