package io.alphaflow.pnl.book;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.StrategyPosition;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.List;

/** Adds up what an account holds at the last marks. Used for one snapshot. */
final class Valuation {

  private final AccountLedger ledger;
  private final JournalBook book;
  private long realized;
  private long unrealized;
  private long fees;
  private long gross;
  private long net;

  Valuation(AccountLedger ledger, JournalBook book) {
    this.ledger = ledger;
    this.book = book;
  }

  PnlSnapshot snapshot(
      Series series,
      String cause,
      String entry,
      List<StrategyPosition> strategies,
      List<RoundTrip> roundTrips) {
    List<PositionSnapshot> positions = ledger.positions(book.marks());
    List<PositionSnapshot> others = ledger.otherAssets();
    fees = ledger.accountFees();
    for (PositionSnapshot position : positions) {
      if (ledger.isValued(position.instrument())) {
        add(position);
      }
    }
    others.forEach(this::add);
    return new PnlSnapshot(
        ledger.account(),
        series.next(),
        book.time(),
        cause,
        ledger.currency(),
        ledger.balance(ledger.currency()),
        ledger.equity(),
        realized,
        unrealized,
        fees,
        ledger.dailyPnl(),
        ledger.peakEquity(),
        Math.subtractExact(ledger.peakEquity(), ledger.equity()),
        positions,
        entry,
        ledger.reserved(),
        gross,
        net,
        leverage(),
        ledger.netFlows(),
        series.day(),
        series.dayPnl(),
        others,
        book.unpriced(ledger),
        strategies,
        roundTrips);
  }

  private void add(PositionSnapshot position) {
    realized = Math.addExact(realized, position.realizedPnl());
    unrealized = Math.addExact(unrealized, position.unrealizedPnl());
    fees = Math.addExact(fees, position.fees());
    gross = Math.addExact(gross, Math.absExact(position.value()));
    net = Math.addExact(net, position.value());
  }

  private long leverage() {
    return ledger.equity() <= 0 ? 0 : Fixed8.divide(gross, ledger.equity(), RoundingMode.HALF_EVEN);
  }
}
