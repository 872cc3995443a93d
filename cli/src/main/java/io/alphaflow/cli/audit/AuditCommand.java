package io.alphaflow.cli.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code alphaflow audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "The evidence of the desk: decisions, commands and execution reports as hash",
      "chains in the database. See docs/audit.md."
    },
    subcommands = {VerifyAudit.class, ExportAudit.class})
public final class AuditCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which of verify, export? Try 'alphaflow audit --help'.");
  }
}
