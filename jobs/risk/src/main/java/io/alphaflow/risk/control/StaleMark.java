package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/** C4: the age of the reference price on logical time. */
public final class StaleMark implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces() || facts.mark().isEmpty()) {
      return;
    }
    facts
        .limit(Limit.MAX_MARK_AGE)
        .ifPresent(
            limit -> {
              checks.most(
                  DecisionCode.STALE_MARK,
                  Text.inSeconds(limit.amount()),
                  Text.inSeconds(facts.markAge()),
                  "s");
              checks.require(
                  DecisionCode.STALE_MARK,
                  facts.markAge() <= limit.amount(),
                  () -> Text.seconds(limit.amount()),
                  () -> Text.seconds(facts.markAge()));
            });
  }
}
