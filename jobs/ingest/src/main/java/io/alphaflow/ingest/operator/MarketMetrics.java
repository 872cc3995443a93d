package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Trade;
import java.util.HashMap;
import java.util.Map;

/** What is measured of the trade log. */
final class MarketMetrics {

  private final DeskMetrics metrics;
  private final boolean replay;
  private final Map<String, Reached> reached = new HashMap<>();

  /**
   * Of an operator.
   *
   * @param replay whether the market's clock is not the wall's
   */
  MarketMetrics(DeskMetrics metrics, boolean replay) {
    this.metrics = metrics.declare(DeskMetric.MARKET_DATA_GAPS);
    this.replay = replay;
  }

  /** A trade was written. */
  void trade(Trade trade) {
    metrics.count(DeskMetric.MARKET_DATA_TRADES, trade.instrument());
    reached(trade.instrument(), trade.exchangeTime());
  }

  /** A gap was written. */
  void gap(Gap gap) {
    metrics.count(DeskMetric.MARKET_DATA_GAPS, gap.instrument(), gap.code());
  }

  /** The log of an instrument has reached a market time. */
  void reached(String instrument, long marketTime) {
    Reached place = reached.get(instrument);
    if (place == null) {
      place = new Reached();
      reached.put(instrument, place);
      metrics.ask(DeskMetric.MARKET_DATA_LAG, place::lagSeconds, instrument);
    }
    place.move(marketTime, replay ? DeskMetrics.nowMicros() : 0);
  }

  /** Nothing of an instrument follows: it is not behind. */
  void removed(String instrument) {
    if (reached.remove(instrument) != null) {
      metrics.set(DeskMetric.MARKET_DATA_LAG, 0, instrument);
    }
  }

  /** How far an instrument has come; written by the task, read by reporters. */
  private final class Reached {

    private volatile long market = Long.MIN_VALUE;
    private volatile long wall;

    void move(long marketTime, long now) {
      if (marketTime > market) {
        market = marketTime;
        wall = now;
      }
    }

    double lagSeconds() {
      return Math.max(0, DeskMetrics.nowMicros() - (replay ? wall : market)) / 1e6;
    }
  }
}
