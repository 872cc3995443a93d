package io.alphaflow.cli.history;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.UserError;
import io.alphaflow.history.export.DatabaseExport;
import io.alphaflow.history.export.ExportOptions;
import io.alphaflow.history.export.ExportSummary;
import io.alphaflow.history.export.LogExport;
import io.alphaflow.history.export.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow export}. */
@Command(
    name = "export",
    description = {
      "Write a log of the desk, or a table of its database, as CSV or Parquet, by",
      "symbol and time. Trades and bars stand in it once and in order."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  alphaflow export --what bars --symbol BTC/USD --from 2013-11-25 --to 2013-11-26",
      "  alphaflow export --what decisions --format parquet --out decisions.parquet",
      "  alphaflow export --source database --what equity_curve --out equity.csv"
    })
public final class ExportCommand implements Callable<Integer> {

  /** Where records come from. */
  enum Source {
    KAFKA,
    DATABASE
  }

  @Mixin private DeskAddress desk = new DeskAddress();

  @Option(
      names = "--what",
      paramLabel = "NAME",
      required = true,
      description = {
        "A log: trades, gaps, quotes, bars, instruments, subscriptions, journal, decisions, pnl,",
        "alerts, dead-letters, audit; market.trades for everything in the trade log. Or, with",
        "--source database, a table or view"
      })
  private String what;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "kafka",
      description = "kafka or database (default: ${DEFAULT-VALUE})")
  private Source source;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      description = "Only this symbol; also with its venue: binance:BTC/USDT")
  private String symbol;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only from this time on, UTC: 2024-01-31 or 2024-01-31T09:30:00Z")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only before this time")
  private String to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or parquet (default: parquet when --out ends with it, else csv)")
  private Output.Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write; an older one is replaced (default: standard output)")
  private Path file;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Period period = Period.of(from, to);
    ExportOptions options =
        new ExportOptions(Optional.ofNullable(symbol), period.from(), period.to());
    ExportSummary done;
    try {
      done = run(options);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
    err.printf(
        Locale.ROOT,
        "%,d rows of %s%s%s%s%n",
        done.rows(),
        what,
        file == null ? "" : " in " + file,
        done.repeated() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d repetitions left out", done.repeated()),
        done.unreadable() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d records could not be read", done.unreadable()));
    err.flush();
    return done.unreadable() == 0 ? 0 : 1;
  }

  private ExportSummary run(ExportOptions options) throws IOException {
    boolean parquet = file != null && file.toString().endsWith(".parquet");
    Output output =
        new Output(
            format != null ? format : parquet ? Output.Format.PARQUET : Output.Format.CSV,
            Optional.ofNullable(file),
            spec.commandLine().getOut());
    if (source == Source.KAFKA) {
      return LogExport.run(desk.kafka(), what, options, output);
    }
    DeskAddress.Database database = desk.readableDatabase();
    return DatabaseExport.run(
        database.jdbcUrl(), database.user(), database.password(), what, options, output);
  }
}
