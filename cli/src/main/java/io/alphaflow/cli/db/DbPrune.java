package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.ArchiveStorage;
import io.alphaflow.archive.Edition;
import io.alphaflow.archive.StorageOptions;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import java.sql.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow db prune}. */
@Command(
    name = "prune",
    description = {
      "Remove rows that are older than archive.retention says, as database.admin: for databases",
      "without the Community edition of TimescaleDB, which does it by itself. To be called daily."
    })
final class DbPrune implements Callable<Integer> {

  @Mixin private DeskOption desk;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DeskConfig config = desk.config();
    DatabaseOptions database = config.database();
    StorageOptions storage = ArchiveOptions.read(config).storage();
    if (storage.retention().isEmpty()) {
      throw new UserError("archive.retention names no table in " + config.source());
    }
    Edition edition = ArchiveSchema.edition(database);
    String unit = edition == Edition.NONE ? "rows" : "chunks";
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection = ArchiveSchema.connect(database, database.admin())) {
      new ArchiveStorage(connection, edition)
          .prune(storage)
          .forEach((table, count) -> out.printf("%-14s %,d %s removed%n", table, count, unit));
    }
    out.flush();
    return 0;
  }
}
