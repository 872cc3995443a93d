package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;
import java.util.OptionalLong;

/**
 * C10: no order equal to one that was approved within the window, or rejected as its duplicate: who
 * repeats an order without a pause does not get it through once in every window. Equal are strategy
 * instance, instrument, side and the size as the signal states it. It holds for reducing orders
 * too, but not for those that the gate makes itself: protective exits, of which it makes one at a
 * time for each lot, and orders that flatten a position.
 */
public final class DuplicateOrder implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    OptionalLong last = facts.activity().lastEqualOrder();
    if (last.isEmpty()) {
      return;
    }
    long since = facts.time() - last.getAsLong();
    facts
        .limit(Limit.DUPLICATE_WINDOW)
        .ifPresent(
            window -> {
              checks.least(
                  DecisionCode.DUPLICATE_ORDER,
                  Text.inSeconds(window.amount()),
                  Text.inSeconds(since),
                  "s");
              checks.require(
                  DecisionCode.DUPLICATE_ORDER,
                  since >= window.amount(),
                  () -> Text.seconds(window.amount()) + " apart",
                  () -> Text.seconds(since) + " apart");
            });
  }
}
