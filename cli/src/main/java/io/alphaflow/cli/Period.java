package io.alphaflow.cli;

/**
 * A stretch of market time.
 *
 * @param from its begin, epoch microseconds UTC
 * @param to its end, which is not in it
 */
public record Period(long from, long to) {

  /** All of it. */
  public static final Period ALL = new Period(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Whether a time is in it. */
  public boolean includes(long time) {
    return from <= time && time < to;
  }

  /** What of it lies after a time; all of it when that is the least number. */
  public Period after(long time) {
    return time == Long.MIN_VALUE ? this : new Period(Math.max(from, time + 1), to);
  }

  /** For a person. */
  @Override
  public String toString() {
    if (equals(ALL)) {
      return "everything that is recorded";
    }
    String begin = from == ALL.from ? "the beginning" : Micros.iso(from);
    String end = to == ALL.to ? "the end" : Micros.iso(to);
    return "from " + begin + " to " + end;
  }
}
