package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.result.RunDecision;
import io.alphaflow.common.model.RoundTrip;
import java.util.List;

/**
 * What became of a variant.
 *
 * @param variant which
 * @param equity of its account
 * @param roundTrips that ended, in order
 * @param fills in order; none without detail
 * @param decisions the first {@link RunDecision#MOST}; none without detail
 * @param counts of signals, decisions and orders
 * @param limits how near each came, the nearest first; none in a run without limits
 */
public record VariantResult(
    Variant variant,
    EquityCurve equity,
    List<RoundTrip> roundTrips,
    List<ExecutedFill> fills,
    List<RunDecision> decisions,
    OrderCounts counts,
    List<LimitUse> limits) {

  static VariantResult of(Account account) {
    Recorder recorder = account.recorder();
    return new VariantResult(
        account.variant(),
        recorder.curve(),
        recorder.roundTrips(),
        recorder.fills(),
        recorder.decisions(),
        recorder.counts(),
        recorder.limits());
  }
}
