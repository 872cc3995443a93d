package io.alphaflow.history.replay;

/** When a record is due. Earlier ones than the latest so far are due at once. */
final class Pace {

  private final double speed;
  private long firstTime = Long.MIN_VALUE;
  private long firstNanos;

  /**
   * A pace.
   *
   * @param speed seconds of the records' time for each second; infinite for no waiting
   */
  Pace(double speed) {
    this.speed = speed;
  }

  /**
   * How long to wait for a record, nanoseconds; 0 or less when it is due.
   *
   * @param time of the record, epoch microseconds; the first one is due at once
   * @param nanos of the clock now
   */
  long untilDue(long time, long nanos) {
    if (firstTime == Long.MIN_VALUE) {
      firstTime = time;
      firstNanos = nanos;
    }
    if (Double.isInfinite(speed)) {
      return 0;
    }
    double due = (time - firstTime) * 1_000.0 / speed;
    return (long) Math.min(due - (nanos - firstNanos), Long.MAX_VALUE / 2.0);
  }
}
