package io.alphaflow.simulator.market;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.MarketTrade;
import java.math.RoundingMode;

/**
 * The one-minute kline of a symbol that is being made. A minute without trades repeats the last
 * close and has no trade ids. Belongs to the exchange's thread.
 */
public final class MinuteKline {

  /** Its length in µs. */
  public static final long LENGTH_MICROS = 60_000_000;

  /**
   * A kline as it stands. Amounts in units of 1e-8.
   *
   * @param openTime epoch µs; it closes {@link #LENGTH_MICROS} later
   * @param firstTradeId -1 without trades, as is the last
   * @param takerBuyVolume base that takers bought
   * @param takerBuyQuote quote that takers paid for it
   * @param closed whether it is final
   */
  public record Kline(
      long openTime,
      long firstTradeId,
      long lastTradeId,
      long open,
      long high,
      long low,
      long close,
      long volume,
      long quoteVolume,
      long trades,
      long takerBuyVolume,
      long takerBuyQuote,
      boolean closed) {}

  private long openTime;
  private long firstTradeId;
  private long lastTradeId;
  private long open;
  private long high;
  private long low;
  private long close;
  private long volume;
  private long quoteVolume;
  private long trades;
  private long takerBuyVolume;
  private long takerBuyQuote;

  /** Takes a trade; one without price or quantity does not count. */
  public void add(MarketTrade trade) {
    if (trade.price() <= 0 || trade.quantity() <= 0) {
      return;
    }
    long minute = Math.floorDiv(trade.timeMicros(), LENGTH_MICROS) * LENGTH_MICROS;
    if (minute != openTime || trades == 0) {
      begin(minute);
      open = trade.price();
      high = trade.price();
      low = trade.price();
      firstTradeId = trade.id();
    }
    lastTradeId = trade.id();
    high = Math.max(high, trade.price());
    low = Math.min(low, trade.price());
    close = trade.price();
    trades++;
    long quote = Fixed8.multiply(trade.price(), trade.quantity(), RoundingMode.HALF_UP);
    volume += trade.quantity();
    quoteVolume += quote;
    if (!trade.buyerIsMaker()) {
      takerBuyVolume += trade.quantity();
      takerBuyQuote += quote;
    }
  }

  private void begin(long minute) {
    openTime = minute;
    open = close;
    high = close;
    low = close;
    firstTradeId = -1;
    lastTradeId = -1;
    trades = 0;
    volume = 0;
    quoteVolume = 0;
    takerBuyVolume = 0;
    takerBuyQuote = 0;
  }

  /** Whether there was a trade ever. */
  public boolean hasBegun() {
    return close > 0;
  }

  /** The kline so far. */
  public Kline now() {
    return kline(false);
  }

  /**
   * Ends the minute before a time and begins the one from it.
   *
   * @param minute the full minute at which it ends, epoch µs
   */
  public Kline closeAt(long minute) {
    if (openTime + LENGTH_MICROS != minute) {
      begin(minute - LENGTH_MICROS);
    }
    Kline closed = kline(true);
    begin(minute);
    return closed;
  }

  private Kline kline(boolean closed) {
    return new Kline(
        openTime,
        firstTradeId,
        lastTradeId,
        open,
        high,
        low,
        close,
        volume,
        quoteVolume,
        trades,
        takerBuyVolume,
        takerBuyQuote,
        closed);
  }
}
