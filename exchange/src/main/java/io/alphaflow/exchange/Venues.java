package io.alphaflow.exchange;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.exchange.alpaca.market.AlpacaMarketData;
import io.alphaflow.exchange.alpaca.trading.AlpacaTrading;
import io.alphaflow.exchange.binance.market.BinanceMarketData;
import io.alphaflow.exchange.binance.trading.BinanceTrading;
import io.alphaflow.exchange.coinbase.market.CoinbaseMarketData;
import io.alphaflow.exchange.coinbase.trading.CoinbaseTrading;
import io.alphaflow.exchange.market.CombinedMarketData;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.trading.TradingVenue;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The adapter of a configured venue. */
public final class Venues {

  private Venues() {}

  /**
   * Where orders are sent.
   *
   * @param requestTimeout how long to wait for an answer
   */
  public static TradingVenue trading(VenueOptions venue, Duration requestTimeout) {
    return switch (venue.type()) {
      case BINANCE -> new BinanceTrading(venue, requestTimeout);
      case COINBASE -> new CoinbaseTrading(venue, requestTimeout);
      case ALPACA -> new AlpacaTrading(venue, requestTimeout);
    };
  }

  /**
   * Where prices come from; connects nowhere yet.
   *
   * @param account whose key is shown where the venue wants one
   * @throws IllegalStateException when the key is needed and missing
   */
  public static MarketData marketData(VenueOptions venue, AccountOptions account) {
    return switch (venue.type()) {
      case BINANCE -> new BinanceMarketData(venue);
      case COINBASE -> new CoinbaseMarketData(venue);
      case ALPACA ->
          new AlpacaMarketData(venue, account.apiKey().resolve(), account.secret().resolve());
    };
  }

  /**
   * Prices from one venue and trading rules from another, where orders are sent.
   *
   * @param prices the same as {@code venue} when it has its own
   */
  public static MarketData marketData(
      VenueOptions venue, VenueOptions prices, AccountOptions account) {
    return prices.equals(venue)
        ? marketData(venue, account)
        : new CombinedMarketData(marketData(venue, account), marketData(prices, account));
  }

  /** The streams that a venue's market data has. */
  public static Set<StreamKind> streams(VenueOptions venue) {
    return switch (venue.type()) {
      case BINANCE -> EnumSet.allOf(StreamKind.class);
      case COINBASE -> EnumSet.of(StreamKind.TRADE, StreamKind.BOOK_TICKER, StreamKind.DEPTH);
      case ALPACA ->
          EnumSet.of(
              StreamKind.TRADE, StreamKind.BOOK_TICKER, StreamKind.DEPTH, StreamKind.KLINE_1M);
    };
  }

  /**
   * Whether a venue's trades have ids that follow each other, without which a trade log cannot know
   * that none is missing.
   */
  public static boolean numbersTrades(VenueOptions venue) {
    return switch (venue.type()) {
      case BINANCE, COINBASE -> true;
      case ALPACA -> false;
    };
  }
}
