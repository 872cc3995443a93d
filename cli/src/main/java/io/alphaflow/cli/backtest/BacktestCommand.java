package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.report.Report;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.StatisticsOptions;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.backtest.StoreOptions.Stored;
import io.alphaflow.cli.history.Faults;
import io.alphaflow.cli.history.FormatOptions;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.history.read.StrictStop;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow backtest}. */
@Command(
    name = "backtest",
    description = {
      "Run strategies on history: with the risk gate, matching and ledger of the desk, in market",
      "time. Needs no desk."
    },
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 1 failed or lines could not be used with --strict, 2 wrong usage (also",
      "a strategy or parameter that there is not, or a value that is refused).",
      "",
      "Examples:",
      "  alphaflow backtest --data BTCUSDT-1m-2024-01.zip --strategy 'ma-cross(fast=10,slow=20)'",
      "  alphaflow backtest --data BTCUSDT-1m-2024-*.zip --strategy ma-cross \\",
      "      --param fast=5..30/5 --param slow=20..200/20 --out report",
      "  alphaflow backtest --data BTCUSDT-1m-2024-*.zip --strategy ma-cross \\",
      "      --param fast=5..30/5 --param slow=20..200/20 --walk-forward rolling --train 60d --test"
          + " 15d",
      "  alphaflow backtest --data AAPL.csv --symbol AAPL/USD --step 1 --fee 0.2%% \\",
      "      --strategy 'ma-cross(fast=10,slow=20,type=sma)'",
      "  alphaflow backtest --topic market.trades --from 2024-01-30 --to 2024-01-31 \\",
      "      --strategy ma-cross"
    })
public final class BacktestCommand implements Callable<Integer> {

