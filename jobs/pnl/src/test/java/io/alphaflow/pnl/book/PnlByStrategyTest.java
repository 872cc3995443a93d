package io.alphaflow.pnl.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.ledger.CostMethod;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.StrategyPosition;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.Journal;
import io.alphaflow.pnl.PnlOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strategies, round trips, flows and trading days in the snapshots. */
class PnlByStrategyTest {

  private PnlOptions options = options(CostMethod.AVERAGE);
  private PnlBook book = new PnlBook();
  private final List<PnlSnapshot> snapshots = new ArrayList<>();

  private static PnlOptions options(CostMethod method) {
    // The first seconds of 1970 are the evening before in New York: a cut at 19:00:30 there.
    DayCut cut = new DayCut(LocalTime.of(19, 0, 30), ZoneId.of("America/New_York"));
    return new PnlOptions(Duration.ofMinutes(1), Map.of("main", "USD"), 1, method, Map.of(), cut);
  }

  private PnlSnapshot apply(JournalEntry... entries) {
    for (JournalEntry entry : entries) {
      book.apply(entry, entry.hashCode(), options, snapshots::add);
    }
    return snapshots.get(snapshots.size() - 1);
  }

  private void open() {
    apply(Journal.instrument(), Journal.mark(1, "800", 10), Journal.opening("10000"));
  }

  private static JournalEntry book(long sequence, Booking booking) {
    return new LedgerEntry("main", sequence, booking, "ann", sequence, "statement", 0);
  }

  @Test
  void roundTripHasPricesExcursionsAndFees() {
    open();
    apply(
        Journal.fill(1, Side.BUY, "2", "800", "1"),
        Journal.mark(2, "790", 20),
        Journal.mark(3, "830", 40),
        Journal.fill(2, Side.SELL, "0.5", "820", "0.5"),
        Journal.mark(4, "805", 50));
    assertThat(snapshots).allMatch(s -> s.roundTrips().isEmpty());
    RoundTrip trip = apply(Journal.fill(3, Side.SELL, "1.5", "808", "0.5")).roundTrips().get(0);
    assertThat(trip.number()).isEqualTo(1);
    assertThat(trip.side()).isEqualTo(Side.BUY);
    assertThat(trip.quantity()).isEqualTo(Fixed8.of(2));
    assertThat(trip.entryPrice()).isEqualTo(Fixed8.of(800));
    assertThat(trip.exitPrice()).isEqualTo(Fixed8.of(811));
    assertThat(trip.adverse()).isEqualTo(Fixed8.of(-20));
    assertThat(trip.favourable()).isEqualTo(Fixed8.of(60));
    assertThat(trip.fees()).isEqualTo(Fixed8.of(2));
    assertThat(trip.pnl()).isEqualTo(Fixed8.of(20));
    assertThat(trip.fills()).isEqualTo(3);
    // The position is told once more, as flat, and no more after that.
    assertThat(snapshots.get(snapshots.size() - 1).strategies())
        .extracting(StrategyPosition::strategy, StrategyPosition::quantity)
        .containsExactly(tuple("cross", 0L));
    assertThat(apply(Journal.tick(200)).strategies()).isEmpty();
  }

  @Test
  void fillThatTurnsAPositionAroundEndsOneTripAndBeginsTheNext() {
    open();
    apply(Journal.fill(1, Side.BUY, "1", "800", "0"));
    PnlSnapshot turned = apply(Journal.fill(2, Side.SELL, "3", "810", "3"));
    assertThat(turned.roundTrips())
        .singleElement()
        .satisfies(
            trip -> {
              assertThat(trip.pnl()).isEqualTo(Fixed8.of(10));
              assertThat(trip.fees()).isZero();
            });
    PnlSnapshot over = apply(Journal.fill(3, Side.BUY, "2", "800", "0"));
    assertThat(over.roundTrips())
        .singleElement()
        .satisfies(
            trip -> {
              assertThat(trip.number()).isEqualTo(2);
              assertThat(trip.side()).isEqualTo(Side.SELL);
              assertThat(trip.pnl()).isEqualTo(Fixed8.of(17));
              assertThat(trip.fees()).isEqualTo(Fixed8.of(3));
            });
  }

