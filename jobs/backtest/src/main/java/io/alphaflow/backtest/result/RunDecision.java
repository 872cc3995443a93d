package io.alphaflow.backtest.result;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Side;

/**
 * A decision of the gate, with what is not in it.
 *
 * @param decision as the gate made it, without its place in the journal
 * @param signalSide what the signal asked for, which a rejection does not say; null where no signal
 *     asked
 * @param tag what the strategy says of its signal; empty where it says nothing
 * @param arrivalPrice the price when it was made, units of 1e-8
 */
public record RunDecision(Decision decision, Side signalSide, String tag, long arrivalPrice) {

  /** Of a run so many are kept, the first ones: a few hundred megabytes at most. */
  public static final int MOST = 100_000;

  /**
   * What a variant decides alone: without the place in a journal, which it shares with others that
   * run beside it.
   */
  public RunDecision {
    decision =
        new Decision(
            decision.account(),
            decision.sequence(),
            0,
            0,
            decision.time(),
            decision.strategy(),
            decision.instrument(),
            decision.signalOrigin(),
            decision.signalSequence(),
            decision.triggerTradeId(),
            decision.outcome(),
            decision.order(),
            decision.violations(),
            decision.inputs(),
            decision.overridden(),
            decision.cancels(),
            decision.targets(),
            decision.workQuantity());
  }
}
