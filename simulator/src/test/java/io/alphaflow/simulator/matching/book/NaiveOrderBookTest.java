package io.alphaflow.simulator.matching.book;

class NaiveOrderBookTest extends OrderBookContract {

  @Override
  OrderBook newBook() {
    return new NaiveOrderBook();
  }
}
