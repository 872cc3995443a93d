package io.alphaflow.ingest.feed;

import static io.alphaflow.ingest.feed.FeedFixture.BTC;
import static io.alphaflow.ingest.feed.FeedFixture.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.ingest.ScriptedVenue;
import io.alphaflow.ingest.ScriptedVenue.Call;
import io.alphaflow.ingest.feed.FeedOptions.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FeedTimeTest {

  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private final FeedFixture fixture = new FeedFixture(o -> {});
  private long trades;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theVenuesTimeGoesOnWhileNothingIsTraded() {
    fixture.start(BTC);
    fixture.advance(10_000);
    List<MarketEvent.FeedTime> times = fixture.times(BTC);
    assertThat(times).hasSizeBetween(10, 11).allMatch(MarketEvent.FeedTime::caughtUp);
    assertThat(times).allMatch(t -> t.time() % SECOND == 0);
    assertThat(times)
        .extracting(MarketEvent.FeedTime::time)
        .isSorted()
        .doesNotHaveDuplicates()
        .last()
        .satisfies(
            last -> assertThat(fixture.venue.now() - 2 * SECOND - last).isBetween(0L, SECOND));
  }

  @Test
  void theVenuesTimeGoesOnWithoutAConnectionButNothingIsCaughtUp() {
    fixture.start(BTC);
    fixture.advance(3_000);
    fixture.venue.refuseAll(true);
    fixture.venue.cut();
    fixture.advance(3_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isFalse();
    long before = fixture.lastTime(BTC).time();
    fixture.advance(3_000);
    assertThat(fixture.lastTime(BTC).time()).isGreaterThan(before);
    fixture.venue.refuseAll(false);
    fixture.advance(10_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
  }

  @Test
  void aConnectionThatGivesNoSignOfLifeIsNotCaughtUp() {
    fixture.start(BTC);
    fixture.advance(3_000);
    fixture.venue.silent(true);
    fixture.advance(3_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isFalse();
    fixture.venue.silent(false);
    fixture.advance(3_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
  }

  @Test
  void oldTradesMeanThatMoreAreOnTheirWay() {
    fixture.start(BTC);
    fixture.advance(3_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
    for (int i = 0; i < 40; i++) {
      tradeOfSomeTimeAgo(3 * SECOND);
      fixture.advance(100);
    }
    assertThat(fixture.lastTime(BTC).caughtUp()).isFalse();
    for (int i = 0; i < 20; i++) {
      tradeOfSomeTimeAgo(SECOND / 10);
      fixture.advance(100);
    }
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
  }

  @Test
  void aSignOfLifeBehindTheLastOldTradeSaysThatThereAreNoMore() {
    fixture.start(BTC);
    fixture.advance(3_000);
    tradeOfSomeTimeAgo(3 * SECOND);
    fixture.advance(500);
    assertThat(fixture.lastTime(BTC).caughtUp()).isFalse();
    fixture.advance(2_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
  }

  @Test
  void aStallBehindAnOldTradeDoesNotSayThatThereAreNoMore() {
    fixture.start(BTC);
    fixture.advance(3_000);
    tradeOfSomeTimeAgo(3 * SECOND);
    fixture.venue.silent(true);
    for (int i = 0; i < 100; i++) {
      fixture.advance(100);
      assertThat(fixture.lastTime(BTC).caughtUp()).isFalse();
    }
  }

  private void tradeOfSomeTimeAgo(long micros) {
    fixture.venue.send("BTCUSD %d 100 1 %d".formatted(++trades, fixture.venue.now() - micros));
  }

  @Test
  void aClockThatLeapsIsToldAndNotFollowed() {
    fixture.start(BTC);
    fixture.advance(3_000);
    fixture.venue.clockSkew(5 * HOUR);
    fixture.advance(601_000);
    assertThat(fixture.notices("CLOCK_SKEW")).hasSize(1);
    fixture.venue.clockSkew(0);
    assertThat(fixture.venue.now() - fixture.lastTime(BTC).time()).isBetween(SECOND, 4 * SECOND);
  }

  @Test
  void askingForTheServersTimeIsTriedAgain() {
    fixture.venue.refuseAll(true);
    fixture.start(BTC);
    fixture.advance(5_000);
    assertThat(fixture.times(BTC)).isEmpty();
    fixture.venue.refuseAll(false);
    fixture.advance(10_000);
    assertThat(fixture.times(BTC)).isNotEmpty();
    assertThat(fixture.venue.asked(Call.TIME)).isGreaterThan(3);
  }

  @Test
  void aReaderThatIsBehindTellsNoTime() {
    fixture.start(BTC);
    fixture.advance(3_000);
    fixture.out.clear();
    for (int i = 0; i < 500; i++) {
      // Time passes, but nobody polls.
      fixture.timer.step(Duration.ofMillis(20));
    }
    fixture.drain();
    assertThat(fixture.times(BTC)).hasSizeLessThan(2);
  }

  @Test
  void eventTimeIsThatOfTheMessagesAndStandsStillWithThem() {
    events();
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 5, true);
    fixture.advance(100);
    assertThat(fixture.times(BTC))
        .containsExactly(new MarketEvent.FeedTime(ScriptedVenue.timeOf(5), true, false));
    fixture.advance(10_000);
    assertThat(fixture.times(BTC)).hasSize(1);
  }

  @Test
  void eventTimeMovesTheQuietOnesOfAConnectionToo() {
    events();
    fixture.venue.list(ETH);
    fixture.start(BTC, ETH);
    fixture.venue.trade("BTCUSD", 5, true);
    fixture.advance(100);
    assertThat(fixture.lastTime(ETH).time()).isEqualTo(ScriptedVenue.timeOf(5));
    assertThat(fixture.lastTime(ETH).caughtUp()).isTrue();
  }

  @Test
  void aConnectionThatBringsNothingFollowsTheOthersTime() {
    fixture.restart(
        o -> {
          o.clock = Clock.EVENTS;
          o.heartbeatDelayMicros = 0;
          o.streamsPerConnection = 1;
        });
    fixture.venue.list(ETH);
    fixture.start(BTC, ETH);
    fixture.advance(500);
    fixture.venue.trade("ETHUSD", 1, true);
    fixture.venue.trade("BTCUSD", 5, true);
    fixture.advance(100);
    assertThat(fixture.lastTime(ETH).time()).isEqualTo(ScriptedVenue.timeOf(1));
    fixture.advance(1_000);
    assertThat(fixture.lastTime(ETH).time()).isEqualTo(ScriptedVenue.timeOf(5));
  }

  @Test
  void allTradesBeforeATimeAreThereWhenItSaysSo() {
    events();
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 2, true);
    fixture.advance(100);
    fixture.venue.pagesLag(true);
    fixture.venue.trade("BTCUSD", 2, false);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.advance(1_000);
    assertThat(fixture.lastTime(BTC))
        .isEqualTo(new MarketEvent.FeedTime(ScriptedVenue.timeOf(5), false, false));
    fixture.venue.pagesLag(false);
    fixture.advance(20_000);
    assertThat(fixture.lastTime(BTC))
        .isEqualTo(new MarketEvent.FeedTime(ScriptedVenue.timeOf(5), true, false));
    assertThat(fixture.tradeIds(BTC)).hasSize(5);
  }

  @Test
  void oneBrokenTimeDoesNotMoveEventTimeButALeapOfAllDoes() {
    events();
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 5, true);
    fixture.advance(100);
    fixture.venue.send("BTCUSD kline 540 0");
    fixture.advance(100);
    assertThat(fixture.lastTime(BTC).time()).isEqualTo(ScriptedVenue.timeOf(5));
    assertThat(fixture.notices("CLOCK_SKEW")).hasSize(1);
    fixture.venue.send("BTCUSD kline 540 0");
    fixture.venue.send("BTCUSD kline 541 0");
    fixture.advance(100);
    assertThat(fixture.lastTime(BTC).time())
        .isEqualTo(ScriptedVenue.EPOCH + 9 * HOUR + 119 * SECOND);
  }

  @Test
  void eventTimeStaysBehindForTradesThatTheVenueSendsLate() {
    fixture.restart(
        o -> {
          o.clock = Clock.EVENTS;
          o.heartbeatDelayMicros = 2 * SECOND;
        });
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 5, true);
    fixture.advance(100);
    assertThat(fixture.lastTime(BTC).time()).isEqualTo(ScriptedVenue.timeOf(5) - 2 * SECOND);
  }

  private void events() {
    fixture.restart(
        o -> {
          o.clock = Clock.EVENTS;
          o.heartbeatDelayMicros = 0;
        });
  }
}
