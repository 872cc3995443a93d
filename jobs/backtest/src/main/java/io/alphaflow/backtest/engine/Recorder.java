package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.result.RunDecision;
import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.Position;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Reading;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes down what happens to one variant. */
final class Recorder {

  /** What is known of an order when it is decided. */
  private record Asked(String tag, long mark, long time, long accepted) {

    Asked at(long acceptance) {
      return new Asked(tag, mark, time, acceptance);
    }
  }

  private final String currency;
  private final boolean detail;
  private final boolean delays;
  private final Columns curve = new Columns();
  private final List<RoundTrip> roundTrips = new ArrayList<>();
  private final List<ExecutedFill> fills = new ArrayList<>();
  private final List<RunDecision> decisions = new ArrayList<>();
  private final Map<String, Asked> asked = new HashMap<>();
  private final LimitWatch limits = new LimitWatch();
  private final SortedMap<String, Long> rejections = new TreeMap<>();
  private final SortedMap<String, Long> refused = new TreeMap<>();
  private long signals;
  private long approved;
  private long rejected;
  private long orders;
  private long filled;
  private long cancelled;

  /**
   * A recorder.
   *
   * @param detail whether fills and decisions are kept
   * @param delays whether anything takes time
   */
  Recorder(String currency, boolean detail, boolean delays) {
    this.currency = currency;
    this.detail = detail;
    this.delays = delays;
  }

  void signal(Signal signal) {
    if (signal.origin() == SignalOrigin.STRATEGY) {
      signals++;
    }
  }

  /**
   * A decision.
   *
   * @param signal the last one that the gate heard; null when it has heard none
   * @param arrival the price when it was made
   */
  void decided(Decision decision, Signal signal, long arrival, long time) {
    String tag = signal == null ? "" : signal.tag();
    if (detail && decisions.size() < RunDecision.MOST) {
      boolean isAnswer =
          signal != null
              && decision.signalSequence() == signal.sequence()
              && decision.signalOrigin() == signal.origin();
      decisions.add(
          new RunDecision(decision, isAnswer ? signal.side() : null, isAnswer ? tag : "", arrival));
    }
    if (decision.outcome() == Outcome.REJECTED) {
      rejected++;
      for (Violation violation : decision.violations()) {
        rejections.merge(violation.code(), 1L, Long::sum);
      }
    } else if (decision.outcome() == Outcome.APPROVED) {
      approved++;
      Asked order = new Asked(tag, arrival, time, 0);
      decision.order().legs().forEach(leg -> asked.put(leg.clientOrderId(), order));
    }
  }

  /** What the controls measured for a decision. */
  void measured(List<Reading> readings) {
    limits.measured(readings);
  }

  void reported(ExecutionReport report) {
    if (report.executionType() == ExecutionType.ACCEPTED) {
      orders++;
      if (delays) {
        asked.computeIfPresent(report.clientOrderId(), (id, order) -> order.at(report.time()));
      }
    } else if (report.executionType() == ExecutionType.FILL) {
      fill(report);
    } else if (report.executionType() == ExecutionType.REJECTED
        || report.executionType() == ExecutionType.NOT_PLACED) {
      refused.merge(report.reason(), 1L, Long::sum);
    } else if (report.executionType() != ExecutionType.AMENDED) {
      cancelled++;
    }
    if (report.last()) {
      asked.remove(report.clientOrderId());
    }
  }

  private void fill(ExecutionReport report) {
    if (report.last()) {
      filled++;
    }
    if (!detail) {
      return;
    }
    Asked order = asked.get(report.clientOrderId());
    fills.add(
        new ExecutedFill(
            report.time(),
            report.strategy(),
            report.instrument(),
            report.clientOrderId(),
            report.side(),
            report.lastQuantity(),
            report.lastPrice(),
            fee(report),
            report.maker(),
            order.mark(),
            order.time(),
            order.accepted(),
            order.tag()));
  }

  private long fee(ExecutionReport report) {
    return report.feeAsset().equals(currency)
        ? report.fee()
        : Fixed8.multiply(report.fee(), report.lastPrice(), RoundingMode.HALF_EVEN);
  }

  void booked(PnlSnapshot snapshot) {
    roundTrips.addAll(snapshot.roundTrips());
  }

  /** Writes down what the account is worth at the last prices. */
  void sample(AccountLedger ledger, Map<String, Prices> prices, long time, double benchmark) {
    long worth = ledger.balance(currency);
    double gross = 0;
    double net = 0;
    for (Position position : ledger.positions()) {
      Prices of = prices.get(position.instrument());
      // The ledger may have heard a price of a moment ago.
      worth = Math.addExact(worth, position.value(of.price()));
      if (Math.abs(position.quantity()) < of.listing().stepSize()) {
        // What a fee in base left, and cannot be sold.
        continue;
      }
      double value = Fixed8.toDouble(position.quantity()) * Fixed8.toDouble(of.price());
      gross += Math.abs(value);
      net += value;
    }
    curve.add(time, Fixed8.toDouble(worth), gross, net, benchmark);
  }

  EquityCurve curve() {
    return curve.curve();
  }

  List<RoundTrip> roundTrips() {
    return List.copyOf(roundTrips);
  }

  List<ExecutedFill> fills() {
    return List.copyOf(fills);
  }

  List<RunDecision> decisions() {
    return List.copyOf(decisions);
  }

  List<LimitUse> limits() {
    return limits.uses();
  }

  OrderCounts counts() {
    return new OrderCounts(
        signals, approved, rejected, rejections, orders, filled, refused, cancelled, asked.size());
  }
}
