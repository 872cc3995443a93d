package io.alphaflow.execution.lane;

import java.time.Duration;

/**
 * Judges the venue's answers that it does not know an order. Soon after sending they prove nothing:
 * the order may be on its way, or the venue's lookup may lag. They count from the moment when the
 * order's signature is void, on the venue's clock, and must then go on for the settle time.
 */
final class Resolution {

  private static final int FEWEST_ANSWERS = 2;
  private static final long MICROS_PER_MILLI = 1_000;

  /** How far a signature's time may be ahead of the venue's clock and still count. */
  private static final long ACCEPTED_AHEAD_MICROS = 1_000_000;

  private final long recvWindowMicros;
  private final long settleMicros;
  private final Backoff backoff = new Backoff();
  private long firstAbsence;
  private int absences;

  Resolution(Duration recvWindow, Duration settleTime) {
    this.recvWindowMicros = recvWindow.toNanos() / 1_000;
    this.settleMicros = settleTime.toNanos() / 1_000;
  }

  /**
   * The latest signature that an order can have that was sent before a question, epoch microseconds
   * UTC.
   *
   * @param askedAt the venue's clock before the question, epoch microseconds UTC
   */
  static long latestSignature(long askedAt) {
    return askedAt + ACCEPTED_AHEAD_MICROS;
  }

  /**
   * The venue did not know the order.
   *
   * @param signedTime when it was signed at the latest, the venue's clock, epoch microseconds UTC
   * @param askedAt the venue's clock before the question, epoch microseconds UTC
   */
  void absent(long signedTime, long askedAt) {
    if (askedAt <= signedTime + recvWindowMicros) {
      return;
    }
    if (absences++ == 0) {
      firstAbsence = askedAt;
    }
  }

  /** There was no usable answer: the answers before it do not go on. */
  void noAnswer() {
    absences = 0;
  }

  /** Whether the order is not at the venue and never will be. */
  boolean isProved(long askedAt) {
    return absences >= FEWEST_ANSWERS && askedAt - firstAbsence >= settleMicros;
  }

  /**
   * How long to wait before asking again, not longer than until the answer can decide for the first
   * time.
   *
   * @param signedTime as for {@link #absent}, 0 when it is not known
   * @param askedAt as for {@link #absent}, 0 when there was no answer
   */
  long delayMillis(long signedTime, long askedAt) {
    long wait = backoff.next();
    if (signedTime == 0 || askedAt == 0) {
      return wait;
    }
    long decides = absences == 0 ? signedTime + recvWindowMicros : firstAbsence + settleMicros;
    // An answer that could decide and did not is no reason to hurry.
    return decides < askedAt ? wait : Math.min(wait, (decides - askedAt) / MICROS_PER_MILLI + 1);
  }

  /** How often the answer did not decide. */
  int attempts() {
    return backoff.attempts();
  }
}
