package io.alphaflow.execution.chaos;

import java.util.Locale;

/**
 * Something that is done to the desk or its venue at a moment of a case.
 *
 * @param kind what
 * @param job whose job, when it is about one
 * @param atMillis when, wall time since trading began
 * @param number how often a place is passed until a task fails there; how long a halt lasts, in
 *     milliseconds; which symbol's rules change
 */
record Blow(Kind kind, Job job, long atMillis, int number) {

  /** What is done. */
  enum Kind {
    /** The job is cancelled and begun anew from its latest checkpoint. */
    RESTORE,
    /** The job is cancelled and begun anew without a checkpoint: that was lost. */
    FORGET,
    /** A task of the job fails between two records that it writes. */
    FAIL_WRITE,
    /** A task of the job fails while a checkpoint is taken. */
    FAIL_FLUSH,
    /** The broker is told to stop and started again on what it has on disk. */
    BROKER,
    /** The broker's process is killed and the broker started again on what it has on disk. */
    KILL_BROKER,
    /** The venue takes no orders of a symbol for a while. */
    HALT,
    /** The venue's grids of a symbol change, and the desk hears of it later. */
    RULES
  }

  /** One of the two jobs. */
  enum Job {
    RISK,
    EXECUTION
  }

  @Override
  public String toString() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    boolean ofJob = kind.ordinal() < Kind.BROKER.ordinal();
    return atMillis + " ms " + what + (ofJob ? " of " + job.name().toLowerCase(Locale.ROOT) : "");
  }
}
