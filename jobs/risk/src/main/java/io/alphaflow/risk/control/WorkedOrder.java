package io.alphaflow.risk.control;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/**
 * C0: a parent has room beside the others of its strategy instance, and shows as much as the venue
 * takes; a child finds its parent and a part of it that is left.
 */
public final class WorkedOrder implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.signal().origin() == SignalOrigin.ALGORITHM) {
      checks.require(
          DecisionCode.NOTHING_TO_WORK,
          facts.exitQuantity() > 0,
          () -> "a part of a parent that is left",
          () ->
              facts.exitQuantity() == 0 ? "none" : Text.amount(facts.exitQuantity(), facts.base()));
    }
    if (facts.signal().wantsChildren()) {
      checks.require(
          DecisionCode.TOO_MANY_PARENTS,
          facts.roomForParents() > 0,
          () -> "room for one more parent",
          () -> facts.roomForParents() <= 0 ? "none" : Integer.toString(facts.roomForParents()));
    }
    if (facts.signal().execution() instanceof Execution.Iceberg iceberg
        && facts.instrument().isPresent()
        && iceberg.display() < facts.order().quantity()) {
      checkDisplay(iceberg.display(), facts, facts.instrument().get(), checks);
    }
  }

  private static void checkDisplay(
      long display, OrderFacts facts, Instrument instrument, Checks checks) {
    long shown = Fixed8.floorTo(display, instrument.stepSize());
    long minimum = Math.max(instrument.minQuantity(), instrument.stepSize());
    long notional = Fixed8.multiply(shown, facts.order().limitPrice(), RoundingMode.DOWN);
    if (shown < minimum) {
      checks.add(
          DecisionCode.SIZE_BELOW_MINIMUM.violation(
              Text.amount(minimum, facts.base()), Text.amount(shown, facts.base()) + " displayed"));
    } else if (notional < instrument.minNotional()) {
      checks.add(
          DecisionCode.NOTIONAL_BELOW_MINIMUM.violation(
              Text.amount(instrument.minNotional(), facts.quote()),
              Text.amount(notional, facts.quote()) + " displayed"));
    }
  }
}
