package io.alphaflow.ingest.feed;

import static io.alphaflow.ingest.feed.FeedFixture.BTC;
import static io.alphaflow.ingest.feed.FeedFixture.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.ingest.ScriptedVenue.Call;
import io.alphaflow.ingest.feed.FeedStats.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StaleFeedTest {

  private final FeedFixture fixture = new FeedFixture(o -> {});

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aStreamThatStopsIsFoundByItsOwnRateAndReplaced() {
    fixture.start(BTC);
    tradeEachSecond(60);
    fixture.venue.trade("BTCUSD", 5, false);
    fixture.advance(19_000);
    assertThat(fixture.count(Count.STALE)).isZero();
    fixture.advance(5_000);
    assertThat(fixture.notices("FEED_STALE"))
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.id()).isEqualTo("sim:BTC/USD/61");
              assertThat(n.message()).contains("id 61");
            });
    assertThat(fixture.count(Count.STALE)).isEqualTo(1);
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(2);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(65));
  }

  @Test
  void anInstrumentOfUnknownRateIsCheckedAfterTheHardLimit() {
    fixture.start(BTC);
    fixture.venue.trade("BTCUSD", 1, false);
    fixture.advance(119_000);
    assertThat(fixture.tradeIds(BTC)).isEmpty();
    fixture.advance(4_000);
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(1));
  }

  @Test
  void aQuietInstrumentIsCheckedLessAndLess() {
    fixture.start(BTC);
    tradeEachSecond(60);
    int before = fixture.venue.asked(Call.PAGE);
    fixture.advance(3_600_000);
    // After 20 s, 40, 80, … and then each ten minutes.
    assertThat(fixture.venue.asked(Call.PAGE) - before).isBetween(9, 12);
    assertThat(fixture.count(Count.STALE)).isZero();
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(1);
  }

  @Test
  void aTradeThatIsOnItsWayIsNotStale() {
    fixture.start(BTC);
    tradeEachSecond(60);
    fixture.advance(18_900);
    String onItsWay = fixture.venue.make("BTCUSD", 100).raw();
    fixture.advance(1_300);
    fixture.venue.send(onItsWay);
    fixture.advance(5_000);
    assertThat(fixture.count(Count.STALE)).isZero();
    assertThat(fixture.tradeIds(BTC)).isEqualTo(upTo(61));
  }

  @Test
  void aStreamThatStoppedLongAgoIsFoundThoughTheVenueRefusesWhatIsTooOld() {
    fixture.start(BTC);
    tradeEachSecond(60);
    fixture.venue.trade("BTCUSD", 50, false);
    fixture.venue.historyFrom("BTCUSD", 90);
    fixture.advance(24_000);
    assertThat(fixture.notices("FEED_STALE"))
        .singleElement()
        .satisfies(n -> assertThat(n.message()).contains("does not give trade 61 any more"));
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(2);
    fixture.advance(600_000);
    assertThat(fixture.count(Count.CONNECTIONS)).as("replaced once").isEqualTo(2);
    fixture.venue.trade("BTCUSD", 1, true);
    fixture.drain();
    assertThat(fixture.missing())
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.fromId()).isEqualTo(61);
              assertThat(m.toId()).isEqualTo(110);
            });
  }

  @Test
  void aVenueThatGivesNoPastTradesIsNotTakenForStale() {
    fixture.venue.historyFrom("BTCUSD", 1_000_000);
    fixture.start(BTC);
    tradeEachSecond(60);
    fixture.advance(600_000);
    assertThat(fixture.count(Count.STALE)).isZero();
    assertThat(fixture.count(Count.CONNECTIONS)).isEqualTo(1);
  }

  @Test
  void isNotCaughtUpWhileItIsSuspected() {
    fixture.start(BTC);
    tradeEachSecond(60);
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
    fixture.venue.trade("BTCUSD", 1, false);
    fixture.advance(20_600);
    assertThat(fixture.lastTime(BTC).caughtUp()).isFalse();
    fixture.advance(4_000);
    assertThat(fixture.lastTime(BTC).caughtUp()).isTrue();
  }

  private void tradeEachSecond(int trades) {
    for (int i = 0; i < trades; i++) {
      fixture.advance(1_000);
      fixture.venue.trade("BTCUSD", 1, true);
    }
    fixture.drain();
  }
}
