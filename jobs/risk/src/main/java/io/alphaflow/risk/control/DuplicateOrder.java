package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;
import java.util.Optional;

/**
 * C10: no order equal to one that was approved within the window. Equal are strategy instance,
 * instrument, side and the size as the signal states it. It holds for reducing orders too, but not
 * for protective exits, of which the gate itself makes one at a time for each lot.
 */
public final class DuplicateOrder implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    Optional<LimitValue> window = facts.limits().get(Limit.DUPLICATE_WINDOW);
    if (window.isEmpty() || facts.lastEqualOrder().isEmpty()) {
      return;
    }
    long since = facts.time() - facts.lastEqualOrder().getAsLong();
    if (since < window.get().amount()) {
      violations.add(
          DecisionCode.DUPLICATE_ORDER.violation(
              Text.seconds(window.get().amount()) + " apart", Text.seconds(since) + " apart"));
    }
  }
}
