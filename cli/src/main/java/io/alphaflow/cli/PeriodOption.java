package io.alphaflow.cli;

import picocli.CommandLine.Option;

/** Which part of the logs is meant, in the desk's own time: that of the market. */
public final class PeriodOption {

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

  /**
   * The period; all of it when none is named.
   *
   * @throws UsageError when it is none
   */
  public Period period() {
    return Period.of(from, to);
  }
}
