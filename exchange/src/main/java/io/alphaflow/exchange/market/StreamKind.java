package io.alphaflow.exchange.market;

/** The kinds of market streams that the desk reads. */
public enum StreamKind {
  /** Each trade; ids are consecutive for each symbol. */
  TRADE,
  /** Fills of one taker order at one price, put together; aggregate ids are consecutive. */
  AGG_TRADE,
  /** Changes of the best bid and ask. */
  BOOK_TICKER,
  /** Changes of the order book's levels each 100 ms. */
  DEPTH,
  /** The venue's own one-minute bar, open or closed. */
  KLINE_1M
}
