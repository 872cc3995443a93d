package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.Edition;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow db migrate}. */
@Command(
    name = "migrate",
    description = {
      "Bring the tables and views up to date, as database.admin, and set what becomes of old rows.",
      "Safe to repeat, also while the archive runs."
    })
final class DbMigrate implements Callable<Integer> {

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
    List<String> pending = ArchiveSchema.pending(database, database.admin());
    Edition edition = ArchiveSchema.migrate(database, ArchiveOptions.read(config).storage());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        (pending.isEmpty() ? "The schema was up to date" : "Done: " + String.join(", ", pending))
            + ". TimescaleDB edition: "
            + edition.text());
    out.flush();
    return 0;
  }
}
