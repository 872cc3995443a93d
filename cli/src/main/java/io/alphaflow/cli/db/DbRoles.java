package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveRoles;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DatabaseOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow db roles}. */
@Command(
    name = "roles",
    description = {
      "Create the roles database.user, which only adds rows, and database.reader, which only reads,",
      "as database.admin; set their passwords and rights. Repeat it after a password was changed."
    })
final class DbRoles implements Callable<Integer> {

  @Mixin private DeskOption desk;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DatabaseOptions database = desk.config().database();
    ArchiveRoles roles;
    try {
      roles = new ArchiveRoles(database);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
    roles.apply();
    PrintWriter out = spec.commandLine().getOut();
    out.println(database.user() + " adds rows and nothing else");
    out.println(database.reader().user() + " reads and nothing else");
    out.println(database.admin().user() + " owns the tables");
    out.flush();
    return 0;
  }
}
