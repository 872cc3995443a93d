package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;
import java.util.Optional;

/** C12: the loss, realised and unrealised, since the start of the UTC day of logical time. */
public final class MaxDailyLoss implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    Optional<LimitValue> limit = facts.limits().get(Limit.MAX_DAILY_LOSS);
    if (facts.reduces() || limit.isEmpty()) {
      return;
    }
    long loss = Math.negateExact(facts.holdings().dailyPnl());
    if (loss > limit.get().amount()) {
      violations.add(
          DecisionCode.MAX_DAILY_LOSS.violation(
              Text.amount(limit.get().amount(), facts.quote()), Text.amount(loss, facts.quote())));
    }
  }
}
