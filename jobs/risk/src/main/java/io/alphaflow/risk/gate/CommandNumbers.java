package io.alphaflow.risk.gate;

import io.alphaflow.common.state.NamedValues;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The numbers of the commands that persons gave, so that none counts twice.
 *
 * <p>A number is the time of the clock of the machine where the command was signed, and that clock
 * may have been wrong. So it is not enough to remember the highest: one command from the future
 * would use up all numbers until then. Each number is remembered by itself, and what is below those
 * that are remembered counts as seen. A number that is more than {@link #FAR} below another one is
 * no older for that: the clock was wrong.
 *
 * <p>Bounded by {@value #MOST} numbers for each person of the configuration.
 */
final class CommandNumbers {

  /** How a command stands to the others of its person. */
  enum Place {
    /** Newer than all others, but for those from a clock that was wrong. */
    NEWEST,
    /** Given shortly before another one that came first. */
    LATE,
    /** It was there before, or is too old to tell. */
    SEEN
  }

  /** Numbers of a person that are remembered. */
  static final int MOST = 500;

  /** An hour, microseconds: nothing is on its way for so long. */
  static final long FAR = 3_600_000_000L;

  private static final class Numbers {
    private final SortedSet<Long> seen = new TreeSet<>();
    private long forgotten;
  }

  private final NamedValues<Numbers> byPerson = new NamedValues<>();

  /**
   * Records a genuine command.
   *
   * @param before every number up to this one was seen before numbers were kept here
   */
  Place observe(String person, long number, long before) {
    Numbers numbers = byPerson.getOrMake(person, Numbers::new);
    long forgotten = Math.max(before, numbers.forgotten);
    if (number <= forgotten || !numbers.seen.add(number)) {
      return Place.SEEN;
    }
    long next = next(person, number);
    if (numbers.seen.size() > MOST) {
      numbers.forgotten = numbers.seen.first();
      numbers.seen.remove(numbers.forgotten);
    }
    return next != 0 && next - number <= FAR ? Place.LATE : Place.NEWEST;
  }

  /** The next higher number of a person, 0 when there is none. */
  long next(String person, long number) {
    Numbers numbers = byPerson.get(person);
    if (numbers == null || number == Long.MAX_VALUE) {
      return 0;
    }
    SortedSet<Long> higher = numbers.seen.tailSet(number + 1);
    return higher.isEmpty() ? 0 : higher.first();
  }
}
