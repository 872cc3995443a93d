package io.alphaflow.ingest.feed;

/** How many live trades may wait behind gaps, over all instruments of a feed. */
final class HeldBudget {

  private int free;

  HeldBudget(int trades) {
    free = trades;
  }

  /** Takes room for one trade if there is any. */
  boolean take() {
    if (free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /** Gives room back. */
  void give(int trades) {
    free += trades;
  }
}
