package io.alphaflow.cli.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.FileSummary;
import io.alphaflow.history.HistoryImport;
import io.alphaflow.history.ImportTarget;
import io.alphaflow.history.database.DatabaseImport;
import io.alphaflow.history.kafka.KafkaImport;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.history.read.StrictStop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow import}. */
@Command(
    name = "import",
    description = {
      "Bring bars or trades from files into the market log, the database, or both.",
      "Repeating it changes nothing; an import that was interrupted goes on where it",
      "stopped."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  alphaflow import --venue binance BTCUSDT-1m-2024-*.zip",
      "  alphaflow import --instrument bitstamp:BTC/USD --to both trades.csv.gz"
    })
public final class ImportCommand implements Callable<Integer> {

  /** Where records go. */
  enum Target {
    KAFKA,
    DATABASE,
    BOTH
  }

  @Mixin private FileOptions input = new FileOptions();
  @Mixin private DeskAddress desk = new DeskAddress();

  @Option(
      names = "--interval",
      paramLabel = "BAR",
      description = "Length of the bars in the files, for example 1m (default: found in each file)")
  private String interval;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      defaultValue = "kafka",
      description = "kafka, database or both (default: ${DEFAULT-VALUE})")
  private Target to;

  @Option(names = "--json", description = "One JSON object about the import on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter err = spec.commandLine().getErr();
    List<Path> files = input.find();
    Optional<BarSpec> bars = FormatOptions.optional("--interval", interval, BarSpec::parse);
    List<FileSummary> done = List.of();
    try (Rejects rejects = input.rejects()) {
      try {
        List<PlannedFile> plan = input.plan(files, bars, Optional.empty(), rejects);
        done = plan.isEmpty() ? List.of() : run(plan, rejects, err);
      } catch (StrictStop e) {
        err.println("Stopped at the first bad line, as --strict wants: " + e.getMessage());
      }
      Faults.print(err, rejects);
      report(done, rejects);
      return rejects.files() == 0 && !(input.strict() && rejects.lines() > 0) ? 0 : 1;
    }
  }

  private List<FileSummary> run(List<PlannedFile> plan, Rejects rejects, PrintWriter err)
      throws IOException, SQLException {
    List<ImportTarget> targets = new ArrayList<>();
    try {
      if (to != Target.DATABASE) {
        targets.add(KafkaImport.open(desk.kafka()));
      }
      if (to != Target.KAFKA) {
        DeskAddress.Database database = desk.database();
        ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
        targets.add(DatabaseImport.open(database.jdbcUrl(), database.user(), database.password()));
      }
      ProgressLine progress =
          new ProgressLine(
              err,
              Boolean.getBoolean("alphaflow.terminal") && !json,
              plan.stream().mapToLong(PlannedFile::bytes).sum());
      return new HistoryImport(targets, rejects, progress).run(plan);
    } finally {
      for (ImportTarget target : targets) {
        target.close();
      }
    }
  }

  private void report(List<FileSummary> done, Rejects rejects) {
    PrintWriter out = spec.commandLine().getOut();
    long written = done.stream().mapToLong(FileSummary::written).sum();
    long present = done.stream().mapToLong(FileSummary::present).sum();
    long rows = done.stream().mapToLong(FileSummary::rows).sum();
    if (json) {
      ObjectNode object = JsonCodec.object();
      object.put("files", done.size()).put("rows", rows);
      object.put("written", written).put("present", present);
      object.put("badLines", rejects.lines()).put("badFiles", rejects.files());
      ObjectNode faults = object.putObject("faults");
      rejects.counts().forEach((fault, count) -> faults.put(fault.name(), count));
      out.println(object);
    } else {
      out.printf(
          Locale.ROOT,
          "%,d files, %,d rows: %,d new in %s, %,d there already, %,d bad lines, %,d bad files%n",
          done.size(),
          rows,
          written,
          to.name().toLowerCase(Locale.ROOT),
          present,
          rejects.lines(),
          rejects.files());
    }
    out.flush();
  }
}
