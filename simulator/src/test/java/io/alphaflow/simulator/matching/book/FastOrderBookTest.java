package io.alphaflow.simulator.matching.book;

class FastOrderBookTest extends OrderBookContract {

  @Override
  OrderBook newBook() {
    return new FastOrderBook();
  }
}
