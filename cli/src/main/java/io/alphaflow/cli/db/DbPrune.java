package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.ArchiveStorage;
import io.alphaflow.archive.Edition;
import io.alphaflow.archive.StorageOptions;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import java.sql.Connection;
import picocli.CommandLine.Command;

/** {@code alphaflow db prune}. */
@Command(
    name = "prune",
    description = {
      "Remove rows that are older than archive.retention says, as database.admin: for databases",
      "without the Community edition of TimescaleDB, which does it by itself. To be called daily."
    })
final class DbPrune extends DbTask {

  @Override
  int run(DeskConfig config, PrintWriter out) throws Exception {
    DatabaseOptions database = config.database();
    StorageOptions storage = ArchiveOptions.read(config).storage();
    if (storage.retention().isEmpty()) {
      throw new UserError("archive.retention names no table in " + config.source());
    }
    Edition edition = ArchiveSchema.edition(database);
    String unit = edition == Edition.NONE ? "rows" : "chunks";
    try (Connection connection = ArchiveSchema.connect(database, database.admin())) {
      new ArchiveStorage(connection, edition)
          .prune(storage)
          .forEach((table, count) -> out.printf("%-14s %,d %s removed%n", table, count, unit));
    }
    return 0;
  }
}
