package io.alphaflow.simulator.matching.book;

/** The queue of the orders at one price: first come, first served. */
final class PriceLevel {

  final Ladder ladder;
  final long price;
  BookEntry first;
  private BookEntry last;

  PriceLevel(Ladder ladder, long price) {
    this.ladder = ladder;
    this.price = price;
  }

  boolean isEmpty() {
    return first == null;
  }

  void append(BookEntry entry) {
    entry.level = this;
    entry.before = last;
    entry.after = null;
    if (last == null) {
      first = entry;
    } else {
      last.after = entry;
    }
    last = entry;
  }

  void unlink(BookEntry entry) {
    if (entry.before == null) {
      first = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after == null) {
      last = entry.before;
    } else {
      entry.after.before = entry.before;
    }
  }

  long shown() {
    long sum = 0;
    for (BookEntry e = first; e != null; e = e.after) {
      sum += e.shown;
    }
    return sum;
  }
}
