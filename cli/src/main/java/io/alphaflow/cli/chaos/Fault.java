package io.alphaflow.cli.chaos;

import java.time.Duration;

/** Something bad that happens to the cluster, once. */
interface Fault {

  /** What is done, with its parameters, for a person. */
  String told();

  /** Before trades are played. */
  default void prepare() throws Exception {}

  /** The blow. */
  void inject() throws Exception;

  /** How long nobody does anything about it. */
  default Duration lasts() {
    return Duration.ZERO;
  }

  /** What an operator or a supervisor does then; the blow is over when this returns. */
  default void heal() throws Exception {}

  /**
   * Takes back what must not stay whatever becomes of the round: stopped processes, a pulled cable,
   * a full disk. Called in the end of each round, and when the program is ended; doing it again, or
   * when nothing has happened, does nothing.
   */
  default void undo() throws Exception {}

  /** Whether every job goes on as the run that it was, under the same id. */
  default boolean keepsRuns() {
    return true;
  }

  /** Whether the JobManager that leads cannot go on leading. */
  default boolean hitsLeader() {
    return false;
  }

  /** Puts away what only this fault needed, when the desk works again. */
  default void putAway() throws Exception {}
}
