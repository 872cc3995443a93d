package io.alphaflow.cli.demo;

import io.alphaflow.cli.local.DeskJobs;
import java.io.IOException;

/** Something that is done to a job while the demo runs; the decisions must not show it. */
enum Disturbance {
  /** The signals job is stopped with a savepoint and goes on at another parallelism. */
  RESCALE_SIGNALS(0.25),
  /** The risk job is stopped without warning, as a crash would, and goes on from a checkpoint. */
  RESTART_RISK(0.5),
  /** The risk job is stopped with a savepoint, as for another version, and goes on from it. */
  UPGRADE_RISK(0.75);

  private static final int MORE = 2;

  private final double when;

  Disturbance(double when) {
    this.when = when;
  }

  /** Whether it is time for it. */
  boolean isDue(long trades, long total) {
    return trades > total * when;
  }

  /**
   * Does it.
   *
   * @return what was done, in a sentence
   */
  String apply(DeskJobs jobs) throws IOException {
    return switch (this) {
      case RESCALE_SIGNALS ->
          "signals job stopped and started again with %d tasks instead of 1 from %s"
              .formatted(MORE, jobs.upgrade(DeskJobs.SIGNALS, MORE));
      case RESTART_RISK -> "risk job stopped and started again from " + jobs.restart(DeskJobs.RISK);
      case UPGRADE_RISK ->
          "risk job stopped with a savepoint and started again from "
              + jobs.upgrade(DeskJobs.RISK, 1);
    };
  }
}
