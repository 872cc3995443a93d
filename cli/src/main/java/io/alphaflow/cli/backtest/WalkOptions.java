package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.sweep.Window;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Bar;
import io.alphaflow.risk.limit.LimitKind;
import java.util.List;
import picocli.CommandLine.Option;

/** How a walk-forward analysis goes through the data. */
final class WalkOptions {

  /** Where the stretches begin that parameters are chosen on. */
  enum Kind {
    ROLLING,
    ANCHORED
  }

  @Option(
      names = "--walk-forward",
      paramLabel = "KIND",
      description = {
        "Choose the parameters on one stretch of the data and trade the next one with them, again",
        "and again: rolling, or anchored at the start of the data. Needs --train and --test"
      })
  private Kind kind;

  @Option(
      names = "--train",
      paramLabel = "SPAN",
      description = "How long parameters are chosen on, such as 90d")
  private String train;

  @Option(names = "--test", paramLabel = "SPAN", description = "How long they then trade")
  private String test;

  @Option(
      names = "--purge",
      paramLabel = "SPAN",
      description = "Time between both that is used for neither (default: none)")
  private String purge;

  boolean isWanted() {
    if (kind == null && (train != null || test != null || purge != null)) {
      throw new UsageError("--train, --test and --purge need --walk-forward");
    }
    return kind != null;
  }

  /** The windows in these bars. */
  List<Window> windows(List<Bar> bars) {
    if (train == null || test == null) {
      throw new UsageError(
          "--walk-forward needs --train and --test, such as --train 90d --test 30d");
    }
    long from = bars.get(0).openTime();
    long to = bars.get(bars.size() - 1).closeTime();
    try {
      return Window.of(
          from,
          to,
          span("--train", train),
          span("--test", test),
          purge == null ? 0 : span("--purge", purge),
          kind == Kind.ANCHORED);
    } catch (IllegalArgumentException e) {
      throw new UserError("--walk-forward: " + e.getMessage());
    }
  }

  private static long span(String option, String text) {
    try {
      long span = LimitKind.TIME_SPAN.parse(text).amount();
      if (span > 0) {
        return span;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UsageError(option + " " + text + ": expected a time span such as 12h or 90d");
  }
}
