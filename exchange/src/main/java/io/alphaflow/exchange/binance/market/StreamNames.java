package io.alphaflow.exchange.binance.market;

import io.alphaflow.exchange.market.StreamKey;
import java.util.Locale;

/** How Binance calls its streams. */
final class StreamNames {

  private StreamNames() {}

  static String of(StreamKey key) {
    String kind =
        switch (key.kind()) {
          case TRADE -> "@trade";
          case AGG_TRADE -> "@aggTrade";
          case BOOK_TICKER -> "@bookTicker";
          case DEPTH -> "@depth@100ms";
          case KLINE_1M -> "@kline_1m";
        };
    return key.venueSymbol().toLowerCase(Locale.ROOT) + kind;
  }
}
