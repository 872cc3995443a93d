package io.alphaflow.cli.explain;

import static io.alphaflow.common.money.Fixed8.format;

import io.alphaflow.cli.Micros;
import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.control.Checks.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A story in lines for a person. */
final class StoryText {

  private final Story story;
  private final Decision decision;
  private final InstrumentId instrument;
  private final List<String> lines = new ArrayList<>();

  private StoryText(Story story) {
    this.story = story;
    this.decision = story.decision().record();
    this.instrument = InstrumentId.parse(decision.instrument());
  }

  static List<String> of(Story story) {
    return new StoryText(story).lines();
  }

  private List<String> lines() {
    trade();
    cause();
    decision();
    if (decision.outcome() == Outcome.WORKING) {
      children();
    } else {
      order();
    }
    reports();
    pnl();
    alerts();
    return lines;
  }

  private void head(String text, Placed<?> placed) {
    lines.add("%s, %s, written %s".formatted(text, placed.place(), Micros.iso(placed.written())));
  }

  private void line(String name, String text) {
    lines.add("  %-14s%s".formatted(name, text));
  }

  private void trade() {
    if (story.trade().isPresent()) {
      Trade trade = story.trade().get().record();
      head("TRADE " + trade.tradeId() + " of " + trade.instrument(), story.trade().get());
      line(
          "price",
          "%s %s for %s %s"
              .formatted(
                  format(trade.price()),
                  instrument.quote(),
                  format(trade.quantity()),
                  instrument.base()));
      line("exchange time", Micros.iso(trade.exchangeTime()));
      line("taken in", Micros.iso(trade.ingestTime()) + " wall clock");
    } else if (decision.triggerTradeId() == 0) {
      lines.add("TRADE none: the decision follows from no trade");
    } else {
      lines.add(
          "TRADE %d of %s is not in the trade log any more"
              .formatted(decision.triggerTradeId(), decision.instrument()));
    }
  }

  private void cause() {
    if (story.cause().isEmpty()) {
      lines.add(
          "CAUSE journal-%d@%d is not in the journal any more"
              .formatted(decision.journalPartition(), decision.journalOffset()));
      return;
    }
    JournalEntry entry = story.cause().get().record();
    if (entry instanceof Signal signal) {
      head("SIGNAL %s #%d".formatted(signal.producer(), signal.sequence()), story.cause().get());
      signal(signal);
    } else {
      head("CAUSE %s #%d".formatted(entry.producer(), entry.sequence()), story.cause().get());
      if (entry instanceof OperatorCommand command) {
        line("command", command.action() + " for " + command.level());
        line("by", command.person() + ": " + command.reason());
      } else if (entry instanceof BreakerTrip trip) {
        line("breaker", trip.breaker() + ", " + trip.stop() + " of " + trip.level());
        line("evidence", trip.evidence());
      }
    }
  }

  private void signal(Signal signal) {
    line("wants", wants(signal));
    line("tag", signal.tag() + ", confidence " + signal.confidence());
    if (signal.execution() != null) {
      line("worked", worked(signal.execution()));
    }
    line("event time", Micros.iso(signal.time()));
    signal.indicators().forEach((name, value) -> line("indicator", name + " = " + value));
    if (signal.protection().any()) {
      line(
          "protection",
          "stop loss %s, take profit %s, trailing stop %s"
              .formatted(
                  format(signal.protection().stopLoss()),
                  format(signal.protection().takeProfit()),
                  format(signal.protection().trailingStop())));
    }
  }

  private String worked(Execution execution) {
    if (execution instanceof Execution.Twap twap) {
      return "in %d slices over %s s".formatted(twap.slices(), seconds(twap.duration()));
    } else if (execution instanceof Execution.Iceberg iceberg) {
      return "showing " + format(iceberg.display()) + " at a time";
    }
    Execution.Child child = (Execution.Child) execution;
    return "child %d of parent %s/%d".formatted(child.number(), decision.account(), child.parent());
  }

  private static String seconds(long micros) {
    return format(Math.multiplyExact(micros, 100));
  }

