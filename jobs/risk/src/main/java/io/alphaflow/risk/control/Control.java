package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/** One rule that every order must keep. Pure: the same facts always give the same violations. */
public interface Control {

  /**
   * Adds what the order violates.
   *
   * @throws ArithmeticException when an amount is out of range; the order is rejected then
   */
  void check(OrderFacts facts, List<Violation> violations);
}
