package io.alphaflow.conformance;

import static io.alphaflow.conformance.TestVenue.KEY;
import static io.alphaflow.conformance.TestVenue.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.trade.BinanceCancelOrderParams;
import org.knowm.xchange.binance.dto.trade.BinanceOrderFlags;
import org.knowm.xchange.binance.dto.trade.BinanceQueryOrderParams;
import org.knowm.xchange.binance.dto.trade.BinanceTradeHistoryParams;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceTradeService;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.Order.OrderStatus;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.account.Balance;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.meta.InstrumentMetaData;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.dto.trade.StopOrder;
import org.knowm.xchange.dto.trade.UserTrade;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.exceptions.FundsExceededException;
import org.knowm.xchange.instrument.Instrument;

/** XChange 5.2.4, unmodified: it sends parameters in the body and the signature in the query. */
@Timeout(60)
class XChangeIT {

  private static final CurrencyPair PAIR = CurrencyPair.BTC_USDT;

  private TestVenue venue;
  private BinanceExchange exchange;
  private BinanceTradeService trading;

  @BeforeEach
  void open() throws IOException {
    venue = TestVenue.open("99", "98", "102");
    ExchangeSpecification specification = new ExchangeSpecification(BinanceExchange.class);
    specification.setSslUri(venue.restUrl());
    specification.setApiKey(KEY);
    specification.setSecretKey(SECRET);
    specification.setShouldLoadRemoteMetaData(false);
    exchange = (BinanceExchange) ExchangeFactory.INSTANCE.createExchange(specification);
    exchange.remoteInit();
    trading = (BinanceTradeService) exchange.getTradeService();
  }

  @AfterEach
  void close() {
    venue.close();
  }

  @Test
  void readsTheRulesOfTheSymbol() {
    InstrumentMetaData rules = exchange.getExchangeMetaData().getInstruments().get(PAIR);
    assertThat(rules.getPriceStepSize()).isEqualByComparingTo("0.01");
    assertThat(rules.getAmountStepSize()).isEqualByComparingTo("0.0001");
    assertThat(rules.getMinimumAmount()).isEqualByComparingTo("0.0001");
    assertThat(rules.getCounterMinimumAmount()).isEqualByComparingTo("5");
  }

  @Test
  void readsTheBook() throws IOException {
    OrderBook book = exchange.getMarketDataService().getOrderBook((Instrument) PAIR);
    assertThat(book.getBids().get(0).getLimitPrice()).isEqualByComparingTo("99.99");
    assertThat(book.getAsks().get(0).getLimitPrice()).isEqualByComparingTo("100.01");
    assertThat(book.getAsks().get(0).getOriginalAmount()).isEqualByComparingTo("1000");
  }

  @Test
  void readsTheTicker() throws IOException {
    venue.trade();
    assertThat(exchange.getMarketDataService().getTicker((Instrument) PAIR).getLast())
        .isEqualByComparingTo("99");
  }

  @Test
  void readsBalances() throws IOException {
    assertThat(balance(Currency.USDT).getAvailable()).isEqualByComparingTo("10000");
    trading.placeLimitOrder(limit(OrderType.BID, "2", "90", "b-1"));
    assertThat(balance(Currency.USDT).getAvailable()).isEqualByComparingTo("9820");
    assertThat(balance(Currency.USDT).getFrozen()).isEqualByComparingTo("180");
  }

  @Test
  void aMarketOrderFills() throws IOException {
    String id =
        trading.placeMarketOrder(
            new MarketOrder.Builder(OrderType.ASK, PAIR)
                .originalAmount(new BigDecimal("2"))
                .userReference("m-1")
                .build());
    Order order = ask(id);
    assertThat(order.getStatus()).isEqualTo(OrderStatus.FILLED);
    assertThat(order.getCumulativeAmount()).isEqualByComparingTo("2");
    assertThat(order.getAveragePrice()).isEqualByComparingTo("99.99");
    assertThat(order.getUserReference()).isEqualTo("m-1");
    // 2 × 99.99, less the fee of 0.1 %.
    assertThat(balance(Currency.USDT).getAvailable()).isEqualByComparingTo("10199.78002");
    assertThat(venue.free("USDT")).isEqualByComparingTo("10199.78002");
  }

