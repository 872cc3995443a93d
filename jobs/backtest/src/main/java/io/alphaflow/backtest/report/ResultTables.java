package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.RunDecision;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.export.Column;
import io.alphaflow.history.export.Column.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A result's series as rows of a table. */
final class ResultTables {

  static final List<Column> EQUITY =
      List.of(
          new Column("time", Type.TIME),
          new Column("equity", Type.NUMBER),
          new Column("gross", Type.NUMBER),
          new Column("net", Type.NUMBER),
          new Column("benchmark", Type.NUMBER));

  static final List<Column> FILLS =
      List.of(
          new Column("time", Type.TIME),
          new Column("strategy", Type.TEXT),
          new Column("instrument", Type.TEXT),
          new Column("order_id", Type.TEXT),
          new Column("side", Type.TEXT),
          new Column("quantity", Type.DECIMAL),
          new Column("price", Type.DECIMAL),
          new Column("fee", Type.DECIMAL),
          new Column("maker", Type.TRUTH),
          new Column("arrival_price", Type.DECIMAL),
          new Column("decided_at", Type.TIME),
          new Column("accepted_at", Type.TIME),
          new Column("tag", Type.TEXT));

  static final List<Column> TRIPS =
      List.of(
          new Column("strategy", Type.TEXT),
          new Column("instrument", Type.TEXT),
          new Column("number", Type.INTEGER),
          new Column("side", Type.TEXT),
          new Column("opened_at", Type.TIME),
          new Column("closed_at", Type.TIME),
          new Column("quantity", Type.DECIMAL),
          new Column("entry_price", Type.DECIMAL),
          new Column("exit_price", Type.DECIMAL),
          new Column("pnl", Type.DECIMAL),
          new Column("fees", Type.DECIMAL),
          new Column("adverse", Type.DECIMAL),
          new Column("favourable", Type.DECIMAL),
          new Column("fills", Type.INTEGER));

  static final List<Column> DECISIONS =
      List.of(
          new Column("sequence", Type.INTEGER),
          new Column("time", Type.TIME),
          new Column("strategy", Type.TEXT),
          new Column("instrument", Type.TEXT),
          new Column("signal_origin", Type.TEXT),
          new Column("signal_sequence", Type.INTEGER),
          new Column("signal_side", Type.TEXT),
          new Column("tag", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("codes", Type.TEXT),
          new Column("order_id", Type.TEXT),
          new Column("side", Type.TEXT),
          new Column("order_type", Type.TEXT),
          new Column("quantity", Type.DECIMAL),
          new Column("limit_price", Type.DECIMAL),
          new Column("arrival_price", Type.DECIMAL),
          new Column("position", Type.DECIMAL),
          new Column("equity", Type.DECIMAL));

  private ResultTables() {}

  static Iterable<Object[]> equity(EquityCurve curve) {
    boolean benchmark = curve.benchmark().length > 0;
    return () ->
        IntStream.range(0, curve.size())
            .mapToObj(
                i ->
                    new Object[] {
                      Times.instant(curve.times()[i]),
                      curve.equity()[i],
                      curve.gross()[i],
                      curve.net()[i],
                      benchmark ? curve.benchmark()[i] : null
                    })
            .iterator();
  }

  static Iterable<Object[]> fills(List<ExecutedFill> fills) {
    return () ->
        fills.stream()
            .map(
                fill ->
                    new Object[] {
                      Times.instant(fill.time()),
                      fill.strategy(),
                      fill.instrument(),
                      fill.orderId(),
                      fill.side().name(),
                      Fixed8.toBigDecimal(fill.quantity()),
                      Fixed8.toBigDecimal(fill.price()),
                      Fixed8.toBigDecimal(fill.fee()),
                      fill.maker(),
                      Fixed8.toBigDecimal(fill.arrivalPrice()),
                      Times.instant(fill.decidedAt()),
                      fill.acceptedAt() == 0 ? null : Times.instant(fill.acceptedAt()),
                      fill.tag()
                    })
            .iterator();
  }

  static Iterable<Object[]> decisions(List<RunDecision> decisions) {
    return () -> decisions.stream().map(ResultTables::row).iterator();
  }

  private static Object[] row(RunDecision of) {
    Decision made = of.decision();
    Optional<OrderIntent> order = made.approvedOrder();
    return new Object[] {
      made.sequence(),
      Times.instant(made.time()),
      made.strategy(),
      made.instrument(),
      made.signalOrigin().name(),
      made.signalSequence(),
      of.signalSide() == null ? "" : of.signalSide().name(),
      of.tag(),
      made.outcome().name(),
      made.violations().stream().map(Violation::code).distinct().collect(Collectors.joining(" ")),
      order.map(OrderIntent::clientOrderId).orElse(""),
      order.map(o -> o.side().name()).orElse(""),
      order.map(o -> o.orderType().name()).orElse(""),
      order.map(o -> Fixed8.toBigDecimal(o.quantity())).orElse(null),
      order
          .filter(o -> o.orderType().hasLimit())
          .map(o -> Fixed8.toBigDecimal(o.limitPrice()))
          .orElse(null),
      Fixed8.toBigDecimal(of.arrivalPrice()),
      Fixed8.toBigDecimal(made.inputs().position()),
      Fixed8.toBigDecimal(made.inputs().equity())
    };
  }

  static Iterable<Object[]> trips(List<RoundTrip> trips) {
    return () ->
        trips.stream()
            .map(
                trip ->
                    new Object[] {
                      trip.strategy(),
                      trip.instrument(),
                      trip.number(),
                      trip.side().name(),
                      Times.instant(trip.openedAt()),
                      Times.instant(trip.closedAt()),
                      Fixed8.toBigDecimal(trip.quantity()),
                      Fixed8.toBigDecimal(trip.entryPrice()),
                      Fixed8.toBigDecimal(trip.exitPrice()),
                      Fixed8.toBigDecimal(trip.pnl()),
                      Fixed8.toBigDecimal(trip.fees()),
                      Fixed8.toBigDecimal(trip.adverse()),
                      Fixed8.toBigDecimal(trip.favourable()),
                      trip.fills()
                    })
            .iterator();
  }
}
