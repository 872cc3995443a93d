package io.alphaflow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.core.ProductSubscription;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.math.BigDecimal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.instrument.Instrument;

/**
 * Market streams through XChange 5.2.4. Its addresses are fixed in the code, so one method is
 * overridden; nothing else is.
 */
@Timeout(60)
class XChangeStreamIT {

  private static final Instrument PAIR = CurrencyPair.BTC_USDT;
  private static final BigDecimal LAST_BID = new BigDecimal("102.99");

  /** The exchange with its streams elsewhere. */
  public static final class LocalExchange extends BinanceStreamingExchange {
    private final String streams;

    LocalExchange(String streams) {
      this.streams = streams;
    }

    @Override
    protected String getStreamingBaseUri() {
      return streams + "/";
    }
  }

  private final CompositeDisposable listening = new CompositeDisposable();
  private TestVenue venue;
  private LocalExchange exchange;

  @BeforeEach
  void open() {
    venue = TestVenue.open("99", "98", "102", "101", "101.5", "103");
    exchange = new LocalExchange(venue.streamUrl());
    ExchangeSpecification specification = exchange.getDefaultExchangeSpecification();
    specification.setSslUri(venue.restUrl());
    specification.setShouldLoadRemoteMetaData(false);
    specification.setExchangeSpecificParametersItem(
        BinanceStreamingExchange.USE_HIGHER_UPDATE_FREQUENCY, true);
    exchange.applySpecification(specification);
  }

  @AfterEach
  void close() {
    listening.dispose();
    exchange.disconnect().blockingAwait(5, TimeUnit.SECONDS);
    venue.close();
  }

  @Test
  void hearsTrades() throws InterruptedException {
    exchange.connect(ProductSubscription.create().addTrades(PAIR).build()).blockingAwait();
    BlockingQueue<Trade> heard = new LinkedBlockingQueue<>();
    listening.add(exchange.getStreamingMarketDataService().getTrades(PAIR).subscribe(heard::add));
    venue.awaitStreams(1);
    venue.trade();
    venue.trade();
    Trade first = heard.poll(10, TimeUnit.SECONDS);
    assertThat(first.getId()).isEqualTo("2");
    assertThat(first.getPrice()).isEqualByComparingTo("99");
    assertThat(first.getOriginalAmount()).isEqualByComparingTo("10");
    // XChange names a trade by the side that rested: "m" is true.
    assertThat(first.getType()).isEqualTo(OrderType.BID);
    assertThat(heard.poll(10, TimeUnit.SECONDS).getPrice()).isEqualByComparingTo("98");
  }

  @Test
  void keepsABook() throws InterruptedException {
    exchange.connect(ProductSubscription.create().addOrderbook(PAIR).build()).blockingAwait();
    BlockingQueue<OrderBook> heard = new LinkedBlockingQueue<>();
    listening.add(
        exchange.getStreamingMarketDataService().getOrderBook(PAIR).subscribe(heard::add));
    venue.awaitStreams(1);
    // A depth update goes out before the trade after it. At the first, XChange fetches a snapshot
    // on its own and drops what that holds already, so it is given time.
    OrderBook book = null;
    for (int i = 0; i < 6; i++) {
      venue.trade();
      OrderBook next = heard.poll(1, TimeUnit.SECONDS);
      book = next == null ? book : next;
    }
    // At the end of the recording the last update goes out as well.
    while (book != null && book.getBids().get(0).getLimitPrice().compareTo(LAST_BID) != 0) {
      book = heard.poll(10, TimeUnit.SECONDS);
    }
    assertThat(book).as("a book with the last bid").isNotNull();
    assertThat(book.getBids()).hasSize(1);
    assertThat(book.getAsks())
        .singleElement()
        .satisfies(ask -> assertThat(ask.getLimitPrice()).isEqualByComparingTo("103.01"));
  }
}
