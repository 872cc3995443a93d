package io.alphaflow.risk.drill;

/**
 * What a drill showed.
 *
 * @param fired whether the control did what it is for
 * @param order number of the order at which it did, 0 when it did not
 * @param sentence what happened
 */
record Shown(boolean fired, int order, String sentence) {

  static Shown fired(int order, String sentence) {
    return new Shown(true, order, sentence);
  }

  static Shown failed(String sentence) {
    return new Shown(false, 0, sentence);
  }
}
