package io.alphaflow.history.kafka;

import java.util.Arrays;

/** The ids of a series that are on the log, ascending, each with a hash of its content. */
final class KnownIds {

  private long[] ids = new long[1 << 10];
  private int[] contents = new int[1 << 10];
  private int size;

  /** What the log has under an id. */
  enum Answer {
    /** Nothing. */
    MISSING,
    /** The same. */
    SAME,
    /** Something else. */
    DIFFERENT
  }

  /** Adds the next record of the log; one that repeats an earlier id is left out. */
  void add(long id, int content) {
    if (size > 0 && id <= ids[size - 1]) {
      return;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      contents = Arrays.copyOf(contents, size * 2);
    }
    ids[size] = id;
    contents[size] = content;
    size++;
  }

  Answer ask(long id, int content) {
    int at = Arrays.binarySearch(ids, 0, size, id);
    if (at < 0) {
      return Answer.MISSING;
    }
    return contents[at] == content ? Answer.SAME : Answer.DIFFERENT;
  }
}
