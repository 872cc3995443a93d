package io.alphaflow.execution.lane;

/** Waiting times between questions: 250 ms, then twice as long each time, at most 8 s. */
final class Backoff {

  private static final long FIRST_MILLIS = 250;
  private static final int MOST_DOUBLINGS = 5;

  private int attempts;

  /** The next waiting time in milliseconds. */
  long next() {
    return FIRST_MILLIS << Math.min(attempts++, MOST_DOUBLINGS);
  }

  /** How many waiting times were taken. */
  int attempts() {
    return attempts;
  }
}
