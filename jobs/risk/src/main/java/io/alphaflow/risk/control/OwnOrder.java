package io.alphaflow.risk.control;

import io.alphaflow.common.model.SignalTarget;

/**
 * C0: an order of before that the signal is about works, and is the strategy instance's own. To
 * take an order back asks for nothing else, whatever is stopped or used up.
 */
public final class OwnOrder implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    SignalTarget target = facts.signal().aim();
    if (target.equals(SignalTarget.NONE)) {
      return;
    }
    checks.require(
        DecisionCode.NO_SUCH_ORDER,
        facts.earlier().number() > 0,
        () ->
            target.sequence() == SignalTarget.ALL
                ? "a working order of " + facts.signal().strategy()
                : "a working order of signal %d of %s"
                    .formatted(target.sequence(), facts.signal().strategy()),
        () -> facts.earlier().number() == 0 ? "none" : Integer.toString(facts.earlier().number()));
  }
}
