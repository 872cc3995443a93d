package io.alphaflow.cli.rerun;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.SignalOrigin;
import java.util.HashMap;
import java.util.Map;

/**
 * What a decision answers, told so that the same is found in another run: numbers of decisions
 * differ there as soon as one more or less was made before.
 *
 * @param account whose
 * @param strategy whose signal
 * @param instrument of the signal
 * @param origin who made the signal
 * @param trade that led to the signal: its own number depends on how many there were before
 * @param nth which of those of the same trade, from 1
 */
public record DecisionKey(
    String account, String strategy, String instrument, SignalOrigin origin, long trade, long nth) {

  /** Gives the decisions of one run their keys, in their order. */
  public static final class Counter {

    private final Map<DecisionKey, Long> seen = new HashMap<>();

    /** The key of the next decision. */
    public DecisionKey next(Decision decision) {
      DecisionKey key =
          new DecisionKey(
              decision.account(),
              decision.strategy(),
              decision.instrument(),
              decision.signalOrigin(),
              decision.triggerTradeId(),
              1);
      long nth = seen.merge(key, 1L, Long::sum);
      return new DecisionKey(key.account, key.strategy, key.instrument, key.origin, key.trade, nth);
    }
  }
}
