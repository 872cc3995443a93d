package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/** C7: the free balance after reservations covers the order: quote and fee to buy, base to sell. */
public final class FreeBalance implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    SizedOrder order = facts.order();
    if (!facts.open() || !order.isResolved()) {
      return;
    }
    if (!facts.buys()) {
      compare(facts.holdings().freeBase(), order.quantity(), facts.base(), violations);
    } else if (order.reservationPrice() > 0) {
      long needed =
          Reservation.ofBuy(order.quantity(), order.reservationPrice(), facts.takerFeeRate());
      compare(facts.holdings().freeQuote(), needed, facts.quote(), violations);
    }
  }

  private static void compare(long free, long needed, String asset, List<Violation> violations) {
    if (needed > free) {
      violations.add(
          DecisionCode.INSUFFICIENT_BALANCE.violation(
              Text.amount(free, asset), Text.amount(needed, asset)));
    }
  }
}
