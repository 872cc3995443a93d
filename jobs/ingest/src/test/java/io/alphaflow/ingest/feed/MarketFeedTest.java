package io.alphaflow.ingest.feed;

import static io.alphaflow.ingest.feed.FeedFixture.BTC;
import static io.alphaflow.ingest.feed.FeedFixture.ETH;
import static io.alphaflow.ingest.feed.FeedFixture.from;
import static io.alphaflow.ingest.feed.FeedFixture.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.ScriptedVenue.Call;
import io.alphaflow.ingest.feed.FeedOptions.Quotes;
import io.alphaflow.ingest.feed.FeedStats.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MarketFeedTest {

  private final FeedFixture fixture = new FeedFixture(o -> o.quotes = Quotes.TICKER);
  private final List<MarketEvent> out = fixture.out;

  @AfterEach
  void close() {
    fixture.close();
    assertThat(fixture.venue.openStreams()).isZero();
  }

  @Test
  void deliversRulesFirstThenPastTradesThenLiveOnes() {
    fixture.venue.trade("BTCUSD", 25, false);
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 5, true);
    fixture.drain();
    assertThat(out.get(0).rules().venueSymbol()).isEqualTo("BTCUSD");
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(30));
    assertThat(fixture.count(Count.FETCHED)).isEqualTo(25);
  }

  @Test
  void fetchesWhatTheStreamSkipped() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.venue.trade("BTCUSD", 33, false);
    fixture.venue.trade("BTCUSD", 4, true);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(39));
  }

  @Test
  void connectsAgainAndMissesNothing() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.venue.cut();
    fixture.venue.trade("BTCUSD", 15, false);
    fixture.advance(200);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(18));
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(2);
    assertThat(fixture.count(Count.RECONNECTS)).isEqualTo(1);
    assertThat(out.stream().filter(e -> e.rules() != null)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void triesAgainWhicheverCallFails(int call) {
    fixture.venue.trade("BTCUSD", 3, false);
    fixture.venue.refuseAfter(call);
    fixture.start(BTC);
    fixture.advance(1_000);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(4));
  }

  @Test
  void holdsTheStreamWhilePagesAreBehindIt() {
    fixture.start(BTC);
    fixture.venue.pagesLag(true);
    fixture.venue.trade("BTCUSD", 1, false);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.advance(1_000);
    assertThat(fixture.tradeIds(BTC)).isEmpty();
    fixture.venue.pagesLag(false);
    fixture.advance(10_000);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(2));
  }

  @Test
  void aStreamThatGoesOnFromTheLastTradeNeedsNoPage() {
    fixture.venue.trade("BTCUSD", 3, false);
    fixture.start(BTC);
    fixture.venue.cut();
    fixture.venue.holdAnswers(true);
    fixture.advance(200);
    for (int i = 0; i < 2; i++) {
      // The stream and its subscription; the page waits for its turn.
      fixture.venue.answer();
      fixture.drain();
    }
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.advance(3_000);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(5));
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
    long fetched = fixture.count(Count.FETCHED);
    fixture.venue.answer();
    fixture.drain();
    assertThat(fixture.count(Count.FETCHED)).isEqualTo(fetched);
  }

  @Test
  void idsThatTheVenueDoesNotHaveAreMissingInTheirPlaceAndTold() {
    fixture.venue.trade("BTCUSD", 3, false);
    fixture.venue.skipIds("BTCUSD", 4);
    fixture.venue.trade("BTCUSD", 2, false);
    fixture.start(BTC);
    assertThat(fixture.tradeIds(BTC)).containsExactly(1L, 2L, 3L, 8L, 9L);
    List<MarketEvent> inOrder =
        out.stream().filter(e -> e.trade() != null || e.missing() != null).toList();
    assertThat(inOrder.get(3).missing())
        .satisfies(
            missing -> {
              assertThat(missing.fromId()).isEqualTo(4);
              assertThat(missing.toId()).isEqualTo(7);
              assertThat(missing.code()).isEqualTo(MarketEvent.Missing.NOT_AT_VENUE);
              assertThat(missing.exchangeTime()).isEqualTo(inOrder.get(4).trade().time());
            });
    assertThat(fixture.notices("TRADES_MISSING"))
        .extracting(MarketEvent.Notice::id)
        .containsExactly("sim:BTC/USD/4");
    assertThat(fixture.count(Count.MISSING)).isEqualTo(4);
  }

  @Test
  void refusedHistoryIsMissingUpToTheFirstLiveTrade() {
    fixture.venue.trade("BTCUSD", 50, false);
    fixture.venue.historyFrom("BTCUSD", 1_000);
    fixture.start(BTC);
    assertThat(fixture.missing()).isEmpty();
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).containsExactly(51L, 52L);
    assertThat(fixture.missing())
        .singleElement()
        .satisfies(
            missing -> {
              assertThat(missing.fromId()).isEqualTo(1);
              assertThat(missing.toId()).isEqualTo(50);
              assertThat(missing.code()).isEqualTo(MarketEvent.Missing.HISTORY_UNAVAILABLE);
            });
    assertThat(fixture.venue.asked(Call.PAGE)).isEqualTo(1);
  }

  @Test
  void refusedHistoryBehindAJumpIsMissingUpToTheTradeThatWaits() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.drain();
    fixture.venue.historyFrom("BTCUSD", 1_000);
    fixture.venue.trade("BTCUSD", 3, false);
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).containsExactly(1L, 2L, 6L, 7L);
    assertThat(fixture.missing()).extracting(MarketEvent.Missing::toId).containsExactly(5L);
  }

  @Test
  void aVenueThatCountsAnewIsToldOnce() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 20, true);
    fixture.drain();
    long later = fixture.venue.make("BTCUSD", 100).time();
    fixture.venue.send("BTCUSD 1 100 1 " + (later + 5_000_000));
    fixture.venue.send("BTCUSD 2 100 1 " + (later + 6_000_000));
    fixture.drain();
    assertThat(fixture.notices("TRADE_IDS_RESET"))
        .singleElement()
        .satisfies(n -> assertThat(n.severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void repeatedTradesAreNoReset() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 20, true);
    fixture.venue.send("BTCUSD 3 100 1");
    fixture.drain();
    assertThat(fixture.notices("TRADE_IDS_RESET")).isEmpty();
    assertThat(fixture.count(Count.REPEATED)).isEqualTo(1);
  }

  @Test
  void reportsUnreadableFramesAndStrangersWithIncreasingNumbers() {
    fixture.start(BTC);
    out.clear();
    fixture.venue.sendTo(0, "nonsense");
    fixture.venue.sendTo(0, "XRPUSD 1 1 1");
    fixture.drain();
    assertThat(out)
        .extracting(e -> e.fault().code())
        .containsExactly("BAD_FRAME", "UNKNOWN_SYMBOL");
    assertThat(out.get(1).fault().number()).isGreaterThan(out.get(0).fault().number());
    assertThat(out.get(0).fault().raw()).isEqualTo("nonsense");
  }

  @Test
  void oneInstrumentsGapDoesNotHoldUpAnother() {
    fixture.venue.list(ETH);
    fixture.start(BTC, ETH);
    fixture.venue.pagesLag(true);
    fixture.venue.trade("BTCUSD", 1, false);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.venue.trade("ETHUSD", 3, true);
    fixture.drain();
    assertThat(fixture.tradeIds(ETH)).isEqualTo(upTo(3));
    assertThat(fixture.feed.positions())
        .extracting(FeedPosition::instrument, FeedPosition::next)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(BTC, 1L),
            org.assertj.core.groups.Tuple.tuple(ETH, 4L));
  }

  @Test
  void asksForNoMoreFramesThanItCanKeep() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 6_000, true);
    assertThat(fixture.venue.waitingFrames()).isEqualTo(6_000 - FeedConnection.WINDOW);
    fixture.drain();
    assertThat(fixture.venue.waitingFrames()).isZero();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(6_000));
  }

  @Test
  void anotherFeedGoesOnFromThePositions() {
    fixture.venue.trade("BTCUSD", 5, false);
    fixture.start(BTC);
    List<FeedPosition> positions = fixture.feed.positions();
    assertThat(positions)
        .singleElement()
        .satisfies(p -> assertThat(p.required()).as("it was listed once").isFalse());
    fixture.venue.trade("BTCUSD", 5, false);
    fixture.restart(o -> {});
    fixture.feed.subscribe(positions);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(10));
  }

  @Test
  void idsOfAnotherKindAreNotFollowed() {
    fixture.restart(o -> o.trades = StreamKind.AGG_TRADE);
    fixture.feed.subscribe(List.of(from(BTC, 77)));
    fixture.drain();
    assertThat(fixture.notices("TRADE_KIND_CHANGED")).hasSize(1);
    assertThat(fixture.feed.positions())
        .containsExactly(new FeedPosition(BTC, MarketFeed.LATEST, StreamKind.AGG_TRADE, 0, false));
  }

  @Test
  void samplesQuotesAndTheLastOneIsNeverLost() {
    fixture.start(BTC);
    out.clear();
    fixture.venue.send("BTCUSD quote 7");
    fixture.venue.send("BTCUSD quote 8");
    fixture.venue.send("BTCUSD quote 9");
    fixture.advance(150);
    fixture.venue.send("BTCUSD quote 9");
    fixture.venue.send("BTCUSD quote 6");
    fixture.drain();
    assertThat(out.stream().filter(e -> e.quote() != null).map(e -> e.quote().quote().updateId()))
        .containsExactly(7L, 9L);
  }

  @Test
  void failsWhenTheVenueDoesNotListARequiredInstrument() {
    assertThatThrownBy(() -> fixture.start(ETH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sim:ETH/USD is not listed");
  }

  @Test
  void anUnknownInstrumentIsToldOnceAndTakenInWhenTheVenueListsIt() {
    fixture.start(BTC);
    fixture.feed.subscribe(List.of(FeedPosition.start(ETH, 1, StreamKind.TRADE, false)));
    fixture.advance(1_300_000);
    assertThat(fixture.notices("UNKNOWN_INSTRUMENT")).hasSize(1);
    fixture.venue.list(ETH);
    fixture.advance(600_000);
    fixture.venue.trade("ETHUSD", 2, true);
    fixture.drain();
    assertThat(fixture.tradeIds(ETH)).isEqualTo(upTo(2));
  }

  @Test
  void anInstrumentThatIsDelistedLaterStopsTradingButNotTheFeed() {
    fixture.start(BTC);
    fixture.venue.delist(BTC);
    fixture.advance(600_000);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(out.stream().filter(e -> e.rules() != null).map(e -> e.rules().trading()))
        .containsExactly(true, false);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(1));
  }

  @Test
  void changedRulesComeBeforeTheTradeThatDoesNotFitTheOldOnes() {
    fixture.venue.list(BTC, 50);
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.venue.list(BTC, 5);
    fixture.venue.holdAnswers(true);
    fixture.venue.send(fixture.venue.make("BTCUSD", 105).raw());
    fixture.venue.send(fixture.venue.make("BTCUSD", 150).raw());
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).containsExactly(1L);
    assertThat(fixture.feed.positions()).extracting(FeedPosition::next).containsExactly(2L);
    fixture.venue.answer();
    fixture.drain();
    assertThat(out.stream().filter(e -> e.trade() != null || e.rules() != null))
        .extracting(e -> e.rules() != null ? "tick " + e.rules().tickSize() : "" + e.trade().id())
        .containsExactly("tick 50", "1", "tick 5", "2", "3");
  }

  @Test
  void tradesOffTheGridDoNotWaitForRulesThatDoNotCome() {
    fixture.venue.list(BTC, 50);
    fixture.start(BTC);
    fixture.venue.holdAnswers(true);
    fixture.venue.send(fixture.venue.make("BTCUSD", 105).raw());
    fixture.advance(5_100);
    fixture.venue.send(fixture.venue.make("BTCUSD", 105).raw());
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(2));
    assertThat(fixture.venue.asked(Call.RULES)).isEqualTo(2);
  }

  @Test
  void aClosedBarWaitsForItsTrades() {
    fixture.restart(o -> o.klines = true);
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 3, true);
    fixture.venue.trade("BTCUSD", 2, false);
    fixture.venue.send("BTCUSD kline 0 5");
    fixture.drain();
    assertThat(out).noneMatch(e -> e.kline() != null);
    fixture.advance(2_000);
    assertThat(out.stream().filter(e -> e.trade() != null || e.kline() != null))
        .extracting(e -> e.kline() != null ? "bar" : "" + e.trade().id())
        .containsExactly("1", "2", "3", "4", "5", "bar");
    fixture.venue.send("BTCUSD kline 0 5");
    fixture.drain();
    assertThat(out.stream().filter(e -> e.kline() != null)).hasSize(1);
  }

  @Test
  void aRemovedInstrumentEndsWithATimeAndTellsItsPosition() {
    fixture.venue.list(ETH);
    fixture.start(BTC, ETH);
    fixture.venue.trade("BTCUSD", 2, true);
    List<FeedPosition> removed = new ArrayList<>();
    fixture.feed.unsubscribe(BTC, removed::add);
    fixture.drain();
    assertThat(removed).extracting(FeedPosition::next).containsExactly(3L);
    assertThat(fixture.lastTime(BTC).removed()).isTrue();
    assertThat(fixture.venue.subscribed().get(0))
        .allMatch(key -> key.venueSymbol().equals("ETHUSD"));
    fixture.venue.sendTo(0, "BTCUSD 3 100 1");
    fixture.venue.trade("ETHUSD", 1, true);
    fixture.drain();
    assertThat(out).noneMatch(e -> e.fault() != null);
    assertThat(fixture.tradeIds(ETH)).isEqualTo(upTo(1));
    fixture.venue.trade("BTCUSD", 3, false);
    fixture.feed.subscribe(removed);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(5));
  }

  @Test
  void theLastInstrumentTakesItsConnectionWithIt() {
    fixture.start(BTC);
    fixture.feed.unsubscribe(BTC, position -> {});
    fixture.drain();
    assertThat(fixture.venue.openStreams()).isZero();
  }

  @Test
  void wakesItsReaderWhenAFrameComes() {
    fixture.start(BTC);
    CompletableFuture<Void> waiting = fixture.feed.available();
    assertThat(waiting).isNotDone();
    fixture.venue.trade("BTCUSD", 1, true);
    assertThat(waiting).isDone();
    assertThat(fixture.feed.poll(out::add)).isFalse();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(1));
  }
}
