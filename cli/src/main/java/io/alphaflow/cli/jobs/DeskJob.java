package io.alphaflow.cli.jobs;

import io.alphaflow.archive.ArchiveJob;
import io.alphaflow.cli.UserError;
import io.alphaflow.execution.ExecutionSinkJob;
import io.alphaflow.ingest.IngestJob;
import io.alphaflow.pnl.PnlJob;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.signals.SignalsJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The jobs of a desk. Readers come before writers, so that nothing waits for its reader. */
public enum DeskJob {
  ARCHIVE(ArchiveJob.NAME, ArchiveJob.class),
  PNL(PnlJob.NAME, PnlJob.class),
  RISK(RiskJob.NAME, RiskJob.class),
  EXECUTION_SINK(ExecutionSinkJob.NAME, ExecutionSinkJob.class),
  SIGNALS(SignalsJob.NAME, SignalsJob.class),
  INGEST(IngestJob.NAME, IngestJob.class);

  /** What a person says for all of them. */
  static final String ALL = "all";

  private final String label;
  private final Class<?> main;

  DeskJob(String label, Class<?> main) {
    this.label = label;
    this.main = main;
  }

  /** Name of the job in Flink, and of its consumer group. */
  public String label() {
    return label;
  }

  String mainClass() {
    return main.getName();
  }

  /** All, writers before readers: the order in which they are stopped. */
  public static List<DeskJob> writersFirst() {
    List<DeskJob> jobs = new ArrayList<>(List.of(values()));
    Collections.reverse(jobs);
    return jobs;
  }

  /**
   * The job that a person names, or all for {@code all}.
   *
   * @throws UserError naming those that there are
   */
  static List<DeskJob> parse(String text) {
    if (text.equals(ALL)) {
      return List.of(values());
    }
    List<DeskJob> named = Arrays.stream(values()).filter(j -> j.label.equals(text)).toList();
    if (named.isEmpty()) {
      throw new UserError(
          "there is no job "
              + text
              + ": the jobs are "
              + Arrays.stream(values()).map(DeskJob::label).collect(Collectors.joining(", ")));
    }
    return named;
  }
}
