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
            limit ->
                checks.require(
                    DecisionCode.MAX_POSITIONS_PER_SYMBOL,
                    facts.exposures().strategies() + 1 <= limit.amount(),
                    () -> limit.amount() + " strategy instances",
                    () -> facts.exposures().strategies() + 1 + " strategy instances"));
  }
}
