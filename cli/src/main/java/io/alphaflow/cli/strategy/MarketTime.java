package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.kafka.LogReading;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The time that the market has reached, by the end of the trade log, read backwards. */
final class MarketTime {

  private static final int FIRST_WINDOW = 500;

  /** Records that are looked at for one instrument. */
  private static final long FAR = 1_000_000;

  private final KafkaOptions kafka;
  private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();

  MarketTime(KafkaOptions kafka) {
    this.kafka = kafka;
  }

  /**
   * The time that each of some instruments has reached.
   *
   * @return epoch microseconds UTC; 0 when one of them has no time yet
   */
  long reached(List<String> instruments) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties())) {
      long reached = Long.MAX_VALUE;
      for (String instrument : instruments) {
        reached = Math.min(reached, reached(consumer, instrument));
      }
      return reached;
    } catch (IOException e) {
      throw new UserError("the trade log cannot be read: " + e.getMessage());
    }
  }

  private long reached(KafkaConsumer<byte[], byte[]> consumer, String instrument)
      throws IOException {
    String topic = kafka.topic(Topics.TRADES);
    int partitions = consumer.partitionsFor(topic).size();
    TopicPartition partition = new TopicPartition(topic, Partitions.of(instrument, partitions));
    long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    begin = Math.max(begin, end - FAR);
    long[] latest = {0};
    for (long window = FIRST_WINDOW; end > begin && latest[0] == 0; window *= 2) {
      long from = Math.max(begin, end - window);
      LogReading.between(
          consumer,
          partition,
          from,
          end,
          in -> latest[0] = Math.max(latest[0], time(in.value(), instrument)));
      end = from;
    }
    return latest[0];
  }

  /** What an entry says about the time of an instrument; 0 for nothing. */
  private long time(byte[] value, String instrument) {
    try {
      MarketEntry entry = codec.decode(value);
      if (entry instanceof Trade trade && trade.instrument().equals(instrument)) {
        return trade.exchangeTime();
      }
      if (entry instanceof Heartbeat heartbeat && !heartbeat.except().contains(instrument)) {
        return heartbeat.time();
      }
      return 0;
    } catch (CodecException e) {
      // The desk passes over it, too.
      return 0;
    }
  }
}
