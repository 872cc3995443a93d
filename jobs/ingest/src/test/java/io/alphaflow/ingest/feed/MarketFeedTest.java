package io.alphaflow.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.ingest.ScriptedVenue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MarketFeedTest {

  private static final InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");
  private static final InstrumentId ETH = InstrumentId.parse("sim:ETH/USD");

  private final ScriptedVenue venue = new ScriptedVenue().list("sim:BTC/USD");
  private final List<MarketEvent> out = new ArrayList<>();
  private MarketFeed feed = new MarketFeed(venue, new FeedOptions(true, 0));

  @AfterEach
  void close() {
    feed.close();
    assertThat(venue.openStreams()).isZero();
  }

  @Test
  void deliversRulesFirstThenPastTradesThenLiveOnes() {
    venue.trade("BTCUSD", 25, false);
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.trade("BTCUSD", 5, true);
    drain();
    assertThat(out.get(0).rules().venueSymbol()).isEqualTo("BTCUSD");
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(30));
    assertThat(feed.stats().fetched()).isEqualTo(25);
  }

  @Test
  void waitsForAVenueThatHasNoTradesYet() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEmpty();
    venue.trade("BTCUSD", 3, true);
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(3));
    assertThat(venue.pagesAsked()).isEqualTo(1);
  }

  @Test
  void fetchesWhatTheStreamSkipped() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.trade("BTCUSD", 2, true);
    venue.trade("BTCUSD", 33, false);
    venue.trade("BTCUSD", 4, true);
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(39));
  }

  @Test
  void connectsAgainAndMissesNothing() throws Exception {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.trade("BTCUSD", 2, true);
    venue.cut();
    venue.trade("BTCUSD", 15, false);
    drainUntilTrades(17);
    venue.trade("BTCUSD", 1, true);
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(18));
    assertThat(feed.stats().connections()).isEqualTo(2);
    assertThat(out.stream().filter(e -> e.rules() != null)).hasSize(2);
  }

  @Test
  void connectsAgainAtOnceWhenTheVenueSaysItShutsDown() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.send("bye");
    venue.trade("BTCUSD", 1, false);
    drainUntilTrades(1);
    assertThat(feed.stats().connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void triesAgainWhicheverCallFails(int call) {
    venue.trade("BTCUSD", 3, false);
    venue.refuseAfter(call);
    feed.subscribe(Map.of(BTC, 1L));
    drainUntilTrades(3);
    venue.trade("BTCUSD", 1, true);
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(4));
  }

  @Test
  void holdsTheStreamWhilePagesAreBehindIt() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.pagesLag(true);
    venue.trade("BTCUSD", 1, false);
    venue.trade("BTCUSD", 1, true);
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEmpty();
    venue.pagesLag(false);
    drainUntilTrades(2);
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(2));
  }

  @Test
  void reportsUnreadableFramesAndStrangersWithIncreasingNumbers() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    out.clear();
    venue.send("nonsense");
    venue.send("XRPUSD 1 1 1");
    drain();
    assertThat(out)
        .extracting(e -> e.fault().code())
        .containsExactly("BAD_FRAME", "UNKNOWN_SYMBOL");
    assertThat(out.get(1).fault().number()).isGreaterThan(out.get(0).fault().number());
    assertThat(out.get(0).fault().raw()).isEqualTo("nonsense");
  }

  @Test
  void oneInstrumentsGapDoesNotHoldUpAnother() {
    venue.list("sim:ETH/USD");
    feed.subscribe(Map.of(BTC, 1L, ETH, 1L));
    drain();
    venue.pagesLag(true);
    venue.trade("BTCUSD", 1, false);
    venue.trade("BTCUSD", 1, true);
    venue.trade("ETHUSD", 3, true);
    drain();
    assertThat(tradeIds("sim:ETH/USD")).isEqualTo(upTo(3));
    assertThat(feed.positions()).containsEntry("sim:BTC/USD", 1L).containsEntry("sim:ETH/USD", 4L);
  }

  @Test
  void asksForNoMoreFramesThanItCanKeep() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.trade("BTCUSD", 6_000, true);
    assertThat(venue.waitingFrames()).isEqualTo(6_000 - 4_096);
    drain();
    assertThat(venue.waitingFrames()).isZero();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(6_000));
  }

  @Test
  void anotherFeedGoesOnFromThePositions() {
    venue.trade("BTCUSD", 5, false);
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    long next = feed.positions().get("sim:BTC/USD");
    feed.close();
    venue.trade("BTCUSD", 5, false);
    feed = new MarketFeed(venue, new FeedOptions(false, 0));
    feed.subscribe(Map.of(BTC, next));
    drain();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(10));
  }

  @Test
  void samplesQuotesAndDropsRepeatedOnes() {
    feed.close();
    feed = new MarketFeed(venue, new FeedOptions(true, 1_000));
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    out.clear();
    venue.send("BTCUSD quote 7");
    venue.send("BTCUSD quote 8");
    drain();
    assertThat(out).singleElement().satisfies(e -> assertThat(e.quote().updateId()).isEqualTo(7));
  }

  @Test
  void failsWhenTheVenueDoesNotListAnInstrument() {
    feed.subscribe(Map.of(ETH, 1L));
    assertThatThrownBy(this::drain)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sim:ETH/USD is not listed");
  }

  @Test
  void anInstrumentThatIsDelistedLaterStopsTradingButNotTheFeed() {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    venue.delist("sim:BTC/USD");
    venue.cut();
    venue.trade("BTCUSD", 1, false);
    drainUntilTrades(1);
    assertThat(out.stream().filter(e -> e.rules() != null).map(e -> e.rules().trading()))
        .containsExactly(true, false);
  }

  @Test
  void wakesItsReaderWhenAFrameComes() throws Exception {
    feed.subscribe(Map.of(BTC, 1L));
    drain();
    assertThat(feed.available()).isNotDone();
    var waiting = feed.available();
    venue.trade("BTCUSD", 1, true);
    waiting.get(1, TimeUnit.SECONDS);
    assertThat(feed.poll(out::add)).isFalse();
    assertThat(tradeIds("sim:BTC/USD")).isEqualTo(upTo(1));
  }

  private void drain() {
    boolean more = true;
    while (more) {
      more = feed.poll(out::add);
    }
  }

  private void drainUntilTrades(int count) {
    while (out.stream().filter(e -> e.trade() != null).count() < count) {
      awaitStep();
    }
  }

  private void awaitStep() {
    feed.available().orTimeout(10, TimeUnit.SECONDS).join();
    feed.poll(out::add);
  }

  private List<Long> tradeIds(String instrument) {
    return out.stream()
        .filter(e -> e.trade() != null && e.instrument().equals(instrument))
        .map(e -> e.trade().id())
        .toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
