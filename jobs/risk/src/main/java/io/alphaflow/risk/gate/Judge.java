package io.alphaflow.risk.gate;

import io.alphaflow.common.identity.ClientOrderId;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Reading;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.control.Checks;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.KillSwitch;
import io.alphaflow.risk.control.OrderFacts;
import io.alphaflow.risk.control.Unasked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers a signal: collects the facts, asks every control, and decides. */
final class Judge {

  private static final String DUPLICATE = DecisionCode.DUPLICATE_ORDER.name();

  private final GateContext gate;
  private final Controls controls;

  Judge(GateContext gate, Controls controls) {
    this.gate = gate;
    this.controls = controls;
  }

  /**
   * What was decided, and on what.
   *
   * @param facts what the controls looked at
   * @param readings what they measured
   */
  record Verdict(Decision decision, OrderFacts facts, List<Reading> readings) {}

  /** Decides, and books what was approved. */
  Verdict judge(Signal signal, int partition, long offset) {
    Checks checks = Checks.forDecision();
    OrderFacts facts = facts(signal, checks);
    Optional<OrderFacts> stop = signal.ofStop().map(leg -> facts(leg, checks));
    List<Violation> violations = new ArrayList<>();
    List<Violation> overridden = new ArrayList<>();
    for (Violation violation : checks.violations()) {
      boolean waived =
          !gate.state().overrides.isEmpty()
              && gate.state().overrides.waives(violation.code(), signal);
      (waived && facts.order().isResolved() ? overridden : violations).add(violation);
    }
    AccountState account = gate.state().account(signal.account());
    long sequence = account.nextDecision();
    OrderIntent order = null;
    boolean accepted = violations.isEmpty() && signal.wantsChildren();
    if (accepted) {
      account.accepted(signal, gate.time(), facts.limits());
    } else if (violations.isEmpty()) {
      order =
          order(signal, facts, sequence)
              .replacing(replaced(signal, account))
              .with(stop.map(Judge::leg).orElse(null));
      if (order.replaced().isPresent()) {
        // The cancel of the other.
        account.messaged(1, gate.time(), facts.limits());
      }
      account.approved(
          signal,
          order.clientOrderId(),
          working(signal, order, facts, sequence),
          gate.time(),
          facts.limits());
      approvedPair(signal, order, stop, sequence);
    } else if (violations.stream().anyMatch(v -> v.code().equals(DUPLICATE))) {
      account.askedAgain(signal, gate.time(), facts.limits());
    }
    Decision decision =
        new Decision(
            signal.account(),
            sequence,
            partition,
            offset,
            gate.time(),
            signal.strategy(),
            signal.instrument(),
            signal.origin(),
            signal.sequence(),
            signal.triggerTradeId(),
            accepted ? Outcome.WORKING : order == null ? Outcome.REJECTED : Outcome.APPROVED,
            order,
            violations,
            inputs(facts),
            overridden,
            List.of(),
            List.of(),
            accepted ? facts.order().quantity() : 0);
    return new Verdict(decision, facts, checks.readings());
  }

  /** Whose orders a signal takes back or makes smaller, and how much, is all there is to judge. */
  List<Violation> judgeEarlier(Signal signal) {
    Checks checks = Checks.forDecision();
    controls.checkEarlier(FactFinder.unknown(signal, gate), checks);
    return checks.violations();
  }

  /** Every rule with what its control looks at and finds, without deciding. */
  Checks explain(Signal signal) {
    Checks checks = Checks.forExplanation();
    if (!signal.aim().action().wantsOrder()) {
      controls.checkEarlier(FactFinder.unknown(signal, gate), checks);
      checks.complete(code -> Check.unasked(code, "the signal wants no new order"));
      return checks;
    }
    OrderFacts facts = facts(signal, checks);
    signal.ofStop().ifPresent(leg -> facts(leg, checks));
    boolean known =
        checks.violations().stream()
            .noneMatch(v -> v.code().equals(DecisionCode.NUMBER_OUT_OF_RANGE.name()));
    checks.complete(new Unasked(facts, known));
    return checks;
  }

  private OrderFacts facts(Signal signal, Checks checks) {
    try {
      OrderFacts facts = FactFinder.facts(signal, gate);
      controls.check(facts, checks);
      return facts;
    } catch (ArithmeticException e) {
      checks.add(Controls.outOfRange("the account's amounts"));
      OrderFacts facts = FactFinder.unknown(signal, gate);
      new KillSwitch().check(facts, checks);
      return facts;
    }
  }

  private OrderIntent order(Signal signal, OrderFacts facts, long sequence) {
    return new OrderIntent(
            ClientOrderId.of(gate.options().desk(), signal.account(), sequence),
            signal.side(),
            signal.orderType(),
            signal.orderType().hasTimeInForce() ? signal.inForce() : TimeInForce.GTC,
            facts.order().quantity(),
            facts.order().limitPrice(),
            facts.order().triggerPrice())
        .spending(facts.order().quoteAmount());
  }

  private static StopLeg leg(OrderFacts facts) {
    return new StopLeg(facts.order().triggerPrice(), facts.order().limitPrice());
  }

  /**
   * The second order of a pair is the same approval: it counts for nothing of its own but a message
   * to the venue, and for what it can trade and needs more than the first.
   */
  private void approvedPair(
      Signal signal, OrderIntent order, Optional<OrderFacts> stop, long sequence) {
    if (stop.isEmpty()) {
      return;
    }
    AccountState account = gate.state().account(signal.account());
    OrderIntent second = order.second().orElseThrow();
    account.messaged(1, gate.time(), stop.get().limits());
    account.pair(
        order.clientOrderId(),
        second.clientOrderId(),
        working(signal, second, stop.get(), sequence));
  }

  /** The order that it replaces; null when it is an order like others. */
  private static Replaced replaced(Signal signal, AccountState account) {
    if (signal.aim().action() != TargetAction.REPLACE) {
      return null;
    }
    String id = OwnOrders.of(signal, account).get(0);
    WorkingOrder old = account.orders().get(id);
    return new Replaced(old.target(id), old.filled());
  }

  private WorkingOrder working(Signal signal, OrderIntent order, OrderFacts facts, long sequence) {
    Instrument instrument = facts.instrument().orElseThrow();
    return new WorkingOrder(
        signal.strategy(),
        signal.origin(),
        instrument.instrument(),
        instrument.base(),
        instrument.quote(),
        order.side(),
        order.quantity(),
        0,
        false,
        order.limitPrice(),
        facts.order().reservationPrice(),
        gate.options().takerFeeRate(),
        sequence,
        signal.sequence(),
        order.replaced().map(r -> r.order().clientOrderId()).orElse(""),
        order.replaced().map(Replaced::filled).orElse(0L),
        order.quantity(),
        0,
        "",
        false,
        order.quoteAmount(),
        0);
  }

  private DecisionInputs inputs(OrderFacts facts) {
    return new DecisionInputs(
        facts.mark().map(Mark::price).orElse(0L),
        facts.markAge(),
        facts.holdings().equity(),
        facts.holdings().freeQuote(),
        facts.exposures().gross(),
        facts.holdings().position(),
        facts.holdings().workingBuys(),
        facts.holdings().workingSells(),
        gate.limits().version(),
        Gate.RULES,
        Math.min(facts.holdings().soldFor(), facts.order().asked()));
  }
}
