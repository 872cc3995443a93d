package io.alphaflow.risk.gate;

/**
 * What a strategy instance believes to hold of an instrument, and what there is: base quantities of
 * its own trades, which are negative when it sold what it did not buy.
 *
 * <p>It believes what it was told by its own signals. It does not know of exits, of fees that the
 * venue kept in base, or of sales that were not made.
 */
final class Share {

  private long believed;
  private long held;

  /** A purchase filled. */
  void bought(long quantity, long received) {
    believed = plus(believed, quantity);
    held = plus(held, received);
  }

  /** A sale filled, its own or an exit. */
  void sold(long quantity) {
    held = plus(held, -quantity);
  }

  /**
   * The strategy asked to sell, and believes from now on that it did, whatever became of it.
   *
   * @param ordered what was approved of it; the rest counts only as far as it believed to hold it
   */
  void asked(long quantity, long ordered) {
    believed = plus(believed, -ordered);
    believed -= Math.min(Math.max(0, quantity - ordered), Math.max(0, believed));
  }

  /**
   * The strategy asked to sell the whole position, whoever built it: nothing is missing then.
   *
   * @param working what its working sales, this one included, and exits can still sell
   */
  void closed(long working) {
    believed = Math.min(0, plus(held, -working));
  }

  /** Its own sale ended without selling so much: of what it did not buy nothing remains. */
  void unsold(long quantity) {
    believed += Math.min(quantity, Math.max(0, -believed));
  }

  /**
   * What it believes to hold and does not.
   *
   * @param working what its working sales and exits can still sell
   */
  long missing(long working) {
    long missing = believed - plus(held, -working);
    return Math.max(0, missing);
  }

  /** Far beyond every position, so that no sum here is out of range. */
  private static long plus(long a, long b) {
    long bound = Long.MAX_VALUE / 4;
    long limited = Math.max(-bound, Math.min(bound, b));
    return Math.max(-bound, Math.min(bound, a + limited));
  }
}
