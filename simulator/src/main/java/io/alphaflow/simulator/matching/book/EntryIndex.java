package io.alphaflow.simulator.matching.book;

import java.util.Arrays;

/**
 * Finds entries by order id: open addressing with linear probing, without boxes. The ids stand by
 * themselves, so that looking for one does not touch the entries of others.
 */
final class EntryIndex {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** An id that no order has. */
  private static final long NONE = Long.MIN_VALUE;

  private static final int FIRST_BITS = 6;

  private long[] ids = emptyIds(1 << FIRST_BITS);
  private BookEntry[] entries = new BookEntry[1 << FIRST_BITS];
  private int shift = Long.SIZE - FIRST_BITS;
  private int size;

  private static long[] emptyIds(int length) {
    long[] ids = new long[length];
    Arrays.fill(ids, NONE);
    return ids;
  }

  int size() {
    return size;
  }

  /** The entry of an order; null when it is not there. */
  BookEntry get(long id) {
    return entries[slotOf(id)];
  }

  /** Adds an entry whose id is not there. */
  void add(BookEntry entry) {
    if (size * 2 >= ids.length) {
      grow();
    }
    put(entry);
    size++;
  }

  private void put(BookEntry entry) {
    int slot = slotOf(entry.id);
    ids[slot] = entry.id;
    entries[slot] = entry;
  }

  /** Removes an entry that is there. Those behind it move up, so that no gap hides them. */
  void remove(long id) {
    int mask = ids.length - 1;
    int gap = slotOf(id);
    for (int i = gap + 1 & mask; ids[i] != NONE; i = i + 1 & mask) {
      boolean passesGap = (i - home(ids[i]) & mask) >= (i - gap & mask);
      if (passesGap) {
        ids[gap] = ids[i];
        entries[gap] = entries[i];
        gap = i;
      }
    }
    ids[gap] = NONE;
    entries[gap] = null;
    size--;
  }

  private int home(long id) {
    return (int) (id * MIX >>> shift);
  }

  private int slotOf(long id) {
    int mask = ids.length - 1;
    int i = home(id);
    while (ids[i] != id && ids[i] != NONE) {
      i = i + 1 & mask;
    }
    return i;
  }

  private void grow() {
    BookEntry[] before = entries;
    ids = emptyIds(before.length * 2);
    entries = new BookEntry[before.length * 2];
    shift--;
    for (BookEntry entry : before) {
      if (entry != null) {
        put(entry);
      }
    }
  }
}
