package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Quote;

/** A top of book as numbers, for compact state. */
final class PackedQuote {

  private PackedQuote() {}

  static long[] pack(Quote quote) {
    return new long[] {
      quote.updateId(),
      quote.bid(),
      quote.bidQuantity(),
      quote.ask(),
      quote.askQuantity(),
      quote.bidDepth(),
      quote.askDepth(),
      quote.exchangeTime(),
      quote.ingestTime()
    };
  }

  static Quote unpack(String instrument, long[] packed) {
    return new Quote(
        instrument,
        packed[0],
        packed[1],
        packed[2],
        packed[3],
        packed[4],
        packed[5],
        packed[6],
        packed[7],
        packed[8]);
  }
}
