package io.alphaflow.backtest.data;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;

/** The records of a log of one kind as events. */
enum LogEvents {
  /** A trade log, with gaps, heartbeats and others among the trades. */
  TRADES {
    private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();

    @Override
    Object decode(byte[] value) throws CodecException {
      return codec.decode(value) instanceof Trade trade ? trade : null;
    }
  },
  /** A log of bars. */
  BARS {
    private final RecordCodec<Bar> codec = Topics.BARS.codec();

    @Override
    Object decode(byte[] value) throws CodecException {
      return codec.decode(value);
    }
  };

  /** A {@link Trade} or {@link Bar}; null when the record is neither. */
  abstract Object decode(byte[] value) throws CodecException;

  /** What orders events, epoch microseconds UTC. */
  static long time(Object event) {
    return event instanceof Trade trade ? trade.exchangeTime() : ((Bar) event).openTime();
  }

  static String instrument(Object event) {
    return event instanceof Trade trade ? trade.instrument() : ((Bar) event).instrument();
  }

  /** Of a bar; empty for a trade. */
  static String interval(Object event) {
    return event instanceof Bar bar ? bar.interval() : "";
  }

  static void give(Object event, EventSink sink) {
    if (event instanceof Trade trade) {
      sink.trade(trade);
    } else {
      sink.bar((Bar) event);
    }
  }
}
