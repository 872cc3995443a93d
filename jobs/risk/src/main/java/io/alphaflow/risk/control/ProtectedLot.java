package io.alphaflow.risk.control;

/**
 * C0: what the gate itself makes finds what it is for, once: a protective exit its lot, a closing
 * order a position that a person wants closed; and an entry whose protection could not be kept is
 * not made.
 */
public final class ProtectedLot implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (!facts.signal().origin().isOfStrategy()) {
      checks.require(
          DecisionCode.NOTHING_TO_PROTECT,
          facts.exitQuantity() > 0,
          () -> "a lot or position that nothing else closes",
          () ->
              facts.exitQuantity() == 0 ? "none" : Text.amount(facts.exitQuantity(), facts.base()));
    }
    if (facts.buys() && facts.signal().protection().any()) {
      checks.require(
          DecisionCode.TOO_MANY_LOTS,
          facts.roomForLots() > 0,
          () -> "room for one more protected lot",
          () -> facts.roomForLots() <= 0 ? "none" : Integer.toString(facts.roomForLots()));
    }
  }
}
