package io.alphaflow.backtest.data;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.kafka.LogReading;
import io.alphaflow.history.kafka.LogSlice;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Reads a slice of a log in a thread of its own, some batches ahead: what is wanted of it, decoded,
 * in the order of the log.
 */
final class TopicFeed {

  private static final int BATCH = 1_024;
  private static final int AHEAD = 8;
  private static final long WAIT_MILLIS = 100;

  /** Records between two batches at most, so that what is not there is known to be so. */
  private static final int RECORDS = 50_000;

  /** Some events with the lanes that they belong to, and how far the log was read. */
  static final class Batch {
    private final int[] lanes = new int[BATCH];
    private final Object[] events = new Object[BATCH];
    private int size;
    private long reached;
    private boolean last;
    private IOException failure;

    int size() {
      return size;
    }

    int lane(int i) {
      return lanes[i];
    }

    Object event(int i) {
      return events[i];
    }

    /** The offset behind the last record that was looked at. */
    long reached() {
      return reached;
    }

    boolean isLast() {
      return last;
    }
  }

  private final TopicHistory history;
  private final LogSlice slice;
  private final Map<String, Integer> lanes;
  private final Rejects rejects;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(AHEAD);
  private final Map<Key, Integer> keys = new HashMap<>();
  private final Key probe = new Key();
  private volatile boolean stopped;
  private Batch filling = new Batch();
  private int looked;

  /**
   * Begins to read.
   *
   * @param lanes numbers of the lanes by instrument; what is not among them is left out
   */
  TopicFeed(TopicHistory history, LogSlice slice, Map<String, Integer> lanes, Rejects rejects) {
    this.history = history;
    this.slice = slice;
    this.lanes = Map.copyOf(lanes);
    this.rejects = rejects;
    this.lanes.forEach(
        (instrument, lane) -> keys.put(new Key(instrument.getBytes(StandardCharsets.UTF_8)), lane));
    Thread thread = new Thread(this::read, "log-" + slice.topic() + "-" + slice.partition());
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(
            history.kafka().bootstrapServers(), history.kafka().clientProperties())) {
      LogReading.between(consumer, slice.place(), slice.begin(), slice.end(), this::accept);
    } catch (IOException e) {
      filling.failure = e;
    } catch (RuntimeException e) {
      filling.failure =
          new IOException(
              "%s-%d cannot be read: %s"
                  .formatted(slice.topic(), slice.partition(), e.getMessage()),
              e);
    }
    filling.last = true;
    hand(slice.end());
  }

  private void accept(ConsumerRecord<byte[], byte[]> in) throws IOException {
    if (stopped) {
      throw new IOException("nobody reads on");
    }
    looked++;
    if (isOfOthers(in.key())) {
      if (looked >= RECORDS) {
        hand(in.offset() + 1);
      }
      return;
    }
    Object event = null;
    try {
      event = history.kind().decode(in.value());
    } catch (CodecException e) {
      rejects.add(
          "%s-%d@%d".formatted(in.topic(), in.partition(), in.offset()),
          0,
          Fault.UNPARSABLE,
          e.getMessage(),
          in.value() == null ? "" : new String(in.value(), StandardCharsets.UTF_8));
    }
    if (event != null && history.wants(event)) {
      Integer lane = lanes.get(LogEvents.instrument(event));
      if (lane != null) {
        filling.lanes[filling.size] = lane;
        filling.events[filling.size++] = event;
      }
    }
    if (filling.size == BATCH || looked >= RECORDS) {
      hand(in.offset() + 1);
    }
  }

  /** The key tells most of what is not wanted, before it is decoded. */
  private boolean isOfOthers(byte[] key) {
    return key != null && key.length > 0 && !keys.containsKey(probe.of(key));
  }

  private void hand(long reached) {
    filling.reached = reached;
    try {
      boolean taken = false;
      while (!taken && !stopped) {
        taken = batches.offer(filling, WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
    filling = new Batch();
    looked = 0;
  }

  /** The next batch; waits for it. */
  Batch take() throws IOException, InterruptedException {
    Batch batch = batches.take();
    if (batch.failure != null) {
      throw batch.failure;
    }
    return batch;
  }

  /** Nobody will take more. */
  void stop() {
    stopped = true;
  }

  /** Bytes that are equal when they say the same. */
  private static final class Key {
    private byte[] bytes;

    Key(byte... bytes) {
      this.bytes = bytes;
    }

    Key of(byte[] others) {
      bytes = others;
      return this;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }
  }
}