  @Test
  void depositIsNoGainAndAVoidFillLeavesNothingBehind() {
    open();
    PnlSnapshot flow = apply(book(1, Booking.deposit("USD", Fixed8.of(500))));
    assertThat(flow.cause()).isEqualTo("FLOW");
    assertThat(flow.entry()).isEqualTo("ledger/main#1");
    assertThat(flow.netFlows()).isEqualTo(Fixed8.of(500));
    assertThat(flow.dailyPnl()).isZero();
    assertThat(flow.drawdown()).isZero();
    assertThat(flow.equity()).isEqualTo(Fixed8.of(10_500));
    var fill = Journal.fill(1, Side.BUY, "2", "810", "1");
    apply(fill);
    PnlSnapshot undone = apply(book(2, Booking.bust(fill)));
    assertThat(undone.cause()).isEqualTo("CORRECTION");
    assertThat(undone.equity()).isEqualTo(Fixed8.of(10_500));
    assertThat(undone.dailyPnl()).isZero();
    assertThat(undone.strategies())
        .singleElement()
        .satisfies(p -> assertThat(p.quantity()).isZero());
  }

  @Test
  void fifoAndLifoRealiseWhatTheyClose() {
    for (CostMethod method : CostMethod.values()) {
      options = options(method);
      book = new PnlBook();
      open();
      apply(Journal.fill(1, Side.BUY, "1", "700", "0"), Journal.fill(2, Side.BUY, "1", "900", "0"));
      PnlSnapshot sold = apply(Journal.fill(3, Side.SELL, "1", "850", "0"));
      String realized = Fixed8.format(sold.realizedPnl());
      assertThat(realized)
          .isEqualTo(method == CostMethod.FIFO ? "150" : method == CostMethod.LIFO ? "-50" : "50");
      assertThat(sold.realizedPnl() + sold.unrealizedPnl()).isEqualTo(Fixed8.of(50));
    }
  }

  @Test
  void tradingDayBeginsAtItsCutWithWhatWasEarnedBefore() {
    open();
    apply(Journal.fill(1, Side.BUY, "1", "800", "0"), Journal.mark(2, "803", 29));
    PnlSnapshot next = apply(Journal.mark(3, "810", 31), Journal.mark(4, "815", 61));
    assertThat(next.tradingDay()).isEqualTo("1970-01-01");
    assertThat(next.tradingDayPnl()).isEqualTo(Fixed8.of(12));
    assertThat(next.dailyPnl()).isEqualTo(Fixed8.of(15));
    assertThat(snapshots.get(0).tradingDay()).isEqualTo("1969-12-31");
  }

  @Test
  void exposureLeverageAndWhatCannotBePricedAreTold() {
    open();
    apply(Journal.fill(1, Side.BUY, "2", "800", "0"));
    PnlSnapshot told = apply(book(1, Booking.deposit("XYZ", Fixed8.of(3))));
    assertThat(told.grossExposure()).isEqualTo(Fixed8.of(1_600));
    assertThat(told.netExposure()).isEqualTo(Fixed8.of(1_600));
    assertThat(told.leverage()).isEqualTo(Fixed8.parse("0.16"));
    assertThat(told.unpriced())
        .singleElement()
        .satisfies(
            u -> {
              assertThat(u.asset()).isEqualTo("XYZ");
              assertThat(u.quantity()).isEqualTo(Fixed8.of(3));
              assertThat(u.counted()).isZero();
            });
    assertThat(told.netFlows()).isZero();
  }

  @Test
  void goesThroughBytesWithAllOfItAndOldSnapshotsAreRead() throws Exception {
    open();
    apply(Journal.fill(1, Side.BUY, "2", "800", "1"), Journal.mark(2, "790", 20));
    StateCodec<PnlBook> codec = new StateCodec<>(PnlBook.class);
    byte[] bytes = codec.encode(book);
    book = codec.decode(bytes);
    assertThat(codec.encode(book)).isEqualTo(bytes);
    PnlSnapshot ended = apply(Journal.fill(2, Side.SELL, "2", "800", "1"));
    assertThat(ended.roundTrips().get(0).adverse()).isEqualTo(Fixed8.of(-20));
    var snapshotCodec = Topics.PNL.codec();
    assertThat(snapshotCodec.decode(snapshotCodec.encode(ended))).isEqualTo(ended);
    String old =
        "{\"account\":\"main\",\"sequence\":1,\"time\":0,\"cause\":\"OPEN\",\"currency\":\"USD\","
            + "\"cash\":\"1\",\"equity\":\"1\",\"realizedPnl\":\"0\",\"unrealizedPnl\":\"0\","
            + "\"fees\":\"0\",\"dailyPnl\":\"0\",\"peakEquity\":\"1\",\"drawdown\":\"0\","
            + "\"positions\":[]}";
    PnlSnapshot read = snapshotCodec.decode(old.getBytes(StandardCharsets.UTF_8));
    assertThat(read.strategies()).isEmpty();
    assertThat(read.netFlows()).isZero();
    assertThat(new String(snapshotCodec.encode(read), StandardCharsets.UTF_8)).isEqualTo(old);
  }
}
