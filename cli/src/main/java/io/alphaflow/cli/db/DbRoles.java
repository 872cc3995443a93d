package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveRoles;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code alphaflow db roles}. */
@Command(
    name = "roles",
    description = {
      "Create the roles database.user, which only adds rows, and database.reader, which only reads,",
      "as database.admin; set their passwords and rights. Repeat it after a password was changed."
    })
final class DbRoles extends DbTask {

  @Override
  int run(DeskConfig config, PrintWriter out) throws Exception {
    DatabaseOptions database = config.database();
    ArchiveRoles roles;
    try {
      roles = new ArchiveRoles(database);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
    roles.apply();
    out.println(database.user() + " adds rows and nothing else");
    out.println(database.reader().user() + " reads and nothing else");
    out.println(database.admin().user() + " owns the tables");
    return 0;
  }
}
