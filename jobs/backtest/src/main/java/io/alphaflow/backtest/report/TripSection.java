package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.Comparator;
import java.util.List;

/** The round trips. */
final class TripSection {

  private static final int ROWS = 500;

  private final List<RoundTrip> trips;

  TripSection(BacktestResult result) {
    this.trips = result.roundTrips();
  }

  String html() {
    if (trips.isEmpty()) {
      return Html.section("trips", "Round trips", Html.note("None ended."));
    }
    Table table =
        new Table(
            true,
            "opened",
            "closed",
            "strategy",
            "instrument",
            "side",
            "quantity",
            "entry",
            "exit",
            "P&L",
            "return",
            "fees",
            "MAE",
            "MFE",
            "held");
    shown().forEach(trip -> add(table, trip));
    String note =
        trips.size() <= ROWS
            ? "A click on a heading sorts."
            : Text.of(
                "The %,d of %,d with the largest profit or loss, in order of time; all are in round-trips.csv. A click on a heading sorts.",
                ROWS, trips.size());
    return Html.section("trips", "Round trips", Html.note(note) + table);
  }

  private List<RoundTrip> shown() {
    if (trips.size() <= ROWS) {
      return trips;
    }
    Comparator<RoundTrip> largest = Comparator.comparingLong(trip -> -Math.abs(trip.pnl()));
    return trips.stream()
        .sorted(largest)
        .limit(ROWS)
        .sorted(Comparator.comparingLong(RoundTrip::closedAt))
        .toList();
  }

  private static void add(Table table, RoundTrip trip) {
    double entered = Fixed8.toDouble(trip.quantity()) * Fixed8.toDouble(trip.entryPrice());
    table
        .row()
        .text(Times.text(trip.openedAt()), trip.openedAt())
        .text(Times.text(trip.closedAt()), trip.closedAt())
        .text(trip.strategy())
        .text(trip.instrument())
        .text(trip.side() == Side.BUY ? "long" : "short")
        .number(Fixed8.format(trip.quantity()), Fixed8.toDouble(trip.quantity()))
        .number(Fixed8.format(trip.entryPrice()), Fixed8.toDouble(trip.entryPrice()))
        .number(Fixed8.format(trip.exitPrice()), Fixed8.toDouble(trip.exitPrice()))
        .number(Unit.MONEY, Fixed8.toDouble(trip.pnl()))
        .number(Unit.FRACTION, entered > 0 ? Fixed8.toDouble(trip.pnl()) / entered : Double.NaN)
        .number(Unit.MONEY, Fixed8.toDouble(trip.fees()))
        .number(Unit.MONEY, Fixed8.toDouble(trip.adverse()))
        .number(Unit.MONEY, Fixed8.toDouble(trip.favourable()))
        .number(Unit.MICROSECONDS, trip.closedAt() - trip.openedAt())
        .end();
  }
}
