package io.alphaflow.risk.control;

/** C0: the signal can be turned into an order that the venue accepts. */
public final class OrderSizing implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    facts.order().violations().forEach(checks::add);
  }
}
