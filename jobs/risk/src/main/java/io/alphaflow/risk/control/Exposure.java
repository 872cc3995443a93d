package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/**
 * C6: what all positions of the account are worth if all working orders and this one fill: gross,
 * net, in number, of one asset, and against the equity.
 */
public final class Exposure implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces() || facts.orderExposure().isEmpty()) {
      return;
    }
    long order = facts.orderExposure().getAsLong();
    Exposures now = facts.exposures();
    long gross = Math.addExact(now.gross(), order);
    atMost(facts, checks, Limit.MAX_GROSS_EXPOSURE, DecisionCode.MAX_GROSS_EXPOSURE, gross);
    long net = Math.abs(Math.addExact(now.net(), facts.buys() ? order : -order));
    atMost(facts, checks, Limit.MAX_NET_EXPOSURE, DecisionCode.MAX_NET_EXPOSURE, net);
    int positions = now.positions() + (now.counted() ? 0 : 1);
    facts
        .limit(Limit.MAX_OPEN_POSITIONS)
        .ifPresent(
            limit -> {
              checks.most(
                  DecisionCode.MAX_OPEN_POSITIONS,
                  Text.whole(limit.amount()),
                  Text.whole(positions),
                  "positions");
              checks.require(
                  DecisionCode.MAX_OPEN_POSITIONS,
                  positions <= limit.amount(),
                  () -> limit.amount() + " positions",
                  () -> positions + " positions");
            });
    long asset = Math.addExact(now.asset(), order);
    ofEquity(facts, checks, Limit.MAX_CONCENTRATION, DecisionCode.MAX_CONCENTRATION, asset);
    ofEquity(facts, checks, Limit.MAX_LEVERAGE, DecisionCode.MAX_LEVERAGE, gross);
  }

  private static void atMost(
      OrderFacts facts, Checks checks, Limit limit, DecisionCode code, long value) {
    facts
        .limit(limit)
        .ifPresent(most -> Text.atMost(checks, code, most.amount(), value, facts.currency()));
  }

  private static void ofEquity(
      OrderFacts facts, Checks checks, Limit limit, DecisionCode code, long value) {
    facts
        .limit(limit)
        .ifPresent(
            share ->
                Text.atMost(
                    checks,
                    code,
                    PositionShare.ofEquity(facts, share.amount()),
                    value,
                    facts.currency()));
  }
}
