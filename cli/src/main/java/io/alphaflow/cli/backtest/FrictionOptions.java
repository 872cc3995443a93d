package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.engine.Frictions;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person says about what goes wrong or takes time on the way to the venue and back. */
final class FrictionOptions {

  @Option(
      names = "--latency-file",
      paramLabel = "FILE",
      description = {
        "Measured times from a decision to the venue, a time span in each line (12ms): one is"
            + " drawn",
        "for each order, in place of --latency"
      })
  private Path measured;

  @Option(
      names = "--feed-latency",
      paramLabel = "SPAN",
      defaultValue = "0ms",
      description = "From a trade to the strategies, where there are trades (default: none)")
  private String feed;

  @Option(
      names = "--response-latency",
      paramLabel = "SPAN",
      defaultValue = "0ms",
      description = "From the venue back to the desk, where there are trades (default: none)")
  private String response;

  @Option(
      names = "--reject-rate",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of the new orders that the venue refuses, such as 1%% (default: none)")
  private String rejectRate;

  @Option(
      names = "--draw-seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of latencies and refusals: the same draws the same (default: ${DEFAULT-VALUE})")
  private long seed;

  Frictions frictions() {
    return new Frictions(
        FillOptions.span("--feed-latency", feed),
        FillOptions.span("--response-latency", response),
        measured == null ? List.of() : measured(measured),
        FillOptions.rate("--reject-rate", rejectRate),
        seed);
  }

  private static List<Long> measured(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UserError("--latency-file " + file + ": cannot be read: " + e.getMessage());
    }
    List<Long> spans = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        spans.add(span("--latency-file " + file + ": line " + (i + 1) + ":", line));
      }
    }
    if (spans.isEmpty()) {
      throw new UserError("--latency-file " + file + ": expected a time span in each line");
    }
    return spans;
  }

  /** What a file says is no matter of what was typed. */
  private static long span(String where, String text) {
    try {
      return FillOptions.span(where, text);
    } catch (UsageError e) {
      throw new UserError(e.getMessage());
    }
  }
}
