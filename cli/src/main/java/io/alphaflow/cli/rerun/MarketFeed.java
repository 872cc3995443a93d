package io.alphaflow.cli.rerun;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The recorded trade log as one stream in the order of market time, read as far as it is wanted:
 * each trade once, whatever is not a trade beside those of its partition. A trade that came late
 * stands where it came. Used by one thread only.
 */
public final class MarketFeed implements AutoCloseable {

  private static final long WINDOW = 20_000;

  private record Timed(long time, MarketEntry entry) {}

  /** One partition, of which a window is in memory. */
  private final class Partition {
    private final int number;
    private final long end;
    private final Deque<Timed> window = new ArrayDeque<>();
    private long next;
    private long time = Long.MIN_VALUE;

    Partition(int number) {
      this.number = number;
      this.next = reader.begin(Topics.TRADES, number);
      this.end = reader.end(Topics.TRADES, number);
    }

    Timed head() throws IOException {
      while (window.isEmpty() && next < end) {
        long to = Math.min(end, next + WINDOW);
        reader.between(Topics.TRADES, number, next, to, this::add);
        next = to;
      }
      return window.peek();
    }

    private void add(RawRecord in) {
      MarketEntry entry;
      try {
        entry = codec.decode(in.value());
      } catch (CodecException e) {
        // The desk passed over it, too.
        return;
      }
      if (entry instanceof Trade trade) {
        long last = lastIds.getOrDefault(trade.instrument(), 0L);
        if (trade.tradeId() <= last) {
          return;
        }
        lastIds.put(trade.instrument(), trade.tradeId());
        time = Math.max(time, trade.exchangeTime());
      } else if (entry instanceof Heartbeat heartbeat) {
        time = Math.max(time, heartbeat.time());
      }
      window.add(new Timed(time, entry));
    }
  }

  private final PartitionReader reader;
  private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
  private final List<Partition> partitions = new ArrayList<>();
  private final Map<String, Long> lastIds = new HashMap<>();

  /** The log from its beginning to its present end. */
  public MarketFeed(KafkaOptions kafka) {
    reader = new PartitionReader(kafka);
    int count = reader.partitions(Topics.TRADES);
    for (int number = 0; number < count; number++) {
      partitions.add(new Partition(number));
    }
  }

  /** Hands over what comes next, up to a time and with it; epoch microseconds UTC. */
  public void until(long time, Consumer<MarketEntry> to) throws IOException {
    while (true) {
      Partition first = null;
      long earliest = Long.MAX_VALUE;
      for (Partition partition : partitions) {
        Timed head = partition.head();
        if (head != null && (first == null || head.time() < earliest)) {
          first = partition;
          earliest = head.time();
        }
      }
      if (first == null || earliest > time) {
        return;
      }
      to.accept(first.window.poll().entry());
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
