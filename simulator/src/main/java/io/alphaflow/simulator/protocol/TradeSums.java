package io.alphaflow.simulator.protocol;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.MarketTrade;
import java.math.RoundingMode;

/** What the trades of a stretch of time come to. Amounts in units of 1e-8. */
final class TradeSums {

  private long firstId = -1;
  private long lastId = -1;
  private long count;
  private long open;
  private long high;
  private long low;
  private long close;
  private long lastQuantity;
  private long volume;
  private long quoteVolume;
  private long takerBuyVolume;
  private long takerBuyQuote;

  /** No trades, after one at this price; 0 when there was none. */
  TradeSums(long priceBefore) {
    open = priceBefore;
    high = priceBefore;
    low = priceBefore;
    close = priceBefore;
  }

  /** Takes the next trade; one without price or quantity does not count. */
  void add(MarketTrade trade) {
    if (trade.price() <= 0 || trade.quantity() <= 0) {
      return;
    }
    if (count == 0) {
      firstId = trade.id();
      open = trade.price();
      high = trade.price();
      low = trade.price();
    }
    lastId = trade.id();
    count++;
    high = Math.max(high, trade.price());
    low = Math.min(low, trade.price());
    close = trade.price();
    lastQuantity = trade.quantity();
    long quote = Fixed8.multiply(trade.price(), trade.quantity(), RoundingMode.HALF_UP);
    volume += trade.quantity();
    quoteVolume += quote;
    if (!trade.buyerIsMaker()) {
      takerBuyVolume += trade.quantity();
      takerBuyQuote += quote;
    }
  }

  /** Average price by volume; the last price when nothing traded. */
  long averagePrice() {
    return volume == 0 ? close : Fixed8.divide(quoteVolume, volume, RoundingMode.HALF_UP);
  }

  long firstId() {
    return firstId;
  }

  long lastId() {
    return lastId;
  }

  long count() {
    return count;
  }

  long open() {
    return open;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  long close() {
    return close;
  }

  long lastQuantity() {
    return lastQuantity;
  }

  long volume() {
    return volume;
  }

  long quoteVolume() {
    return quoteVolume;
  }

  long takerBuyVolume() {
    return takerBuyVolume;
  }

  long takerBuyQuote() {
    return takerBuyQuote;
  }
}
