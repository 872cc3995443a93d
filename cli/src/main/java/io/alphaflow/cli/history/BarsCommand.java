package io.alphaflow.cli.history;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.bars.BarCsv;
import io.alphaflow.history.bars.OfflineBars;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.history.read.StrictStop;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow bars}. */
@Command(
    name = "bars",
    description = {
      "Build bars from files of trades, as the desk does, or coarser bars from files",
      "of bars, and print them as CSV. Needs no desk."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  alphaflow bars --interval 1m trades.csv.gz > bars.csv",
      "  alphaflow bars --interval 5m,1h,100t,10v --out bars/ BTCUSDT-trades-2024-01.zip"
    })
public final class BarsCommand implements Callable<Integer> {

  /** What files are of that do not say it; it is not printed. */
  private static final InstrumentId SOME = new InstrumentId("file", "BASE", "QUOTE");

  @Mixin private FileOptions input = new FileOptions();

  @Option(
      names = "--interval",
      paramLabel = "BAR[,BAR]",
      required = true,
      description = {
        "Bars to build: time such as 1s, 1m, 4h, 1d; trades such as 100t; base volume such as 10v"
      })
  private String interval;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = {
        "Write a file for each interval into this folder (default: all to standard output, with",
        "a column \"interval\" when there are several)"
      })
  private Path folder;

  @Option(
      names = "--include-open",
      description = "Also print the last bar, which later trades could still change")
  private boolean includeOpen;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<BarSpec> specs = FileOptions.intervals(interval);
    List<Path> files = input.find();
    PrintWriter err = spec.commandLine().getErr();
    try (Rejects rejects = input.rejects()) {
      try {
        List<PlannedFile> plan = input.plan(files, Optional.empty(), Optional.of(SOME), rejects);
        plan.forEach(f -> err.println(f.entry().label() + ": " + f.format().description()));
        boolean several = plan.stream().map(PlannedFile::instrument).distinct().count() > 1;
        if (folder == null) {
          try (Writer out = new BufferedWriter(spec.commandLine().getOut(), 1 << 16)) {
            BarCsv csv = new BarCsv(out, several, specs.size() > 1);
            new OfflineBars(specs, includeOpen, rejects, csv::write).run(plan);
          }
        } else {
          intoFolder(specs, plan, several, rejects);
        }
      } catch (StrictStop e) {
        err.println("Stopped at the first bad line, as --strict wants: " + e.getMessage());
      } catch (UncheckedIOException e) {
        throw new UserError(e.getMessage());
      }
      Faults.print(err, rejects);
      return rejects.files() == 0 && !(input.strict() && rejects.lines() > 0) ? 0 : 1;
    }
  }

  private void intoFolder(
      List<BarSpec> specs, List<PlannedFile> plan, boolean several, Rejects rejects)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Writer> writers = new HashMap<>();
    Map<String, Consumer<Bar>> files = new HashMap<>();
    try {
      for (BarSpec each : specs) {
        Writer out = Files.newBufferedWriter(folder.resolve("bars-" + each + ".csv"));
        writers.put(each.label(), out);
        files.put(each.label(), new BarCsv(out, several, false)::write);
      }
      new OfflineBars(specs, includeOpen, rejects, bar -> files.get(bar.interval()).accept(bar))
          .run(plan);
    } finally {
      for (Writer out : writers.values()) {
        out.close();
      }
    }
  }
}
