package io.alphaflow.risk.control;

/** One rule that every order must keep. Pure: the same facts always give the same answer. */
public interface Control {

  /**
   * Notes what the order keeps and breaks.
   *
   * @throws ArithmeticException when an amount is out of range; the order is rejected then
   */
  void check(OrderFacts facts, Checks checks);
}
