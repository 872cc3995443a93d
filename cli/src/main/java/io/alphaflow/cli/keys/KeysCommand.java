package io.alphaflow.cli.keys;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code alphaflow keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Make the keys with which persons sign what they order, and show whose is whose.",
      "A private key is shown nowhere and leaves its file never."
    },
    subcommands = {NewKey.class, ListKeys.class})
public final class KeysCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which of new, list? Try 'alphaflow keys --help'.");
  }
}
