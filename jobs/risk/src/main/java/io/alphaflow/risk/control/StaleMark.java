package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;
import java.util.Optional;

/** C4: the age of the reference price on logical time. */
public final class StaleMark implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    Optional<LimitValue> limit = facts.limits().get(Limit.MAX_MARK_AGE);
    if (facts.reduces() || limit.isEmpty()) {
      return;
    }
    if (facts.markAge() > limit.get().amount()) {
      violations.add(
          DecisionCode.STALE_MARK.violation(
              Text.seconds(limit.get().amount()), Text.seconds(facts.markAge())));
    }
  }
}
