package io.alphaflow.cli.db;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code alphaflow db}. */
@Command(
    name = "db",
    mixinStandardHelpOptions = true,
    description = "The database of the archive: its schema, its state, its roles, its old rows.",
    subcommands = {DbStatus.class, DbMigrate.class, DbRoles.class, DbPrune.class})
public final class DbCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which of status, migrate, roles, prune? Try 'alphaflow db --help'.");
  }
}
