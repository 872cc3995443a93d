package io.alphaflow.exchange.contract;

import static io.alphaflow.exchange.contract.MarketFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alphaflow.common.book.BookSync;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.HistoryUnavailableException;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every adapter's market data must do, run for each against a server of its venue's shape. */
@Timeout(60)
abstract class MarketDataContract {

  private static final long MICROS_PER_SECOND = 1_000_000;

  /** An id that no trade has yet. */
  private static final long BEYOND = 1_000_000_000_000L;

  private final List<MarketStream> streams = new ArrayList<>();
  MarketFixture venue;
  MarketData market;
  Received received;

  abstract MarketFixture start() throws Exception;

  @BeforeEach
  void open() throws Exception {
    venue = start();
    market = venue.open();
    received = new Received(market);
  }

  @AfterEach
  void close() throws Exception {
    streams.forEach(MarketStream::close);
    venue.close();
  }

  MarketStream stream(int requested, StreamKind... kinds) throws Exception {
    MarketStream stream = market.openStream(received).get(10, TimeUnit.SECONDS);
    streams.add(stream);
    stream.request(requested);
    String symbol = symbol();
    stream
        .subscribe(List.of(kinds).stream().map(kind -> new StreamKey(symbol, kind)).toList())
        .get(15, TimeUnit.SECONDS);
    return stream;
  }

  private String symbol() {
    return market.instruments(List.of(BTC)).join().get(BTC).venueSymbol();
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException ? error.getCause() : error;
  }

  @Test
  void listedInstrumentsHaveRulesAndOthersAreLeftOut() {
    Map<InstrumentId, Instrument> found =
        market.instruments(List.of(BTC, MarketFixture.UNLISTED)).join();
    assertThat(found).containsOnlyKeys(BTC);
    Instrument rules = found.get(BTC);
    assertThat(rules.instrument()).isEqualTo("sim:BTC/USD");
    assertThat(rules.base()).isEqualTo("BTC");
    assertThat(rules.quote()).isEqualTo("USD");
    assertThat(rules.tickSize()).isEqualTo(1_000_000);
    assertThat(rules.stepSize()).isEqualTo(10_000);
    assertThat(rules.minQuantity()).isEqualTo(10_000);
    assertThat(rules.maxQuantity()).isGreaterThan(rules.minQuantity());
    assertThat(rules.trading()).isTrue();
    assertThat(rules.quoteStep()).as("amounts of at most cents").isBetween(1L, 1_000_000L);
    assertThat(rules.sequence()).isEqualTo(1);
    assertThat(rules.effectiveTime()).isZero();
  }

  @Test
  void serverTimeIsNow() {
    long now = System.currentTimeMillis() * 1_000;
    assertThat(market.serverTime().join())
        .isBetween(now - 5 * MICROS_PER_SECOND, now + 10 * MICROS_PER_SECOND);
  }

  @Test
  void tradesComeInOrderWithWhatTheyWere() throws Exception {
    stream(1_000, StreamKind.TRADE);
    VenueTrade last = received.next(VenueTrade.class, venue::stir);
    for (int i = 0; i < 5; i++) {
      VenueTrade trade = received.next(VenueTrade.class, venue::stir);
      assertThat(trade.symbol()).isEqualTo(symbol());
      assertThat(trade.kind()).isEqualTo(StreamKind.TRADE);
      assertThat(trade.price()).isPositive();
      assertThat(trade.quantity()).isPositive();
      assertThat(trade.time()).isGreaterThanOrEqualTo(last.time());
      assertThat(received.frames).contains(trade.raw());
      if (venue.numbersTrades()) {
        assertThat(trade.id()).isEqualTo(last.id() + 1);
      }
      last = trade;
    }
    assertThat(received.times.get(0))
        .isGreaterThan(System.currentTimeMillis() * 1_000 - 60_000_000);
  }

