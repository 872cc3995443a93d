package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;

/** C25: the confidence of a strategy's signal that adds risk. */
public final class MinConfidence implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces() || !facts.signal().origin().isOfStrategy()) {
      return;
    }
    double confidence = facts.signal().confidence();
    facts
        .limit(Limit.MIN_CONFIDENCE)
        .ifPresent(
            least -> {
              checks.least(
                  DecisionCode.MIN_CONFIDENCE,
                  least.amount(),
                  Math.round(confidence * Fixed8.ONE),
                  "");
              checks.require(
                  DecisionCode.MIN_CONFIDENCE,
                  confidence >= Fixed8.toDouble(least.amount()),
                  () -> Fixed8.format(least.amount()),
                  () -> Double.toString(confidence));
            });
  }
}
