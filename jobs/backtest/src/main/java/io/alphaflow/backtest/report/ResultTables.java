package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.export.Column;
import io.alphaflow.history.export.Column.Type;
import java.util.List;
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
                      fill.tag()
                    })
            .iterator();
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
