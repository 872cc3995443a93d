package io.alphaflow.cli.indicators;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.history.read.StrictStop;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code alphaflow indicators}. */
@Command(
    name = "indicators",
    description = {
      "Run indicators over a file of bars and print their values as CSV: a line for",
      "each bar with the time at which it opened, empty cells while an indicator",
      "warms up. Needs no desk."
    },
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 1 failed or a file could not be used, 2 wrong usage.",
      "",
      "Examples:",
      "  alphaflow indicators --data bars.csv --indicator 'sma(20)' --indicator rsi",
      "  alphaflow indicators --data trades.csv.gz --interval 1h --indicator 'atr(14)'",
      "  alphaflow indicators --data bars.csv --indicator 'sma(20,source=rsi(14))' \\",
      "      --indicator 'bollinger(20,2).width'",
      "  alphaflow indicators --list"
    })
public final class IndicatorsCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Files of bars, or of trades with --interval: CSV with a header in any order, or as"
              + " alphaflow bars prints or reads it; plain, gzip or zip; several are read as one"
              + " series")
  private List<String> data = List.of();

  @Option(
      names = "--indicator",
      paramLabel = "SPEC",
      description = "For example 'ema(20)', 'ema(20,source=hl2)', 'bollinger(20,2).width'")
  private List<String> indicators = List.of();

  @Option(
      names = "--interval",
      paramLabel = "BAR",
      description =
          "The bars, such as 1m, 4h (default: those of the file). For bars of trades or volume in "
              + "the file, what they are: 100t, 10v")
  private String interval;

  @Option(
      names = "--columns",
      paramLabel = "NAME=COLUMN",
      split = ",",
      description =
          "What is where, when the header does not tell: time, open, high, low, close, volume, "
              + "quote-volume; a column by its header or its number from 1")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(names = "--list", description = "Print all indicators with their parameters, and end")
  private boolean list;

  @Option(names = "--json", description = "JSON objects instead of CSV, one a line")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      defaultValue = "bad-lines.csv",
      description =
          "Where lines that were not used are written, with their reason (default: "
              + "${DEFAULT-VALUE}, made only when there is one)")
  private Path report;

  @Option(names = "--strict", description = "Stop at the first bad line, with exit code 1")
  private boolean strict;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      if (json) {
        IndicatorList.printJson(out);
      } else {
        IndicatorList.print(out);
      }
      return 0;
    }
    if (data.isEmpty() || indicators.isEmpty()) {
      throw wrong("say --data FILE and --indicator SPEC, for example --indicator 'sma(20)'");
    }
    List<IndicatorColumn> wanted = wanted();
    Optional<BarSpec> bars = bars();
    try (Rejects rejects = new Rejects(report, strict)) {
      try (ValueTable table = new ValueTable(wanted, new BufferedWriter(out, 1 << 16), json)) {
        new BarFiles(columns, bars, rejects)
            .read(
                data,
                bar -> {
                  try {
                    table.add(bar);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      } catch (StrictStop e) {
        throw new UserError("stopped at the first bad line, as --strict wants: " + e.getMessage());
      } catch (UncheckedIOException | IOException e) {
        throw new UserError(e.getMessage());
      }
      return told(rejects);
    }
  }

  private List<IndicatorColumn> wanted() {
    List<IndicatorColumn> all = new ArrayList<>();
    for (String each : indicators) {
      try {
        all.addAll(IndicatorColumn.of(each));
      } catch (IllegalArgumentException e) {
        throw wrong("--indicator: " + e.getMessage());
      }
    }
    return all;
  }

  private Optional<BarSpec> bars() {
    try {
      return Optional.ofNullable(interval).map(BarSpec::parse);
    } catch (IllegalArgumentException e) {
      throw wrong("--interval: " + e.getMessage());
    }
  }

  /** Says what was not used; a series with holes gives other values than a whole one. */
  private int told(Rejects rejects) {
    PrintWriter err = spec.commandLine().getErr();
    rejects.fileFaults().forEach(err::println);
    if (rejects.lines() > 0) {
      err.printf(
          "Lines that were not used: %d, each with its reason in %s; the values are as if they were"
              + " not there. Of bars of trades or volume say what they are: --interval 100t%n",
          rejects.lines(), rejects.report());
    }
    err.flush();
    return rejects.files() == 0 ? 0 : 1;
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
