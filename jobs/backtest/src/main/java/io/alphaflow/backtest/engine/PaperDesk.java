package io.alphaflow.backtest.engine;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.signals.partition.ChangeCheck;

/**
 * A running desk that a run shall be like: not only strategies and limits, all that its gate is
 * told in its configuration, and the changes of strategies that persons make while it runs.
 *
 * @param risk of the desk; taken as one partition, and as paper
 * @param changes decides about changes of strategies
 * @param witness hears what happens
 */
public record PaperDesk(RiskOptions risk, ChangeCheck changes, Witness witness) {

  /** Takes the gate's options as they are of use here. */
  public PaperDesk {
    risk =
        new RiskOptions(
            risk.desk(),
            RunMode.PAPER,
            1,
            risk.currencies(),
            risk.limits(),
            risk.permissions(),
            risk.tradingHours(),
            risk.volatility(),
            risk.collar(),
            risk.takerFeeRate(),
            risk.breakers(),
            risk.operators(),
            risk.shortSellers());
  }
}
