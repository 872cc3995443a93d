package io.alphaflow.ingest.feed;

import static io.alphaflow.ingest.feed.FeedFixture.BTC;
import static io.alphaflow.ingest.feed.FeedFixture.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.feed.FeedOptions.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Frames lost, repeated, late and out of order, connections cut, stalled and replaced, refused
 * calls, pages that are behind, ids that the venue lacks, and feeds that end and are begun again
 * from their positions: every id is delivered once and in order, or said to be missing.
 */
class FeedFaultsTest {

  private static final Map<String, String> SYMBOLS = Map.of(BTC, "BTCUSD", ETH, "ETHUSD");

  @Property(tries = 300)
  void everyTradeIsDeliveredOnceAndInOrder(@ForAll long seed) {
    run(seed, false);
  }

  @Property(tries = 200)
  void everyIdIsDeliveredOrSaidToBeMissingWhereHistoryIsRefused(@ForAll long seed) {
    run(seed, true);
  }

  private static void run(long seed, boolean historyEnds) {
    Random random = new Random(seed);
    try (FeedFixture fixture = new FeedFixture(seed, o -> {})) {
      fixture.venue.list(ETH);
      begin(fixture, random, List.of(FeedFixture.from(BTC, 1), FeedFixture.from(ETH, 1)));
      Storm storm = new Storm(fixture, random, historyEnds);
      for (int step = 0; step < 150; step++) {
        storm.step();
      }
      storm.calm();
      assertThat(fixture.notices("TRADE_IDS_RESET")).isEmpty();
      SYMBOLS.forEach((instrument, symbol) -> check(fixture, instrument, symbol, historyEnds));
    }
  }

  private static void begin(FeedFixture fixture, Random random, List<FeedPosition> from) {
    fixture.restart(
        o -> {
          o.clock = random.nextBoolean() ? Clock.VENUE : Clock.EVENTS;
          o.streamsPerConnection = 1 + random.nextInt(2);
          o.connectionLifetime = Duration.ofSeconds(5 + random.nextInt(60));
          o.deadAfter = Duration.ofSeconds(5);
          o.pingAfter = Duration.ofSeconds(2);
        });
    fixture.feed.subscribe(from);
  }

  private static void check(
      FeedFixture fixture, String instrument, String symbol, boolean historyEnds) {
    Set<Long> delivered = new TreeSet<>();
    Set<Long> missing = new TreeSet<>();
    long next = 1;
    for (MarketEvent event : fixture.out) {
      if (!event.instrument().equals(instrument)) {
        continue;
      }
      if (event.trade() != null) {
        assertThat(event.trade().id()).isEqualTo(next);
        next++;
        delivered.add(event.trade().id());
      } else if (event.missing() != null) {
        assertThat(event.missing().fromId()).isEqualTo(next);
        next = event.missing().toId() + 1;
        for (long id = event.missing().fromId(); id < next; id++) {
          missing.add(id);
        }
      }
    }
    assertThat(next).isEqualTo(fixture.venue.lastId(symbol) + 1);
    if (!historyEnds) {
      assertThat(delivered).isEqualTo(fixture.venue.ids(symbol));
      assertThat(fixture.lastTime(instrument).caughtUp()).as(instrument).isTrue();
    }
    assertThat(missing).doesNotContainAnyElementsOf(delivered);
  }

  /** What goes wrong. */
  private static final class Storm {
    private final FeedFixture fixture;
    private final Random random;
    private final boolean historyEnds;
    private final List<String> late = new ArrayList<>();

    Storm(FeedFixture fixture, Random random, boolean historyEnds) {
      this.fixture = fixture;
      this.random = random;
      this.historyEnds = historyEnds;
    }

    void step() {
      String symbol = random.nextInt(4) == 0 ? "ETHUSD" : "BTCUSD";
      switch (random.nextInt(24)) {
        case 0 -> fixture.venue.cut();
        case 1 -> fixture.venue.refuseAfter(random.nextInt(3));
        case 2 -> fixture.venue.pagesLag(random.nextBoolean());
        case 3 -> fixture.venue.skipIds(symbol, 1 + random.nextInt(3));
        case 4 -> fixture.venue.silent(random.nextBoolean());
        case 5 -> fixture.venue.refuseAll(random.nextInt(4) == 0);
        case 6 -> fixture.venue.holdAnswers(random.nextInt(3) == 0);
        case 7 -> toSome("bye");
        case 8 -> fixture.advance(random.nextInt(30_000));
        case 9 -> restart();
        case 10 -> {
          if (historyEnds) {
            fixture.venue.historyFrom(symbol, fixture.venue.lastId(symbol) - random.nextInt(20));
          }
        }
        case 11 -> sendLate();
        default -> trades(symbol);
      }
      if (random.nextInt(3) > 0) {
        fixture.venue.answer();
        fixture.advance(random.nextInt(300));
      }
    }

    private void trades(String symbol) {
      for (int i = random.nextInt(12); i >= 0; i--) {
        VenueTrade trade = fixture.venue.make(symbol, 100);
        int fate = random.nextInt(10);
        if (fate == 0) {
          late.add(trade.raw());
        } else if (fate != 1) {
          fixture.venue.send(trade.raw());
        }
        if (fate == 2) {
          fixture.venue.send(trade.raw());
        }
      }
    }

    private void sendLate() {
      while (!late.isEmpty()) {
        fixture.venue.send(late.remove(random.nextInt(late.size())));
      }
    }

    private void toSome(String frame) {
      if (fixture.venue.openStreams() > 0) {
        fixture.venue.sendTo(random.nextInt(fixture.venue.openStreams()), frame);
      }
    }

    private void restart() {
      begin(fixture, random, fixture.feed.positions());
    }

    /** Everything works again, and what is open is closed by a trade that arrives. */
    void calm() {
      fixture.venue.refuseAfter(-1);
      fixture.venue.refuseAll(false);
      fixture.venue.pagesLag(false);
      fixture.venue.silent(false);
      fixture.venue.holdAnswers(false);
      for (int i = 0; i < 1_000; i++) {
        fixture.venue.answer();
      }
      for (int i = 0; i < 3; i++) {
        fixture.advance(60_000);
        SYMBOLS.values().forEach(symbol -> fixture.venue.trade(symbol, 1, true));
      }
      fixture.advance(60_000);
    }
  }
}
