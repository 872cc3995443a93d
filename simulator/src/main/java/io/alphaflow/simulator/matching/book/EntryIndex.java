package io.alphaflow.simulator.matching.book;

/**
 * Finds entries by order id: open addressing with linear probing, without boxes. The java.util maps
 * would make an object for every id.
 */
final class EntryIndex {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private BookEntry[] slots = new BookEntry[1 << 10];
  private int shift = Long.SIZE - 10;
  private int size;

  int size() {
    return size;
  }

  /** The entry of an order; null when it is not there. */
  BookEntry get(long id) {
    return slots[slotOf(id)];
  }

  /** Adds an entry whose id is not there. */
  void add(BookEntry entry) {
    if (size * 2 >= slots.length) {
      grow();
    }
    slots[slotOf(entry.id)] = entry;
    size++;
  }

  /** Removes an entry that is there. Those behind it move up, so that no gap hides them. */
  void remove(long id) {
    int mask = slots.length - 1;
    int gap = slotOf(id);
    slots[gap] = null;
    size--;
    for (int i = gap + 1 & mask; slots[i] != null; i = i + 1 & mask) {
      int home = home(slots[i].id);
      boolean passesGap = (i - home & mask) >= (i - gap & mask);
      if (passesGap) {
        slots[gap] = slots[i];
        slots[i] = null;
        gap = i;
      }
    }
  }

  private int home(long id) {
    return (int) (id * MIX >>> shift);
  }

  private int slotOf(long id) {
    int mask = slots.length - 1;
    int i = home(id);
    while (slots[i] != null && slots[i].id != id) {
      i = i + 1 & mask;
    }
    return i;
  }

  private void grow() {
    BookEntry[] before = slots;
    slots = new BookEntry[before.length * 2];
    shift--;
    for (BookEntry entry : before) {
      if (entry != null) {
        slots[slotOf(entry.id)] = entry;
      }
    }
  }
}
