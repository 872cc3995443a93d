package io.alphaflow.cli.risk;

import io.alphaflow.cli.DeskLogs;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.model.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow limits show}. */
@Command(
    name = "show",
    description = {
      "Show the limits in force and who says each: the configuration with its path, a default, an",
      "environment variable (as it is set here), or the command of a person. With --account and",
      "--strategy or --symbol, those that one order is held to. Works while the desk runs and",
      "afterwards."
    },
    sortOptions = false)
final class ShowLimits implements Callable<Integer> {

  @Mixin private LevelOptions level;
  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (DeskLogs logs = desk.logs()) {
      CommandDesk known = new CommandDesk(logs.config());
      Level wanted = wanted(known);
      LimitReport report = new LimitReport(wanted, replays(known, wanted));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      out.flush();
    }
    return 0;
  }

  private Level wanted(CommandDesk known) {
    CommandCheck check = known.check();
    Level wanted = check.level(level);
    check.finish("");
    check.warnings().forEach(w -> spec.commandLine().getErr().println("warning: " + w));
    boolean isOrder = !wanted.strategy().equals(Level.ALL);
    return isOrder && wanted.account().equals(Level.ALL)
        ? new Level(
            known.accountOf(wanted.strategy()).orElse(Level.ALL),
            wanted.strategy(),
            wanted.instrument())
        : wanted;
  }

  private static SortedMap<Integer, LimitReplay> replays(CommandDesk known, Level wanted)
      throws IOException {
    SortedMap<Integer, LimitReplay> replays = new TreeMap<>();
    try (PartitionReader reader = new PartitionReader(known.config().kafka())) {
      for (int partition : Dispatch.partitions(wanted, known.config().kafka())) {
        replays.put(partition, LimitReplay.read(reader, known.options(), partition));
      }
    }
    return replays;
  }
}
