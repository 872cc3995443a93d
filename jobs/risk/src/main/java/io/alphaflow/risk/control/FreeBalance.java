package io.alphaflow.risk.control;

/** C7: the free balance after reservations covers the order: quote and fee to buy, base to sell. */
public final class FreeBalance implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    SizedOrder order = facts.order();
    if (!facts.open() || !order.isResolved()) {
      return;
    }
    if (!facts.buys()) {
      covers(checks, facts.holdings().freeBase(), order.quantity(), facts.base());
    } else if (order.reservationPrice() > 0) {
      covers(
          checks,
          facts.holdings().freeQuote(),
          order.reservation(facts.takerFeeRate()),
          facts.quote());
    }
  }

  private static void covers(Checks checks, long free, long needed, String asset) {
    Text.atMost(checks, DecisionCode.INSUFFICIENT_BALANCE, free, needed, asset);
  }
}
