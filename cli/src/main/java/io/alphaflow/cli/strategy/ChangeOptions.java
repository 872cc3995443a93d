package io.alphaflow.cli.strategy;

import io.alphaflow.cli.DeskFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Who changes something, and how long to wait for the desk's answer. */
final class ChangeOptions {

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your Ed25519 private key, PKCS#8 PEM (default: the demo's operator)")
  private Path key;

  @Option(
      names = "--person",
      defaultValue = "demo-operator",
      description = "Your name in the configuration (default: ${DEFAULT-VALUE})")
  String person;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long to wait for the desk's answer (default: ${DEFAULT-VALUE})")
  int waitSeconds;

  @Option(names = "--no-wait", description = "Do not wait for the desk's answer")
  boolean noWait;

  Path key() {
    return key == null ? DeskFolder.demo().operatorKey() : key;
  }
}
