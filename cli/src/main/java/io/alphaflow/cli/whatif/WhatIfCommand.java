package io.alphaflow.cli.whatif;

import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.PeriodOption;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow whatif}. */
@Command(
    name = "whatif",
    description = {
      "Run the recorded logs once more under a change, of limits, of strategy parameters or of the",
      "strategies' jars, and tell which orders would have been blocked, added or others, and the",
      "difference in P&L. Fills of orders that were never sent are simulated as in a backtest.",
      "Works while the desk runs and afterwards; changes nothing."
    },
    footer = {
      "",
      "Exit codes: 0 done, whether something would have been different or not (--json says it),",
      "1 failed, 2 wrong usage."
    },
    sortOptions = false)
public final class WhatIfCommand implements Callable<Integer> {

  @Option(
      names = "--limits",
      paramLabel = "FILE",
      description = {
        "YAML with a section limits or risk, or a whole desk; what it does not name stays"
      })
  private Path limits;

  @Option(
      names = "--strategy",
      paramLabel = "ID(PARAM=VALUE,…)",
      description = "Other parameters of a configured instance: 'trend(fast=20)'; repeatable")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--plugins",
      paramLabel = "FOLDER",
      description = "Strategies from the jars of this folder instead of the desk's")
  private Path plugins;

  @Mixin private PeriodOption period;

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Period wanted = period.period();
    ChangedConfig change = new ChangedConfig(desk.configFile());
    strategies.forEach(change::strategy);
    if (plugins != null) {
      change.plugins(plugins);
    }
    if (!strategies.isEmpty()) {
      change.checkStrategies();
    }
    if (limits != null) {
      change.limits(limits);
    }
    DeskConfig changed = change.config();
    try (DeskLogs logs = desk.logs()) {
      WhatIf result = WhatIf.run(logs.config(), changed, change.changesStrategies(), wanted);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(WhatIfJson.of(result));
      } else {
        WhatIfText.of(result).forEach(out::println);
      }
      out.flush();
    }
    return 0;
  }
}
