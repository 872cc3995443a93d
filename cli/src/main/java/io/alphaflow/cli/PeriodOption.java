package io.alphaflow.cli;

import java.time.DateTimeException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of the logs is meant, in the desk's own time: that of the market. */
public final class PeriodOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only what was decided at or after: 2024-01-31 or 2024-01-31T09:30:00Z")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only what was decided before")
  private String to;

  /** Whether any is named. */
  public boolean isGiven() {
    return from != null || to != null;
  }

  /** The period; all of it when none is named. */
  public Period period() {
    long begin = from == null ? Period.ALL.from() : time("--from", from);
    long end = to == null ? Period.ALL.to() : time("--to", to);
    if (begin >= end) {
      throw new ParameterException(
          spec.commandLine(), "--from " + from + " --to " + to + ": there is nothing between them");
    }
    return new Period(begin, end);
  }

  private long time(String option, String text) {
    try {
      return Micros.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new ParameterException(
          spec.commandLine(),
          option + " " + text + ": expected a time such as 2024-01-31 or 2024-01-31T09:30:00Z",
          e);
    }
  }
}
