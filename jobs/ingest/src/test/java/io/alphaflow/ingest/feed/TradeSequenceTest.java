package io.alphaflow.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.feed.TradeSequence.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TradeSequenceTest {

  private final List<MarketEvent> out = new ArrayList<>();

  @Test
  void letsTheNextTradeThroughAtOnceBecauseTheStreamGoesOnFromThere() {
    TradeSequence sequence = sequence(1, 100);
    assertThat(sequence.needsPage()).isTrue();
    assertThat(sequence.offer(live(1), out::add)).isEqualTo(Offer.TAKEN);
    assertThat(sequence.needsPage()).isFalse();
    assertThat(sequence.offer(live(2), out::add)).isEqualTo(Offer.TAKEN);
    assertThat(sequence.offer(live(2), out::add)).isEqualTo(Offer.REPEATED);
    assertThat(sequence.offer(live(1), out::add)).isEqualTo(Offer.REPEATED);
    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  void tradesInAnotherOrderAreSetRightWithoutAPage() {
    TradeSequence sequence = started(5);
    sequence.offer(live(6), out::add);
    sequence.offer(live(7), out::add);
    assertThat(sequence.isComplete()).isFalse();
    sequence.offer(live(5), out::add);
    assertThat(ids()).containsExactly(5L, 6L, 7L);
    assertThat(sequence.isComplete()).isTrue();
  }

  @Test
  void holdsLaterTradesUntilAPageClosedTheGap() {
    TradeSequence sequence = started(5);
    sequence.offer(live(8), out::add);
    sequence.offer(live(9), out::add);
    assertThat(ids()).isEmpty();
    assertThat(sequence.needsPage()).isTrue();
    page(sequence, 5, 8, true);
    assertThat(ids()).containsExactly(5L, 6L, 7L, 8L, 9L);
    assertThat(sequence.needsPage()).isFalse();
  }

  @Test
  void keepsAskingWhenTheVenuesPagesAreBehindItsStream() {
    TradeSequence sequence = started(5);
    sequence.offer(live(7), out::add);
    page(sequence, 5, 4, true);
    assertThat(ids()).isEmpty();
    assertThat(sequence.needsPage()).isTrue();
    page(sequence, 5, 6, true);
    assertThat(ids()).containsExactly(5L, 6L, 7L);
    assertThat(sequence.needsPage()).isFalse();
  }

  @Test
  void saysWhichIdsTheVenueItselfDoesNotHave() {
    TradeSequence sequence = started(5);
    sequence.offer(live(9), out::add);
    TradePage withoutSix = new TradePage(List.of(trade(5), trade(7), trade(8)), List.of(), 8, 0);
    sequence.page(withoutSix, true, "btcusd@trade", out::add);
    assertThat(out)
        .extracting(e -> e.trade() != null ? e.trade().id() : -e.missing().fromId())
        .containsExactly(5L, -6L, 7L, 8L, 9L);
    assertThat(out.get(1).missing().toId()).isEqualTo(6);
    assertThat(out.get(1).missing().exchangeTime()).isEqualTo(7);
  }

  @Test
  void anUnreadablePastTradeStandsInItsPlace() {
    TradeSequence sequence = started(5);
    TradePage page =
        new TradePage(
            List.of(trade(5), trade(7)), List.of(new TradePage.BadElement(6, "why", "raw")), 7, 3);
    sequence.page(page, true, "btcusd@trade", out::add);
    assertThat(out)
        .extracting(
            e ->
                e.trade() != null
                    ? e.trade().id()
                    : e.fault() != null ? -e.fault().number() : -e.missing().toId())
        .containsExactly(5L, -6L, -6L, 7L);
  }

  @Test
  void reportsAnUnreadablePastTradeOnceAndGoesOn() {
    TradeSequence sequence = started(5);
    sequence.offer(live(6), out::add);
    TradePage page =
        new TradePage(List.of(), List.of(new TradePage.BadElement(5, "why", "raw")), 5, 3);
    sequence.page(page, true, "btcusd@trade", out::add);
    assertThat(out.get(0).fault())
        .isEqualTo(new MarketEvent.Fault("btcusd@trade", 5, "BAD_TRADE", "why", "raw"));
    assertThat(out.get(1).missing().code()).isEqualTo("BAD_TRADE");
    assertThat(out.get(2).trade().id()).isEqualTo(6);
    sequence.page(page, true, "btcusd@trade", out::add);
    assertThat(out).hasSize(3);
  }

  @Test
  void latestBeginsWithTheFirstTradeThatComes() {
    TradeSequence sequence = sequence(TradeSequence.LATEST, 100);
    sequence.disconnected();
    assertThat(sequence.needsPage()).isFalse();
    sequence.offer(live(42), out::add);
    assertThat(ids()).containsExactly(42L);
    assertThat(sequence.next()).isEqualTo(43);
    sequence.disconnected();
    assertThat(sequence.needsPage()).isTrue();
  }

  @Test
  void aTradeWithoutRoomIsFetchedLater() {
    TradeSequence sequence = sequence(1, 2);
    for (long id = 5; id <= 8; id++) {
      sequence.offer(live(id), out::add);
    }
    page(sequence, 1, 4, true);
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    sequence.offer(live(9), out::add);
    assertThat(sequence.needsPage()).isTrue();
    page(sequence, 7, 8, true);
    assertThat(ids()).isEqualTo(LongStream.rangeClosed(1, 9).boxed().toList());
  }

  /** Frames lost, repeated, connections cut, pages short, late and of old requests. */
  @Property(tries = 2_000)
  void deliversEveryTradeOnceAndInOrder(@ForAll long seed) {
    Random random = new Random(seed);
    out.clear();
    TradeSequence sequence = sequence(1, 1 + random.nextInt(20));
    long made = random.nextInt(30);
    long visibleInPages = 0;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> sequence.offer(live(++made), out::add);
        case 3 -> made++;
        case 4 -> sequence.offer(live(1 + random.nextInt((int) made + 1)), out::add);
        case 5 -> sequence.disconnected();
        default -> {
          visibleInPages = Math.max(visibleInPages, made - random.nextInt(4));
          askForPage(sequence, visibleInPages, 1 + random.nextInt(12));
        }
      }
      // A repeated or invented frame may be of an id that was not made yet: it counts as made.
      made = Math.max(made, sequence.next() - 1);
      assertInOrder(sequence);
    }
    made++;
    sequence.offer(live(made), out::add);
    for (int i = 0; i < 1_000 && sequence.needsPage(); i++) {
      askForPage(sequence, made, 12);
    }
    assertThat(ids()).isEqualTo(LongStream.rangeClosed(1, made).boxed().toList());
  }

  private void askForPage(TradeSequence sequence, long visible, int limit) {
    if (sequence.needsPage()) {
      long last = Math.min(visible, sequence.next() + limit - 1);
      page(sequence, sequence.next(), last, last - sequence.next() + 1 < limit);
    }
  }

  private void assertInOrder(TradeSequence sequence) {
    assertThat(sequence.next()).isEqualTo(out.size() + 1L);
    if (!out.isEmpty()) {
      assertThat(out.get(out.size() - 1).trade().id()).isEqualTo(out.size());
    }
  }

  private static TradeSequence sequence(long next, int room) {
    return new TradeSequence("sim:BTC/USD", next, 0, new HeldBudget(room));
  }

  private TradeSequence started(long next) {
    TradeSequence sequence = sequence(next, 100);
    page(sequence, next, next - 1, true);
    return sequence;
  }

  private void page(TradeSequence sequence, long from, long to, boolean isLast) {
    List<VenueTrade> trades =
        LongStream.rangeClosed(from, to).mapToObj(TradeSequenceTest::trade).toList();
    sequence.page(
        new TradePage(trades, List.of(), Math.max(to, from - 1), 0),
        isLast,
        "btcusd@trade",
        out::add);
  }

  private List<Long> ids() {
    return out.stream().map(e -> e.trade().id()).toList();
  }

  private static MarketEvent live(long id) {
    return MarketEvent.ofTrade("sim:BTC/USD", trade(id), 0);
  }

  private static VenueTrade trade(long id) {
    return new VenueTrade(StreamKind.TRADE, "BTCUSD", id, 1, 1, true, id, "raw");
  }
}
