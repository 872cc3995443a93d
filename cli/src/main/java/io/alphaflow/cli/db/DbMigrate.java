package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.Edition;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code alphaflow db migrate}. */
@Command(
    name = "migrate",
    description = {
      "Bring the tables and views up to date, as database.admin, and set what becomes of old rows.",
      "Safe to repeat, also while the archive runs."
    })
final class DbMigrate extends DbTask {

  @Override
  int run(DeskConfig config, PrintWriter out) throws Exception {
    DatabaseOptions database = config.database();
    List<String> pending = ArchiveSchema.pending(database, database.admin());
    Edition edition = ArchiveSchema.migrate(database, ArchiveOptions.read(config).storage());
    out.println(
        (pending.isEmpty() ? "The schema was up to date" : "Done: " + String.join(", ", pending))
            + ". TimescaleDB edition: "
            + edition.text());
    return 0;
  }
}
