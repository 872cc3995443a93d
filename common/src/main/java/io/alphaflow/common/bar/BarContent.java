package io.alphaflow.common.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.NotionalSum;
import java.math.RoundingMode;

/**
 * What a bar under construction holds. Exact: volumes are sums of {@code long}, the quote volume is
 * summed at 16 decimals and rounded once when the bar is made, also when it was put together from
 * finer bars. Serialised by {@link io.alphaflow.common.state.StateCodec}: field names stay.
 */
final class BarContent {

  private long openTime;
  private long lastTime;
  private long open;
  private long high;
  private long low;
  private long close;
  private long volume;
  private NotionalSum quoteVolume = new NotionalSum();
  private long trades;
  private long takerBuyVolume;

  BarContent() {}

  boolean isEmpty() {
    return trades == 0;
  }

  long openTime() {
    return openTime;
  }

  long lastTime() {
    return lastTime;
  }

  long trades() {
    return trades;
  }

  long volume() {
    return volume;
  }

  /** Begins a bar with what comes next. */
  private void begin(long start, long price) {
    openTime = start;
    lastTime = Long.MIN_VALUE;
    open = price;
    high = price;
    low = price;
    volume = 0;
    quoteVolume.clear();
    takerBuyVolume = 0;
  }

  /** Adds a trade; {@code start} counts when it is the first. */
  void add(Trade trade, long start) {
    long price = trade.price();
    if (trades == 0) {
      begin(start, price);
    }
    lastTime = Math.max(lastTime, trade.exchangeTime());
    high = Math.max(high, price);
    low = Math.min(low, price);
    close = price;
    volume = Math.addExact(volume, trade.quantity());
    quoteVolume.add(price, trade.quantity());
    if (!trade.buyerIsMaker()) {
      takerBuyVolume = Math.addExact(takerBuyVolume, trade.quantity());
    }
    trades++;
  }

  /** Adds what follows, possibly nothing; {@code start} counts when it is the first. */
  void add(BarContent finer, long start) {
    if (finer.isEmpty()) {
      return;
    }
    if (trades == 0) {
      begin(start, finer.open);
    }
    lastTime = Math.max(lastTime, finer.lastTime);
    high = Math.max(high, finer.high);
    low = Math.min(low, finer.low);
    close = finer.close;
    volume = Math.addExact(volume, finer.volume);
    quoteVolume.add(finer.quoteVolume);
    takerBuyVolume = Math.addExact(takerBuyVolume, finer.takerBuyVolume);
    trades += finer.trades;
  }

  void clear() {
    trades = 0;
  }

  Bar toBar(String instrument, String interval, long sequence, long closeTime, long closedBy) {
    return new Bar(
        instrument,
        interval,
        sequence,
        openTime,
        closeTime,
        open,
        high,
        low,
        close,
        volume,
        quoteVolume.toFixed8(RoundingMode.HALF_UP),
        trades,
        takerBuyVolume,
        closedBy);
  }
}
