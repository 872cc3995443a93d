package io.alphaflow.cli.lookahead;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.strategy.StrategyCall;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code alphaflow check-lookahead}. */
@Command(
    name = "check-lookahead",
    description = {
      "Show that a strategy's decisions depend on nothing that it cannot know: not on later data,",
      "not on earlier runs, not on chance, and not on where its history begins."
    },
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 nothing found, 1 something found or failed, 2 wrong usage.",
      "",
      "Examples:",
      "  alphaflow check-lookahead 'ma-cross(fast=10,slow=20)' --data BTCUSDT-1m-2024-01.zip",
      "  alphaflow check-lookahead pairs --data a-1h.csv --data b-1h.csv",
      "  alphaflow check-lookahead my-rule --plugins plugins --data trades.csv.gz --interval 5m"
    })
public final class CheckLookaheadCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STRATEGY",
      description = "Kind of strategy, also with parameters: 'ma-cross(fast=10,slow=20)'")
  private String strategy;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter that differs from its default")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = {
        "Files of bars or trades, as alphaflow bars reads them; with several symbols, one --data",
        "for each"
      })
  private List<String> data;

  @Option(
      names = "--interval",
      paramLabel = "BAR",
      description = "The bars it sees, such as 1m, 4h, 100t (default: those of the file)")
  private String interval;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      defaultValue = "plugins",
      description = "Folder with jars of strategies (default: ${DEFAULT-VALUE})")
  private Path plugins;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      defaultValue = "bad-lines.csv",
      description =
          "Where lines of the files that were not used are written (default: ${DEFAULT-VALUE})")
  private Path report;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    StrategyCall call = StrategyCall.parse(strategy, parameters);
    StrategyCatalog catalog = StrategyCatalog.withPlugins(plugins);
    StrategyDescriptor descriptor =
        catalog
            .find(call.type())
            .orElseThrow(
                () ->
                    wrong(
                        "there is no strategy "
                            + call.type()
                            + "; there are "
                            + String.join(", ", catalog.types())));
    StrategyInputs inputs;
    try {
      inputs = descriptor.create(descriptor.resolve(call.parameters())).inputs();
    } catch (IllegalArgumentException e) {
      throw wrong(call.type() + ": " + e.getMessage());
    }
    PrintWriter err = spec.commandLine().getErr();
    try (Rejects rejects = new Rejects(report, false)) {
      RecordedMarket market = new RecordedMarket(bars(), rejects);
      List<Step> steps = market.read(data, inputs);
      if (!rejects.counts().isEmpty()) {
        err.printf("%d lines were not used, see %s%n", rejects.lines(), report);
      }
      if (inputs.wantsQuotes()) {
        err.println("It also wants quotes, of which files hold none: those are not checked.");
      }
      Report found =
          new LookaheadCheck(StrategyCode.of(descriptor), call.parameters(), steps).run();
      ReportPrinter printer = new ReportPrinter(call, market.interval(), inputs, found);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(printer.json());
      } else {
        printer.lines().forEach(out::println);
      }
      out.flush();
      return found.clean() ? 0 : 1;
    }
  }

  private Optional<BarSpec> bars() {
    try {
      return Optional.ofNullable(interval).map(BarSpec::parse);
    } catch (IllegalArgumentException e) {
      throw wrong("--interval: " + e.getMessage());
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
