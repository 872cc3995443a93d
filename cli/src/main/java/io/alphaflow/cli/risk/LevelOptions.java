package io.alphaflow.cli.risk;

import io.alphaflow.common.model.Level;
import picocli.CommandLine.Option;

/** What a command is for; without any of them it is for the whole desk. */
final class LevelOptions {

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      defaultValue = Level.ALL,
      description = "Only this account (default: all)")
  String account = Level.ALL;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      defaultValue = Level.ALL,
      description = "Only this strategy instance (default: all)")
  String strategy = Level.ALL;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      defaultValue = Level.ALL,
      description = "Only this symbol (default: all)")
  String symbol = Level.ALL;
}
