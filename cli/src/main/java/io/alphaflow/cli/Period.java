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

  /**
   * What {@code --from} and {@code --to} say.
   *
   * @param from null when it is not given; so is {@code to}
   * @throws UsageError when one of them is no time, or there is nothing between them
   */
  public static Period of(String from, String to) {
    long begin = Micros.option("--from", from, ALL.from);
    long end = Micros.option("--to", to, ALL.to);
    if (begin >= end) {
      throw new UsageError("--from " + from + " --to " + to + ": there is nothing between them");
    }
    return new Period(begin, end);
  }

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
