package io.alphaflow.ingest.feed;

import static io.alphaflow.ingest.feed.FeedFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Quote;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.ingest.ScriptedVenue;
import io.alphaflow.ingest.ScriptedVenue.Call;
import io.alphaflow.ingest.feed.FeedOptions.Quotes;
import io.alphaflow.ingest.feed.FeedStats.Count;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BookFeedTest {

  private final FeedFixture fixture =
      new FeedFixture(
          o -> {
            o.quotes = Quotes.BOOK;
            o.quoteIntervalMicros = 0;
            o.bookLevels = 3;
            o.depthLevels = 2;
            o.snapshotsPerMinute = 4;
          });

  @BeforeEach
  void start() {
    fixture.venue.snapshot(snapshot(10));
    fixture.start(BTC);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aQuoteIsTheTopOfTheBookWithItsDepth() {
    fixture.venue.send("BTCUSD depth 9 11 98 7 103 9");
    fixture.drain();
    fixture.venue.send("BTCUSD depth 12 13 101 2 102 8");
    fixture.drain();
    Quote last = quotes().get(quotes().size() - 1);
    assertThat(last)
        .isEqualTo(
            new Quote(BTC, 13, 101, 2, 102, 8, 2 + 1, 8 + 9, ScriptedVenue.EPOCH + 13, at()));
    assertThat(fixture.notices("BOOK_RESYNC")).as("the first snapshot is no break").isEmpty();
  }

  @Test
  void nothingIsSaidWhileTheTopStaysTheSame() {
    fixture.venue.send("BTCUSD depth 9 11 101 2 102 8");
    fixture.drain();
    fixture.venue.send("BTCUSD depth 12 13 101 2 102 8");
    fixture.venue.send("BTCUSD depth 14 14 97 2 105 8");
    fixture.drain();
    int before = quotes().size();
    fixture.venue.send("BTCUSD depth 15 15 97 3 105 9");
    fixture.drain();
    assertThat(quotes()).hasSize(before);
  }

  @Test
  void aBreakIsToldAndTheBookFetchedAnew() {
    sync();
    fixture.venue.send("BTCUSD depth 15 16 101 5 102 8");
    fixture.drain();
    assertThat(fixture.notices("BOOK_RESYNC"))
        .extracting(MarketEvent.Notice::id)
        .containsExactly("sim:BTC/USD/12");
    assertThat(fixture.count(Count.RESYNCS)).isEqualTo(1);
    fixture.venue.snapshot(snapshot(16));
    fixture.advance(1_000);
    fixture.venue.send("BTCUSD depth 17 17 101 6 102 8");
    fixture.drain();
    fixture.venue.send("BTCUSD depth 18 18 101 7 102 8");
    fixture.drain();
    assertThat(quotes().get(quotes().size() - 1).bidQuantity()).isEqualTo(7);
  }

  @Test
  void snapshotsAreAskedForOneAtATimeAndWithinTheBudget() {
    fixture.venue.snapshot(snapshot(1));
    for (int i = 0; i < 600; i++) {
      fixture.venue.send("BTCUSD depth " + (100 + i) + " " + (100 + i) + " 98 7 103 9");
      fixture.advance(100);
    }
    assertThat(fixture.venue.asked(Call.SNAPSHOT)).isBetween(3, 4);
    assertThat(quotes()).isEmpty();
  }

  @Test
  void aNewConnectionBeginsTheBookAnewWithoutANotice() {
    sync();
    fixture.venue.cut();
    fixture.advance(200);
    fixture.venue.snapshot(snapshot(50));
    fixture.venue.send("BTCUSD depth 45 51 101 6 102 8");
    fixture.drain();
    fixture.venue.send("BTCUSD depth 52 52 101 9 102 8");
    fixture.drain();
    assertThat(quotes().get(quotes().size() - 1).bidQuantity()).isEqualTo(9);
    assertThat(fixture.notices("BOOK_RESYNC")).isEmpty();
  }

  @Test
  void aChangeThatContradictsItselfIsDeadLettered() {
    sync();
    fixture.venue.send("BTCUSD depth 13 12 101 6 102 8");
    fixture.drain();
    assertThat(fixture.out.stream().filter(e -> e.fault() != null))
        .singleElement()
        .satisfies(e -> assertThat(e.fault().code()).isEqualTo("BAD_DEPTH"));
  }

  private void sync() {
    fixture.venue.send("BTCUSD depth 9 11 98 7 103 9");
    fixture.drain();
    fixture.venue.send("BTCUSD depth 12 12 98 7 103 9");
    fixture.drain();
    assertThat(quotes()).hasSize(1);
  }

  private long at() {
    return fixture.timer.nanos() / 1_000;
  }

  private List<Quote> quotes() {
    return fixture.out.stream().filter(e -> e.quote() != null).map(e -> e.quote().quote()).toList();
  }

  private static DepthSnapshot snapshot(long last) {
    return new DepthSnapshot(
        last,
        new long[] {99, 98, 97},
        new long[] {1, 2, 3},
        new long[] {103, 104, 105},
        new long[] {1, 2, 3});
  }
}
