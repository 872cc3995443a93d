package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.gate.BreakerEvent.Kind;

/** Tells the circuit breakers what they watch, at strictly increasing times of the partition. */
final class BreakerFeed {

  private final GateContext gate;

  BreakerFeed(GateContext gate) {
    this.gate = gate;
  }

  /**
   * A signal was judged. Only strategies run wild: what the gate makes itself is not counted, and
   * neither is what is rejected because something is stopped already.
   */
  void decided(Signal signal, Decision decision, Voice voice) {
    boolean approved = decision.outcome() != Outcome.REJECTED;
    if (signal.origin() != SignalOrigin.STRATEGY || !approved && isStopped(decision)) {
      return;
    }
    tell(
        approved ? Kind.APPROVED : Kind.REJECTED,
        signal.account(),
        signal.strategy(),
        signal.instrument(),
        signal.side() == Side.BUY,
        decision.sequence(),
        decision.quantity(),
        voice);
  }

  private static boolean isStopped(Decision decision) {
    return decision.violations().stream()
        .anyMatch(violation -> DecisionCode.valueOf(violation.code()).isStop());
  }

  /** The venue refused an order. */
  void reported(ExecutionReport report, Voice voice) {
    if (report.executionType() == ExecutionType.REJECTED) {
      tell(Kind.REJECTED, report, 0, voice);
    }
  }

  /** A round trip of a strategy instance is over. */
  void roundTrip(ExecutionReport fill, long pnl, Voice voice) {
    tell(Kind.ROUND_TRIP, fill, pnl, voice);
  }

  private void tell(Kind kind, ExecutionReport report, long value, Voice voice) {
    tell(
        kind,
        report.account(),
        report.strategy(),
        report.instrument(),
        report.side() == Side.BUY,
        report.decision(),
        value,
        voice);
  }

  private void tell(
      Kind kind,
      String account,
      String strategy,
      String instrument,
      boolean buy,
      long decision,
      long value,
      Voice voice) {
    voice
        .output()
        .breakerEvent(
            new BreakerEvent(
                kind,
                voice.partition(),
                nextTime(),
                account,
                strategy,
                instrument,
                buy,
                decision,
                value,
                0,
                0));
  }

  /** The price of an instrument moved. */
  void marked(Mark mark, MarketWatch market, Voice voice) {
    gate.options()
        .breakers()
        .priceShock(mark.instrument())
        .filter(s -> market.isWorthTelling(gate.time(), s.move(), s.withinMicros()))
        .ifPresent(
            shock -> {
              voice
                  .output()
                  .breakerEvent(
                      new BreakerEvent(
                          Kind.PRICE,
                          voice.partition(),
                          nextTime(),
                          Level.ALL,
                          Level.ALL,
                          mark.instrument(),
                          false,
                          0,
                          mark.price(),
                          market.low(),
                          market.high()));
              market.told(gate.time());
            });
  }

  private long nextTime() {
    gate.state().breakerTime = Math.max(gate.state().breakerTime + 1, gate.time());
    return gate.state().breakerTime;
  }
}
