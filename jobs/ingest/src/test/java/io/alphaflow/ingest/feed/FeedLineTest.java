package io.alphaflow.ingest.feed;

import static io.alphaflow.ingest.feed.FeedFixture.BTC;
import static io.alphaflow.ingest.feed.FeedFixture.ETH;
import static io.alphaflow.ingest.feed.FeedFixture.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.ScriptedVenue.Call;
import io.alphaflow.ingest.feed.FeedOptions.Quotes;
import io.alphaflow.ingest.feed.FeedStats.Count;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FeedLineTest {

  private final FeedFixture fixture =
      new FeedFixture(o -> o.connectionLifetime = Duration.ofMinutes(10));

  @AfterEach
  void close() {
    fixture.close();
    assertThat(fixture.venue.openStreams()).isZero();
  }

  @Test
  void spreadsSymbolsOverAsManyConnectionsAsTheirStreamsNeed() {
    fixture.restart(
        o -> {
          o.quotes = Quotes.TICKER;
          o.klines = true;
          o.streamsPerConnection = 7;
        });
    String[] five =
        IntStream.range(0, 5).mapToObj(i -> "sim:C" + i + "/USD").toArray(String[]::new);
    for (String instrument : five) {
      fixture.venue.list(instrument);
    }
    fixture.start(five);
    fixture.advance(1_000);
    List<Set<StreamKey>> subscribed = fixture.venue.subscribed();
    assertThat(subscribed).extracting(Set::size).containsExactly(6, 6, 3);
    assertThat(subscribed.get(0))
        .contains(
            new StreamKey("C0USD", StreamKind.TRADE),
            new StreamKey("C0USD", StreamKind.BOOK_TICKER),
            new StreamKey("C0USD", StreamKind.KLINE_1M));
    fixture.venue.trade("C4USD", 2, true);
    fixture.drain();
    assertThat(fixture.tradeIds("sim:C4/USD")).isEqualTo(upTo(2));
    assertThat(fixture.venue.asked(Call.RULES)).as("one call for all").isLessThan(3);
  }

  @Test
  void keepsToWhatTheVenueAllows() {
    fixture.venue.maxStreams(1);
    fixture.venue.list(ETH);
    fixture.start(BTC, ETH);
    fixture.advance(1_000);
    assertThat(fixture.venue.openStreams()).isEqualTo(2);
  }

  @Test
  void replacesAnOldConnectionWhileBothWorkAndFetchesNothing() {
    fixture.start(BTC);
    int pages = fixture.venue.asked(Call.PAGE);
    trade(9 * 60 + 25);
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
    boolean both = false;
    for (int second = 0; second < 60; second++) {
      trade(1);
      both |= fixture.venue.openStreams() == 2;
    }
    assertThat(both).isTrue();
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(2);
    assertThat(fixture.count(Count.RECONNECTS)).isZero();
    assertThat(fixture.count(Count.REPEATED)).isPositive();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(fixture.venue.lastId("BTCUSD")));
    assertThat(fixture.venue.asked(Call.PAGE)).isEqualTo(pages);
  }

  @Test
  void aSilentReplacementTakesOverInTheEnd() {
    fixture.start(BTC);
    fixture.advance(11 * 60_000);
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(2);
  }

  @Test
  void aGapAtTheSeamIsFetched() {
    fixture.start(BTC);
    fixture.venue.sendTo(0, "bye");
    fixture.drain();
    fixture.advance(200);
    assertThat(fixture.venue.openStreams()).isEqualTo(2);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.venue.trade("BTCUSD", 1, false);
    fixture.advance(6_000);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(3));
  }

  @Test
  void theOldConnectionMayEndWhileTheReplacementIsOnItsWay() {
    fixture.start(BTC);
    fixture.venue.sendTo(0, "bye");
    fixture.drain();
    fixture.advance(150);
    fixture.venue.cut(0);
    fixture.venue.trade("BTCUSD", 2, false);
    fixture.drain();
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(3));
  }

  @Test
  void aReplacementThatFailsIsTriedAgainAndTheOldOneGoesOn() {
    fixture.start(BTC);
    fixture.venue.refuseAfter(0);
    fixture.venue.sendTo(0, "bye");
    fixture.advance(100);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(1));
    fixture.advance(10_000);
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(2);
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
  }

  @Test
  void waitsLongerEachTimeWhenTheVenueRefuses() {
    fixture.start(BTC);
    fixture.advance(60_000);
    fixture.venue.refuseAll(true);
    fixture.venue.cut();
    fixture.advance(600_000);
    fixture.venue.refuseAll(false);
    fixture.advance(40_000);
    assertThat(fixture.venue.openStreams()).isEqualTo(1);
    // 0.1 s, doubled up to 30 s, each shortened by up to half.
    assertThat(fixture.count(Count.RECONNECTS)).isBetween(20L, 60L);
  }

  @Test
  void asksASilentConnectionForASignOfLifeAndGivesADeadOneUp() {
    fixture.restart(o -> o.clock = FeedOptions.Clock.EVENTS);
    fixture.start(BTC);
    fixture.advance(110_000);
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(1);
    fixture.venue.silent(true);
    fixture.advance(62_000);
    assertThat(fixture.count(Count.RECONNECTS)).isEqualTo(1);
  }

  private void trade(int seconds) {
    for (int i = 0; i < seconds; i++) {
      fixture.venue.trade("BTCUSD", 1, true);
      fixture.advance(1_000);
    }
  }
}