  private static String wants(Signal signal) {
    SignalTarget target = signal.aim();
    String which =
        target.sequence() == SignalTarget.ALL
            ? "all its working orders"
            : "the order of its signal #" + target.sequence();
    return switch (target.action()) {
      case PLACE -> order(signal) + signal.ofStop().map(leg -> ", or " + order(leg)).orElse("");
      case CANCEL -> "to take back " + which;
      case REPLACE -> order(signal) + ", in the place of " + which;
      case AMEND -> which + " to be for " + format(signal.size()) + " only";
    };
  }

  private static String order(Signal signal) {
    return "%s %s %s%s, %s"
        .formatted(
            signal.side(),
            signal.sizingMode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            format(signal.size()),
            signal.orderType().hasLimit()
                ? (signal.side() == Side.BUY ? " at most at " : " at least at ")
                    + format(signal.limitPrice())
                : "",
            signal.orderType() + begins(signal.orderType(), signal.triggerPrice()));
  }

  private void decision() {
    head(
        "DECISION %s/%d: %s".formatted(decision.account(), decision.sequence(), decision.outcome()),
        story.decision());
    line("market time", Micros.iso(decision.time()));
    line("for", "%s on %s".formatted(decision.strategy(), decision.instrument()));
    line("correlation", decision.correlation() + " in the log lines of all jobs");
    DecisionInputs inputs = decision.inputs();
    line(
        "mark",
        inputs.mark() == 0
            ? "none"
            : "%s %s, %s s old"
                .formatted(format(inputs.mark()), instrument.quote(), seconds(inputs.markAge())));
    line("equity", format(inputs.equity()) + ", free " + format(inputs.freeQuote()));
    line("exposure", format(inputs.exposure()));
    line(
        "position",
        "%s %s, working buys %s, working sells %s"
            .formatted(
                format(inputs.position()),
                instrument.base(),
                format(inputs.workingBuys()),
                format(inputs.workingSells())));
    line("versions", "limits " + inputs.limitsVersion() + ", rules " + inputs.rules());
    decision.violations().forEach(v -> line("failed", text(v)));
    decision.overridden().forEach(v -> line("overridden", text(v)));
    if (decision.overridden().isEmpty()) {
      line("overridden", "C21: none");
    }
    checks();
    decision.cancels().forEach(order -> line("cancels", order));
  }

  private void checks() {
    if (story.checks().isEmpty()) {
      line(
          "controls",
          "not known: the gate decides otherwise now, the configuration is not the one of then");
      return;
    }
    for (Check check : story.checks().get()) {
      if (!check.isAsked()) {
        line(
            "not asked",
            "%s %s: %s".formatted(check.code().control(), check.code(), check.unasked()));
      } else if (check.kept()) {
        String observed = check.observed().isEmpty() ? "none else" : check.observed();
        line("kept", text(check.code().violation(check.limit(), observed)));
      }
    }
  }

  private static String text(Violation violation) {
    return "%s %s: limit %s, observed %s"
        .formatted(violation.control(), violation.code(), violation.limit(), violation.observed());
  }

  private void children() {
    long traded = story.children().stream().mapToLong(Children.Child::traded).sum();
    lines.add(
        "CHILDREN %d so far, %s of %s %s traded"
            .formatted(
                story.children().size(),
                format(traded),
                format(decision.workQuantity()),
                instrument.base()));
    for (Children.Child child : story.children()) {
      line(
          "child " + child.number(),
          "%s, %s: %s, %s traded"
              .formatted(
                  format(child.signal().record().size()),
                  child.signal().place(),
                  child.decision().map(Placed::record).map(this::answer).orElse("not judged yet"),
                  format(child.traded())));
    }
  }

  private String answer(Decision answer) {
    String order = answer.approvedOrder().map(o -> ", order " + o.clientOrderId()).orElse("");
    return "decision %s/%d %s%s"
        .formatted(answer.account(), answer.sequence(), answer.outcome(), order);
  }

  private void order() {
    if (decision.amended().isPresent()) {
      lines.add("ORDER " + decision.amended().get().clientOrderId());
      line(
          "to be for",
          "%s %s, placed for %s"
              .formatted(
                  format(decision.workQuantity()),
                  instrument.base(),
                  format(decision.amended().get().quantity())));
      return;
    }
    if (decision.approvedOrder().isEmpty()) {
      lines.add("ORDER none");
      return;
    }
    decision.approvedOrder().get().legs().forEach(this::order);
  }

