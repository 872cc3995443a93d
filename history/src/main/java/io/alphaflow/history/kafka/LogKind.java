package io.alphaflow.history.kafka;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A log that can be imported into.
 *
 * @param <T> type of the records in files
 */
abstract class LogKind<T> {

  /** What a record on the log says about its series. */
  interface Visitor {
    /** A record of a series with its identity and a hash of its content. */
    void record(String instrument, String interval, long id, int content);

    /** Ids up to this one that the log will not have. */
    default void gap(String instrument, long toId) {}

    /** Nothing earlier follows, but for some instruments. */
    default void heartbeat(Heartbeat heartbeat) {}
  }

  static final LogKind<Bar> BARS =
      new LogKind<>(Topics.BARS) {
        private final RecordCodec<Bar> codec = Topics.BARS.codec();

        @Override
        byte[] encode(Bar bar) {
          return codec.encode(bar);
        }

        @Override
        long id(Bar bar) {
          return bar.sequence();
        }

        @Override
        long time(Bar bar) {
          return bar.openTime();
        }

        /** Without what closed the bar: files do not say it. */
        @Override
        int content(Bar bar) {
          int hash = Long.hashCode(bar.open());
          hash = 31 * hash + Long.hashCode(bar.high());
          hash = 31 * hash + Long.hashCode(bar.low());
          hash = 31 * hash + Long.hashCode(bar.close());
          return 31 * hash + Long.hashCode(bar.volume());
        }

        @Override
        Optional<byte[]> between(Bar next, long last, long ingestTime) {
          return Optional.empty();
        }

        @Override
        void visit(byte[] value, Visitor visitor) throws CodecException {
          Bar bar = codec.decode(value);
          visitor.record(bar.instrument(), bar.interval(), bar.sequence(), content(bar));
        }
      };

  static final LogKind<Trade> TRADES =
      new LogKind<>(Topics.TRADES) {
        private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();

        @Override
        byte[] encode(Trade trade) {
          return codec.encode(trade);
        }

        @Override
        long id(Trade trade) {
          return trade.tradeId();
        }

        @Override
        long time(Trade trade) {
          return trade.exchangeTime();
        }

        @Override
        int content(Trade trade) {
          return 31 * Long.hashCode(trade.price()) + Long.hashCode(trade.quantity());
        }

        /** Every id from the first on is on the log: as a trade, or covered by a gap. */
        @Override
        Optional<byte[]> between(Trade next, long last, long ingestTime) {
          if (next.tradeId() == last + 1) {
            return Optional.empty();
          }
          Gap gap =
              new Gap(
                  next.instrument(),
                  last + 1,
                  next.tradeId() - 1,
                  "NOT_IN_FILE",
                  "the imported files do not have these trades, or not in a usable form",
                  next.exchangeTime(),
                  ingestTime);
          return Optional.of(codec.encode(gap));
        }

        @Override
        void visit(byte[] value, Visitor visitor) throws CodecException {
          MarketEntry entry = codec.decode(value);
          if (entry instanceof Trade trade) {
            visitor.record(trade.instrument(), "", trade.tradeId(), content(trade));
          } else if (entry instanceof Gap gap) {
            visitor.gap(gap.instrument(), gap.toId());
          } else if (entry instanceof Heartbeat heartbeat) {
            visitor.heartbeat(heartbeat);
          }
        }
      };

  private final Topic<?> topic;

  private LogKind(Topic<?> topic) {
    this.topic = topic;
  }

  Topic<?> topic() {
    return topic;
  }

  abstract byte[] encode(T value);

  abstract long id(T value);

  /** Epoch microseconds UTC. */
  abstract long time(T value);

  /** A hash of what two sources of the same record must agree on. */
  abstract int content(T value);

  /** What must stand between the record with the id {@code last} and the next one. */
  abstract Optional<byte[]> between(T next, long last, long ingestTime);

  abstract void visit(byte[] value, Visitor visitor) throws CodecException;

  /** Says what a record on the log is. */
  final void visit(ConsumerRecord<byte[], byte[]> in, Visitor visitor) throws IOException {
    try {
      visit(in.value(), visitor);
    } catch (CodecException e) {
      throw new IOException(
          "%s-%d@%d cannot be read: %s"
              .formatted(in.topic(), in.partition(), in.offset(), e.getMessage()),
          e);
    }
  }
}