  @Test
  void aLimitOrderRestsFillsAndIsInTheHistory() throws IOException {
    String id = trading.placeLimitOrder(limit(OrderType.BID, "3", "99.5", "l-1"));
    assertThat(trading.getOpenOrders(PAIR).getOpenOrders())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.getId()).isEqualTo(id);
              assertThat(o.getLimitPrice()).isEqualByComparingTo("99.5");
              assertThat(o.getStatus()).isEqualTo(OrderStatus.NEW);
            });
    venue.trade();
    assertThat(trading.getOpenOrders(PAIR).getOpenOrders()).isEmpty();
    assertThat(ask(id).getStatus()).isEqualTo(OrderStatus.FILLED);
    List<UserTrade> trades =
        trading.getTradeHistory(new BinanceTradeHistoryParams(PAIR)).getUserTrades();
    assertThat(trades)
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.getOrderId()).isEqualTo(id);
              assertThat(t.getType()).isEqualTo(OrderType.BID);
              assertThat(t.getOriginalAmount()).isEqualByComparingTo("3");
              assertThat(t.getPrice()).isEqualByComparingTo("99.5");
              assertThat(t.getFeeAmount()).isEqualByComparingTo("0.003");
              assertThat(t.getFeeCurrency()).isEqualTo(Currency.BTC);
            });
  }

  @Test
  void cancelsByIdAndByBothIds() throws IOException {
    String id = trading.placeLimitOrder(limit(OrderType.ASK, "1", "120", "c-1"));
    String second = trading.placeLimitOrder(limit(OrderType.ASK, "1", "121", "c-2"));
    assertThat(trading.cancelOrder(new BinanceCancelOrderParams(PAIR, id, null))).isTrue();
    assertThat(ask(id).getStatus()).isEqualTo(OrderStatus.CANCELED);
    assertThat(trading.cancelOrder(new BinanceCancelOrderParams(PAIR, second, "c-2"))).isTrue();
    assertThat(trading.getOpenOrders(PAIR).getOpenOrders()).isEmpty();
    assertThat(venue.locked("BTC")).isEqualByComparingTo("0");
  }

  @Test
  void placesOtherKindsOfLimitOrders() throws IOException {
    LimitOrder immediate = limit(OrderType.BID, "1", "99", "ioc");
    immediate.addOrderFlag(TimeInForce.IOC);
    assertThat(ask(trading.placeLimitOrder(immediate)).getStatus()).isEqualTo(OrderStatus.EXPIRED);
    LimitOrder allOrNothing = limit(OrderType.BID, "1", "100.01", "fok");
    allOrNothing.addOrderFlag(TimeInForce.FOK);
    assertThat(ask(trading.placeLimitOrder(allOrNothing)).getStatus())
        .isEqualTo(OrderStatus.FILLED);
    LimitOrder maker = limit(OrderType.BID, "1", "99.9", "maker");
    maker.addOrderFlag(BinanceOrderFlags.LIMIT_MAKER);
    assertThat(ask(trading.placeLimitOrder(maker)).getStatus()).isEqualTo(OrderStatus.NEW);
    LimitOrder taker = limit(OrderType.BID, "1", "101", "taker");
    taker.addOrderFlag(BinanceOrderFlags.LIMIT_MAKER);
    assertThatThrownBy(() -> trading.placeLimitOrder(taker))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("Order would immediately match and take.");
  }

  @Test
  void aStopOrderWaitsForItsPriceAndThenFills() throws IOException {
    String id =
        trading.placeStopOrder(
            new StopOrder.Builder(OrderType.ASK, PAIR)
                .originalAmount(BigDecimal.ONE)
                .stopPrice(new BigDecimal("98.5"))
                .limitPrice(new BigDecimal("97.5"))
                .intention(StopOrder.Intention.STOP_LOSS)
                .userReference("s-1")
                .build());
    venue.trade();
    assertThat(ask(id).getStatus()).isEqualTo(OrderStatus.NEW);
    assertThat(venue.locked("BTC")).isEqualByComparingTo("1");
    venue.trade();
    assertThat(ask(id).getStatus()).isEqualTo(OrderStatus.FILLED);
    assertThat(ask(id).getAveragePrice()).isEqualByComparingTo("97.99");
    assertThat(balance(Currency.BTC).getAvailable()).isEqualByComparingTo("4");
  }

  @Test
  void refusalsAreTheLibrarysOwnExceptions() {
    assertThatThrownBy(() -> trading.placeLimitOrder(limit(OrderType.ASK, "500", "120", "f-1")))
        .isInstanceOf(FundsExceededException.class)
        .hasMessageContaining("insufficient balance");
    assertThatThrownBy(() -> trading.placeLimitOrder(limit(OrderType.BID, "1", "90.005", "f-2")))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("Filter failure: PRICE_FILTER");
    assertThatThrownBy(() -> ask("4711"))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("Order does not exist.");
    assertThat(venue.ledger().orders()).isEmpty();
  }

  private static LimitOrder limit(OrderType side, String amount, String price, String reference) {
    return new LimitOrder.Builder(side, PAIR)
        .originalAmount(new BigDecimal(amount))
        .limitPrice(new BigDecimal(price))
        .userReference(reference)
        .build();
  }

  private Order ask(String id) throws IOException {
    return trading.getOrder(new BinanceQueryOrderParams(PAIR, id)).iterator().next();
  }

  private Balance balance(Currency currency) throws IOException {
    return exchange.getAccountService().getAccountInfo().getWallet().getBalance(currency);
  }
}
