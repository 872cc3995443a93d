package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.List;

/** The time that the market has reached, by the end of the trade log, read backwards. */
final class MarketTime {

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
    try (PartitionReader reader = new PartitionReader(kafka)) {
      long reached = Long.MAX_VALUE;
      for (String instrument : instruments) {
        reached = Math.min(reached, reached(reader, instrument));
      }
      return reached;
    } catch (IOException e) {
      throw new UserError("the trade log cannot be read: " + e.getMessage());
    }
  }

  private long reached(PartitionReader reader, String instrument) throws IOException {
    long[] latest = {0};
    reader.backwards(
        Topics.TRADES,
        Partitions.of(instrument, reader.partitions(Topics.TRADES)),
        in -> latest[0] = Math.max(latest[0], time(in.value(), instrument)),
        () -> latest[0] != 0);
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
