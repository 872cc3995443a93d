package io.alphaflow.cli.drill;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.risk.RiskOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow drill}. */
@Command(
    name = "drill",
    description = {
      "Show that every risk control fires as it is configured: for each limit an order",
      "beyond it that must be rejected for that alone, after orders up to it that must",
      "be approved. Then three public incidents as this desk would have stopped them.",
      "The orders are made up and read by gates of their own: a running desk is",
      "neither asked nor touched. Limits that persons set since are not in it."
    },
    footer = {
      "",
      "Exit codes: 0 every control fired, 1 one did not (or the configuration could not",
      "be used), 2 wrong usage."
    },
    sortOptions = false)
public final class DrillCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the desk (default: the demo that runs here)")
  private Path config;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    DeskConfig desk = config == null ? DeskFolder.demo().config() : DeskConfig.load(config);
    DrillReport report = DrillReport.of(RiskOptions.read(desk));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.print(out);
    }
    out.flush();
    return report.isFailed() ? 1 : 0;
  }
}