  @Mixin private SourceOptions source = new SourceOptions();

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      required = true,
      description = {
        "Kind of strategy with its parameters: 'ma-cross(fast=10,slow=20,type=ema)'; may be given",
        "several times, all trade one account"
      })
  private List<String> strategies;

  @Option(
      names = "--interval",
      paramLabel = "BAR",
      description = {
        "The bars that strategies see, such as 5m or 100t (default: those of the file; of a log or",
        "the database 1m)"
      })
  private String interval;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      defaultValue = "100000",
      description = "Quote that the account begins with (default: ${DEFAULT-VALUE})")
  private String cash;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = {
        "What an entry trades where the strategy does not say it: 100%% of the equity, 0.5 of",
        "base, or '1000 USD' (default: 99%%, as a fee in base leaves a rest that cannot be sold;",
        "100%% where fees are in quote)"
      })
  private String size;

  @Option(
      names = "--allow-short",
      description = "Accounts may sell what they do not hold, at the cost of --borrow-rate")
  private boolean allowShort;

  @Option(
      names = "--tick",
      paramLabel = "PRICE",
      description = "Grid of prices (default: the finest in the data)")
  private String tick;

  @Option(
      names = "--step",
      paramLabel = "QUANTITY",
      description = "Grid of quantities, 1 for whole shares (default: the finest that is exact)")
  private String step;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Configuration of a desk, whose risk limits hold (default: no limits); its log or database"
            + " is",
        "read with --topic and --database"
      })
  private Path config;

  @Option(
      names = "--breakers",
      description = {
        "With --config: the circuit breakers of that desk that count trip too: order velocity,",
        "repeated execution, losing streak, reject storm"
      })
  private boolean breakers;

  @Mixin private FillOptions fills = new FillOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Mixin private SetOptions sets = new SetOptions();

  @Mixin private WalkOptions walk = new WalkOptions();

  @Option(
      names = "--rank",
      paramLabel = "METRIC",
      defaultValue = "sharpe",
      description = {
        "What parameter sets are ranked by, the best first: of a volatility the lowest (default:",
        "${DEFAULT-VALUE})"
      })
  private String rank;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--periods-per-year",
      paramLabel = "N",
      description = "Of the statistics: 365, or 252 for stocks (default: what the data looks like)")
  private int periodsPerYear;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write the report and its files there: HTML, JSON, CSV, Parquet")
  private Path folder;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--json", description = "Print one JSON object instead of text")
  private boolean json;

  @Option(names = "--quiet", description = "Print no progress")
  private boolean quiet;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      defaultValue = "plugins",
      description = "Folder with jars of strategies (default: ${DEFAULT-VALUE})")
  private Path plugins;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    Metric ranked = rank();
    StrategyCatalog catalog = StrategyCatalog.withPlugins(plugins);
    try (Interruption interruption = new Interruption();
        Rejects rejects = format.rejects();
        SourceOptions.Opened opened = source.open(config, interval, format, rejects);
        StoreOptions.Opened database = store.open(config, runName())) {
      EventSource events = opened.events();
      BacktestPlan plan =
          new BacktestPlan(catalog, events, fills, config, breakers)
              .money(cash, size, allowShort)
              .grids(tick, step)
              .strategies(strategies, interval, sets.read());
      BacktestProgress progress = new BacktestProgress(spec.commandLine().getErr(), quiet || json);
      Outcome outcome;
      try (FlinkTarget flink = flink(events)) {
        Optional<ClusterRun> where =
            Optional.ofNullable(flink)
                .map(of -> new ClusterRun(of, rejects, interruption, progress));
        outcome =
            outcome(
                new BacktestRun(
                        catalog, events, plan, statistics(), command(), progress, interruption)
                    .on(where),
                ranked);
      }
      if (folder != null) {
        Report.write(outcome.result(), outcome.statistics(), outcome.selection(), folder);
      }
      Optional<Stored> stored = Optional.empty();
      Exception notStored = null;
      try {
        stored = database.write(outcome, !interruption.isWanted());
      } catch (SQLException | IllegalArgumentException e) {
        // What was computed is shown all the same.
        notStored = e;
      }
      if (database.isOpen() && interruption.isWanted()) {
        spec.commandLine().getErr().println("Interrupted: the run is not in the database");
      }
      if (json) {
        out.println(OutcomeJson.write(outcome, stored));
      } else {
        new OutcomeText(out).print(outcome);
        stored.map(Stored::text).ifPresent(out::println);
        if (folder != null) {
          out.println("The report and its files: " + folder.resolve("report.html"));
        }
      }
      out.flush();
      if (notStored != null) {
        throw new UserError("the run is not in the database: " + notStored.getMessage());
      }
      Faults.print(spec.commandLine().getErr(), rejects);
      return rejects.files() == 0 && !(format.strict() && rejects.lines() > 0) ? 0 : 1;
    } catch (StrictStop e) {
      throw new UserError("stopped at the first bad line, as --strict wants: " + e.getMessage());
    }
  }

  /** What a run is called that nobody named. */
  private String runName() {
    return String.join(" + ", strategies) + sets.text() + (walk.isWanted() ? " walk-forward" : "");
  }

  /** Null when none is wanted. */
  private FlinkTarget flink(EventSource events) throws IOException, InterruptedException {
    if (!cluster.isWanted()) {
      return null;
    }
    if (walk.isWanted()) {
      throw new UsageError(
          "--walk-forward is no Flink job: each window begins with the choice and the money of the"
              + " one before, so it would be two jobs for each; leave out --cluster and --flink");
    }
    if (events.books()) {
      throw new UserError(
          "recorded books are read in this process only: leave out --cluster and --flink");
    }
    return cluster.open(plugins);
  }

  private Outcome outcome(BacktestRun run, Metric ranked) throws IOException, InterruptedException {
    int parallel = cluster.threads();
    if (walk.isWanted()) {
      if (!sets.isSweep()) {
        throw new UsageError(
            "--walk-forward needs parameter sets to choose from: --param or --sets");
      }
      return run.walk(sets.names(), ranked, walk, parallel);
    }
    return sets.isSweep() ? run.sweep(sets.names(), ranked, parallel) : run.single();
  }

  private Metric rank() {
    return Metric.byKey(rank)
        .filter(metric -> !metric.needsDetail())
        .orElseThrow(
            () ->
                new UsageError(
                    "--rank %s: expected one of %s%s"
                        .formatted(
                            rank,
                            Arrays.stream(Metric.values())
                                .filter(metric -> !metric.needsDetail())
                                .map(Metric::key)
                                .collect(Collectors.joining(", ")),
                            Metric.byKey(rank).isEmpty()
                                ? ""
                                : "; it needs more than is kept of a parameter set, the ends of"
                                    + " days and the round trips")));
  }

  private StatisticsOptions statistics() {
    return StatisticsOptions.defaults().withPeriodsPerYear(periodsPerYear);
  }

  /** As it was typed, for the report. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("alphaflow"));
    for (String word : spec.commandLine().getParseResult().originalArgs()) {
      words.add(word.matches("[-A-Za-z0-9_./:=,%+]+") ? word : "'" + word + "'");
    }
    return String.join(" ", words);
  }

  static BarSpec bars(String text) {
    return FormatOptions.optional("--interval", text, BarSpec::parse).orElseThrow();
  }
}
