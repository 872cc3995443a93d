package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.FileEvents;
import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.history.FormatOptions;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "Exit codes: 0 done, 1 failed or lines could not be used with --strict, 2 wrong usage.",
      "",
      "Examples:",
      "  alphaflow backtest --data BTCUSDT-1m-2024-01.zip --strategy 'ma-cross(fast=10,slow=20)'",
      "  alphaflow backtest --data AAPL.csv --symbol AAPL/USD --step 1 --fee 0.2% \\",
      "      --strategy 'ma-cross(fast=10,slow=20,type=sma)'"
    })
public final class BacktestCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = {
        "Files, folders or patterns of bars or trades: CSV, plain, gzip or zip; with several",
        "symbols they are merged by time"
      })
  private List<String> data;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      description = "What the files are of (default: what their names say)")
  private String symbol;

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
      description = "The bars that strategies see, such as 5m or 100t (default: those of the file)")
  private String interval;

  @Option(names = "--from", paramLabel = "TIME", description = "Leave out what is before, UTC")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Leave out what is later, UTC")
  private String to;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      defaultValue = "100000",
      description = "Quote that the account begins with (default: ${DEFAULT-VALUE})")
  private String cash;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "99%",
      description = {
        "What an entry trades where the strategy does not say it: 100%% of the equity, 0.5 of",
        "base, or '1000 USD' (default: ${DEFAULT-VALUE})"
      })
  private String size;

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
      description = "Configuration of a desk, whose risk limits hold (default: no limits)")
  private Path config;

  @Mixin private FillOptions fills = new FillOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      defaultValue = "plugins",
      description = "Folder with jars of strategies (default: ${DEFAULT-VALUE})")
  private Path plugins;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    StrategyCatalog catalog = StrategyCatalog.withPlugins(plugins);
    try (Rejects rejects = format.rejects()) {
      FileEvents events = events(rejects);
      BacktestPlan plan =
          new BacktestPlan(catalog, events, fills, config)
              .money(cash, size)
              .grids(tick, step)
              .strategies(strategies, interval);
      Backtest run = new Backtest(plan.options(), catalog, events.bars());
      long began = System.nanoTime();
      events.run(
          new EventSink() {
            @Override
            public void bar(Bar bar) {
              run.bar(bar);
            }

            @Override
            public void trade(Trade trade) {
              run.trade(trade);
            }
          });
      run.finish();
      double seconds = (System.nanoTime() - began) / 1e9;
      out.printf(
          Locale.ROOT,
          "%s to %s: %,d events in %.2f s (%,.0f/s)%n",
          Micros.iso(run.from()),
          Micros.iso(run.to()),
          run.events(),
          seconds,
          run.events() / seconds);
      for (VariantResult result : run.results()) {
        double[] equity = result.equity().equity();
        out.printf(
            Locale.ROOT,
            "%s: equity %.2f, %d round trips, %s%n",
            result.variant().account(),
            equity[equity.length - 1],
            result.roundTrips().size(),
            result.counts());
      }
      run.alerts().forEach(a -> out.println(a));
      out.flush();
      return 0;
    }
  }

  private FileEvents events(Rejects rejects) throws IOException {
    List<Path> files = FormatOptions.find(data);
    List<PlannedFile> planned = new ArrayList<>();
    for (Path file : files) {
      planned.addAll(
          format.plan(List.of(file), Optional.empty(), Optional.of(instrument(file)), rejects));
    }
    if (planned.isEmpty()) {
      throw new UserError("there is nothing to read: " + String.join("; ", rejects.fileFaults()));
    }
    try {
      return new FileEvents(
          planned, rejects, time("--from", from, Long.MIN_VALUE), time("--to", to, Long.MAX_VALUE));
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  /** What a file is of when neither options nor its name say it. */
  private InstrumentId instrument(Path file) {
    if (symbol != null) {
      return FormatOptions.optional("--symbol", "file:" + symbol, InstrumentId::parse)
          .orElseThrow();
    }
    String name = file.getFileName().toString().split("[-_.]")[0].toUpperCase(Locale.ROOT);
    String base = name.replaceAll("[^A-Z0-9]", "");
    return new InstrumentId("file", base.isEmpty() ? "BASE" : base, "USD");
  }

  private static long time(String option, String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Micros.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new UserError(
          option + " " + text + ": expected 2024-01-31 or 2024-01-31T09:30:00Z, UTC");
    }
  }

  static BarSpec bars(String text) {
    return FormatOptions.optional("--interval", text, BarSpec::parse).orElseThrow();
  }
}
