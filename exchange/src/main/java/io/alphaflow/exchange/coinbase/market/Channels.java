package io.alphaflow.exchange.coinbase.market;

import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;

/** How Coinbase calls its streams. */
final class Channels {

  static final String TRADES = "market_trades";
  static final String TICKER = "ticker";
  static final String LEVEL2 = "level2";

  /** Messages of {@value #LEVEL2} bear this name. */
  static final String LEVEL2_MESSAGE = "l2_data";

  private Channels() {}

  /**
   * The channel of a kind.
   *
   * @throws IllegalArgumentException when Coinbase has none
   */
  static String of(StreamKind kind) {
    return switch (kind) {
      case TRADE -> TRADES;
      case BOOK_TICKER -> TICKER;
      case DEPTH -> LEVEL2;
      case AGG_TRADE, KLINE_1M ->
          throw new IllegalArgumentException("Coinbase has no streams " + kind);
    };
  }

  /** Channel and product, the name of a stream. */
  static String name(StreamKey key) {
    return name(of(key.kind()), key.venueSymbol());
  }

  static String name(String channel, String product) {
    return channel + ":" + product;
  }
}