  private void order(OrderIntent order) {
    lines.add("ORDER " + order.clientOrderId());
    line(
        "order",
        "%s %s, %s%s, %s"
            .formatted(
                order.side(),
                size(order),
                order.orderType(),
                (order.orderType().hasLimit() ? " " + format(order.limitPrice()) : "")
                    + begins(order.orderType(), order.triggerPrice()),
                order.timeInForce()));
  }

  private String size(OrderIntent order) {
    String quantity = format(order.quantity()) + " " + instrument.base();
    return order.byAmount()
        ? "for %s %s, at most %s"
            .formatted(format(order.quoteAmount()), instrument.quote(), quantity)
        : quantity;
  }

  private static String begins(OrderType type, long triggerPrice) {
    return type.hasTrigger() ? " beginning at " + format(triggerPrice) : "";
  }

  private void reports() {
    if (decision.approvedOrder().isPresent() && story.reports().isEmpty()) {
      lines.add("REPORTS none so far");
    }
    for (Placed<ExecutionReport> placed : story.reports()) {
      ExecutionReport report = placed.record();
      if (report.executionType() == ExecutionType.AMENDED) {
        amended(report, placed);
        continue;
      }
      boolean second = OrderIntent.firstOf(report.clientOrderId()).isPresent();
      head(
          "REPORT #%d%s: %s"
              .formatted(report.sequence(), second ? " of the stop" : "", report.executionType()),
          placed);
      line("venue time", Micros.iso(report.time()));
      if (!report.venueOrderId().isEmpty()) {
        line("venue order", report.venueOrderId());
      }
      if (report.executionType() == ExecutionType.FILL) {
        line("venue trade", Long.toString(report.venueTradeId()));
        line(
            "filled",
            "%s at %s, %s of %s so far, as %s"
                .formatted(
                    format(report.lastQuantity()),
                    format(report.lastPrice()),
                    format(report.cumulativeQuantity()),
                    format(report.orderQuantity()),
                    report.maker() ? "maker" : "taker"));
        line("fee", format(report.fee()) + " " + report.feeAsset());
      }
      if (!report.reason().isEmpty()) {
        line("reason", report.reason());
      }
    }
  }

  /** It is counted by the decision that wanted it, and has no time of the venue. */
  private void amended(ExecutionReport report, Placed<ExecutionReport> placed) {
    long by = report.sequence() - ExecutionReport.amendment(0);
    head("REPORT: AMENDED by decision %s/%d".formatted(report.account(), by), placed);
    line("now for", format(report.orderQuantity()) + " " + instrument.base());
  }

  private void pnl() {
    if (story.pnl().isEmpty()) {
      lines.add(
          story.isFilled()
              ? "P&L the snapshots around the fills are not in the P&L log"
              : "P&L unchanged: nothing was traded");
      return;
    }
    PnlSnapshot before = story.pnl().get().before().record();
    PnlSnapshot after = story.pnl().get().after().record();
    lines.add(
        "P&L of %s, snapshots %d and %d, in %s"
            .formatted(after.account(), before.sequence(), after.sequence(), after.currency()));
    TextTable table = new TextTable("", "before", "after", "change");
    row(table, "  realised", PnlSnapshot::realizedPnl, before, after);
    row(table, "  unrealised", PnlSnapshot::unrealizedPnl, before, after);
    row(table, "  fees", PnlSnapshot::fees, before, after);
    row(table, "  cash", PnlSnapshot::cash, before, after);
    row(table, "  equity", PnlSnapshot::equity, before, after);
    lines.addAll(table.lines());
  }

  private static void row(
      TextTable table,
      String name,
      ToLongFunction<PnlSnapshot> amount,
      PnlSnapshot before,
      PnlSnapshot after) {
    long from = amount.applyAsLong(before);
    long to = amount.applyAsLong(after);
    table.row(name, format(from), format(to), format(Math.subtractExact(to, from)));
  }

  private void alerts() {
    if (story.alerts().isEmpty()) {
      lines.add("ALERTS none");
    }
    for (Placed<Alert> placed : story.alerts()) {
      Alert alert = placed.record();
      head("ALERT %s %s of %s".formatted(alert.severity(), alert.code(), alert.source()), placed);
      line("message", alert.message());
    }
  }
}
