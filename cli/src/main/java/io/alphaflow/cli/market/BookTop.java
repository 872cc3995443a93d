package io.alphaflow.cli.market;

import io.alphaflow.common.book.OrderBook;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.VenueQuote;

/** The best bid and ask, units of 1e-8; 0 where there is none. */
record BookTop(long bid, long bidQuantity, long ask, long askQuantity) {

  static BookTop of(OrderBook book) {
    return new BookTop(
        book.bids().bestPrice(),
        book.bids().bestQuantity(),
        book.asks().bestPrice(),
        book.asks().bestQuantity());
  }

  static BookTop of(VenueQuote quote) {
    return new BookTop(quote.bid(), quote.bidQuantity(), quote.ask(), quote.askQuantity());
  }

  String bidText() {
    return level(bid, bidQuantity);
  }

  String askText() {
    return level(ask, askQuantity);
  }

  private static String level(long price, long quantity) {
    return price == 0 ? "none" : Fixed8.format(quantity) + " at " + Fixed8.format(price);
  }

  @Override
  public String toString() {
    return "bid " + bidText() + ", ask " + askText();
  }
}
