package io.alphaflow.exchange.alpaca.market;

import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import java.util.List;

/** How Alpaca calls its streams. */
final class Channels {

  static final List<String> ALL = List.of("trades", "quotes", "orderbooks", "bars");

  private Channels() {}

  /**
   * The channel of a kind.
   *
   * @throws IllegalArgumentException when Alpaca has none
   */
  static String of(StreamKind kind) {
    return switch (kind) {
      case TRADE -> "trades";
      case BOOK_TICKER -> "quotes";
      case DEPTH -> "orderbooks";
      case KLINE_1M -> "bars";
      case AGG_TRADE -> throw new IllegalArgumentException("Alpaca has no streams " + kind);
    };
  }

  /** Channel and symbol, the name of a stream. */
  static String name(StreamKey key) {
    return name(of(key.kind()), key.venueSymbol());
  }

  static String name(String channel, String symbol) {
    return channel + ":" + symbol;
  }
}
