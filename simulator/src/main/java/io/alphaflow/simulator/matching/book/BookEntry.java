package io.alphaflow.simulator.matching.book;

/** An order in the fast book: a link in the queue of its level. Reused when it has left. */
final class BookEntry {

  long id;
  long quantity;
  long shown;
  long display;
  PriceLevel level;
  BookEntry before;
  BookEntry after;
}
