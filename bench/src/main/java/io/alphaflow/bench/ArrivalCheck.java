package io.alphaflow.bench;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Reads the trade log of a load: which trades are there, and how long after they were due each was
 * appended. The broker stamps appends, in milliseconds.
 */
final class ArrivalCheck {

  private final IngestLoad load;
  private final long wallMinusMarket;
  private final long countFrom;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final long[] lastIds;
  private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
  private final Histogram delay = new Histogram(3);
  private long arrived;
  private long duplicated;
  private long missing;
  private long behindAtEnd;

  /**
   * A check.
   *
   * @param venue name of the venue
   * @param wallMinusMarket wall time at which a trade was due less its market time, microseconds
   * @param countFrom market time from which on delays count
   */
  ArrivalCheck(IngestLoad load, String venue, long wallMinusMarket, long countFrom) {
    this.load = load;
    this.wallMinusMarket = wallMinusMarket;
    this.countFrom = countFrom;
    this.lastIds = new long[load.symbols()];
    for (int s = 0; s < load.symbols(); s++) {
      numbers.put(venue + ":" + load.symbol(s), s);
    }
  }

  /** A record of the trade log. */
  void take(RawRecord in) {
    MarketEntry entry;
    try {
      entry = codec.decode(in.value());
    } catch (CodecException e) {
      throw new IllegalStateException(in.topic() + "@" + in.offset() + ": " + e.getMessage(), e);
    }
    if (entry instanceof Trade trade) {
      take(trade, in.timestamp());
    }
  }

  private void take(Trade trade, long appendMillis) {
    int number = numbers.get(trade.instrument());
    if (trade.tradeId() <= lastIds[number]) {
      duplicated++;
      return;
    }
    missing += trade.tradeId() - lastIds[number] - 1;
    lastIds[number] = trade.tradeId();
    arrived++;
    // The broker's clock has milliseconds.
    long micros = appendMillis * 1_000 + 500 - (trade.exchangeTime() + wallMinusMarket);
    if (trade.exchangeTime() >= countFrom) {
      delay.recordValue(Math.max(0, micros));
    }
    if (appendMillis * 1_000 > load.lastMicros() + wallMinusMarket) {
      behindAtEnd++;
    }
  }

  /** Trades on the log, each counted once. */
  long arrived() {
    return arrived;
  }

  /** Trades that the exchange made and the log does not have. */
  long lost() {
    long lost = missing;
    for (int s = 0; s < lastIds.length; s++) {
      lost += load.trades(s) - lastIds[s];
    }
    return lost;
  }

  /** Trades that are on the log again, or out of order. */
  long duplicated() {
    return duplicated;
  }

  /** Trades that were not on the log yet when the last one was due. */
  long behindAtEnd() {
    return behindAtEnd;
  }

  /** From a trade's due time to its append, microseconds. */
  Histogram delay() {
    return delay;
  }
}