  @Test
  void pastTradesAreThoseOfTheStream() throws Exception {
    assumeTrue(venue.numbersTrades());
    stream(1_000, StreamKind.TRADE);
    List<VenueTrade> live = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      live.add(received.next(VenueTrade.class, venue::stir));
    }
    TradePage page =
        market.historicalTrades(symbol(), StreamKind.TRADE, live.get(1).id(), 3).join();
    assertThat(page.unreadable()).isEmpty();
    assertThat(page.lastId()).isEqualTo(live.get(3).id());
    assertThat(page.trades()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      VenueTrade past = page.trades().get(i);
      VenueTrade of = live.get(i + 1);
      assertThat(past).usingRecursiveComparison().ignoringFields("raw").isEqualTo(of);
    }
    TradePage none = market.historicalTrades(symbol(), StreamKind.TRADE, BEYOND, 10).join();
    assertThat(none.size()).isZero();
    assertThat(none.lastId()).isEqualTo(BEYOND - 1);
  }

  @Test
  void pastTradesWithoutNumbersAreRefusedForGood() {
    assumeTrue(!venue.numbersTrades());
    Throwable error =
        catchThrowable(() -> market.historicalTrades(symbol(), StreamKind.TRADE, 1, 10).join());
    assertThat(cause(error)).isInstanceOf(HistoryUnavailableException.class);
  }

  @Test
  void changesOfTheBookFitToItsSnapshot() throws Exception {
    assumeTrue(venue.kinds().contains(StreamKind.DEPTH));
    stream(1_000, StreamKind.DEPTH);
    BookSync book = new BookSync(100, 1_000, BookSync.DEFAULT_MIN_KNOWN);
    int applied = 0;
    while (applied < 3) {
      DepthUpdate update = received.next(DepthUpdate.class, venue::stir);
      assertThat(update.symbol()).isEqualTo(symbol());
      BookSync.Result result =
          book.diff(
              update.firstUpdateId(),
              update.lastUpdateId(),
              update.time(),
              update.bidPrices(),
              update.bidQuantities(),
              update.askPrices(),
              update.askQuantities());
      assertThat(result).isNotEqualTo(BookSync.Result.BROKEN);
      applied += result == BookSync.Result.APPLIED ? 1 : 0;
      if (book.needsSnapshot()) {
        DepthSnapshot snapshot = market.depthSnapshot(symbol(), 50).join();
        book.snapshot(
            snapshot.lastUpdateId(),
            50,
            snapshot.bidPrices(),
            snapshot.bidQuantities(),
            snapshot.askPrices(),
            snapshot.askQuantities());
      }
    }
    assertThat(book.isSynced()).isTrue();
    assertThat(book.malformed()).isZero();
    assertThat(book.book().bids().bestPrice()).isLessThan(book.book().asks().bestPrice());
  }

  @Test
  void snapshotIsSortedAndNoDeeperThanAsked() throws Exception {
    assumeTrue(venue.kinds().contains(StreamKind.DEPTH));
    stream(1_000, StreamKind.DEPTH);
    received.next(DepthUpdate.class, venue::stir);
    DepthSnapshot snapshot = market.depthSnapshot(symbol(), 2).join();
    assertThat(snapshot.bidPrices()).hasSizeBetween(1, 2);
    assertThat(snapshot.askPrices()).hasSizeBetween(1, 2).isSorted();
    assertThat(snapshot.bidPrices()[0]).isLessThan(snapshot.askPrices()[0]);
    assertThat(snapshot.bidQuantities()).hasSameSizeAs(snapshot.bidPrices());
  }

  @Test
  void quotesHaveABidBelowTheAsk() throws Exception {
    assumeTrue(venue.kinds().contains(StreamKind.BOOK_TICKER));
    stream(1_000, StreamKind.BOOK_TICKER);
    VenueQuote first = received.next(VenueQuote.class, venue::stir);
    assertThat(first.symbol()).isEqualTo(symbol());
    assertThat(first.bid()).isPositive().isLessThan(first.ask());
    VenueQuote second = received.next(VenueQuote.class, venue::stir);
    assertThat(second.updateId()).isGreaterThan(first.updateId());
  }

  @Test
  void barsAreOfOneMinute() throws Exception {
    assumeTrue(venue.kinds().contains(StreamKind.KLINE_1M));
    stream(1_000, StreamKind.KLINE_1M);
    VenueKline bar = received.next(VenueKline.class, venue::stir);
    assertThat(bar.interval()).isEqualTo("1m");
    assertThat(bar.symbol()).isEqualTo(symbol());
    assertThat(bar.openTime() % 60_000_000).isZero();
    assertThat(bar.low()).isLessThanOrEqualTo(bar.high());
  }

  @Test
  void whatTheVenueDoesNotHaveCannotBeSubscribed() throws Exception {
    MarketStream stream = stream(10, StreamKind.TRADE);
    for (StreamKind kind : StreamKind.values()) {
      if (!venue.kinds().contains(kind)) {
        assertThat(stream.subscribe(List.of(new StreamKey(symbol(), kind))))
            .failsWithin(Duration.ofSeconds(15))
            .withThrowableThat()
            .withCauseInstanceOf(MarketDataException.class);
      }
    }
  }

  @Test
  void nothingIsDeliveredThatWasNotRequested() throws Exception {
    MarketStream stream = stream(0, StreamKind.TRADE);
    for (int i = 0; i < 5; i++) {
      venue.stir();
      Thread.sleep(100);
    }
    assertThat(received.frames).isEmpty();
    stream.request(2);
    received.next(StreamEvent.class, venue::stir);
    received.next(StreamEvent.class, venue::stir);
    venue.stir();
    Thread.sleep(300);
    assertThat(received.frames).hasSize(2);
  }

  @Test
  void unsubscribedStreamsComeNoMore() throws Exception {
    MarketStream stream = stream(10_000, StreamKind.TRADE);
    received.next(VenueTrade.class, venue::stir);
    stream
        .unsubscribe(List.of(new StreamKey(symbol(), StreamKind.TRADE)))
        .get(15, TimeUnit.SECONDS);
    Thread.sleep(300);
    int before = received.frames.size();
    for (int i = 0; i < 5; i++) {
      venue.stir();
      Thread.sleep(50);
    }
    assertThat(received.frames).hasSize(before);
  }

  @Test
  void requestsAtTheSameTimeAreAllAnswered() throws Exception {
    MarketStream stream = stream(1_000, StreamKind.TRADE);
    StreamKey key = new StreamKey(symbol(), StreamKind.TRADE);
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.add(stream.subscribe(List.of(key)));
      stream.ping();
    }
    for (CompletableFuture<Void> request : asked) {
      assertThat(request).succeedsWithin(Duration.ofSeconds(15));
    }
    received.next(VenueTrade.class, venue::stir);
    assertThat(received.ends).isEmpty();
  }

  @Test
  void streamThatIsCutEndsOnceAndTakesNoMoreRequests() throws Exception {
    MarketStream stream = stream(1_000, StreamKind.TRADE);
    received.next(VenueTrade.class, venue::stir);
    venue.proxy().cut();
    assertThat(received.ends.poll(15, TimeUnit.SECONDS)).isNotNull();
    assertThat(stream.subscribe(List.of(new StreamKey(symbol(), StreamKind.TRADE))))
        .failsWithin(Duration.ofSeconds(15))
        .withThrowableThat()
        .withCauseInstanceOf(MarketDataException.class);
    assertThat(received.ends).isEmpty();
    Received again = received;
    received = new Received(market);
    stream(1_000, StreamKind.TRADE);
    received.next(VenueTrade.class, venue::stir);
    assertThat(again.ends).isEmpty();
  }

  @Test
  void aSignOfLifeEndsTheSilence() throws Exception {
    MarketStream stream = stream(1_000, StreamKind.TRADE);
    stream.unsubscribe(List.of(new StreamKey(symbol(), StreamKind.TRADE))).get();
    Thread.sleep(600);
    stream.ping();
    Thread.sleep(1_500);
    stream.ping();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (stream.silentMillis() > 1_000) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
    assertThat(stream.ageMillis()).isGreaterThan(2_000);
  }

  @Test
  void failuresOfRestAreToldAndNothingIsAskedTwice() {
    venue.proxy().next(new FaultProxy.Answer("GET", 502, Map.of(), "<html>"));
    assertThat(cause(catchThrowable(() -> market.serverTime().join())))
        .isInstanceOf(MarketDataException.class)
        .hasMessageContaining("502");
    venue.proxy().next(new FaultProxy.Answer("GET", 200, Map.of(), "{\"cut"));
    assertThat(cause(catchThrowable(() -> market.serverTime().join())))
        .isInstanceOf(MarketDataException.class);
    venue.proxy().next(new FaultProxy.Answer("GET", 429, Map.of("Retry-After", "2"), "{}"));
    Throwable limited = cause(catchThrowable(() -> market.serverTime().join()));
    assertThat(limited).isInstanceOf(MarketDataException.class);
    assertThat(((MarketDataException) limited).retryAfter()).isPositive();
    assertThat(venue.proxy().requests()).hasSize(3);
  }

  @Test
  void whatIsNoMarketDataIsUnreadable() {
    for (String frame : List.of("", "{", "[]", "{}", "null", "{\"channel\":\"market_trades\"}")) {
      assertThat(market.parse(frame)).as(frame).isInstanceOf(StreamEvent.Unreadable.class);
    }
  }
}
