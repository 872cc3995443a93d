package io.alphaflow.cli.risk;

import picocli.CommandLine.Option;

/** How the gate's answer is waited for and told. */
final class AnswerOptions {

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long to wait for the gate's answer, 0 for not at all (default: ${DEFAULT-VALUE})")
  int waitSeconds;

  @Option(names = "--json", description = "One JSON object on standard output")
  boolean json;
}
