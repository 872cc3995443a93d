package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/** C5: how many strategy instances of the account hold or buy the instrument, this one included. */
public final class PositionsPerSymbol implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces()) {
      return;
    }
    facts
        .limit(Limit.MAX_POSITIONS_PER_SYMBOL)
        .ifPresent(
            limit -> {
              int strategies = facts.exposures().strategies() + 1;
              checks.most(
                  DecisionCode.MAX_POSITIONS_PER_SYMBOL,
                  Text.whole(limit.amount()),
                  Text.whole(strategies),
                  "strategy instances");
              checks.require(
                  DecisionCode.MAX_POSITIONS_PER_SYMBOL,
                  strategies <= limit.amount(),
                  () -> limit.amount() + " strategy instances",
                  () -> strategies + " strategy instances");
            });
  }
}
