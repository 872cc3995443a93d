package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/** C0: the signal can be turned into an order that the venue accepts. */
public final class OrderSizing implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    violations.addAll(facts.order().violations());
  }
}
