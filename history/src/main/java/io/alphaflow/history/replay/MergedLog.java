package io.alphaflow.history.replay;

import io.alphaflow.history.kafka.LogSlice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of several partitions, the earliest first. Those of a partition stay in its order;
 * one that goes back in time has that of the latest before it.
 */
final class MergedLog {

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /**
   * A record and when it is due.
   *
   * @param time epoch microseconds UTC
   */
  record Timed(ConsumerRecord<byte[], byte[]> in, long time) {}

  private static final class Part {
    private final LogSlice slice;
    private final ArrayDeque<Timed> waiting = new ArrayDeque<>();
    private long position;
    private long latest = Long.MIN_VALUE;

    Part(LogSlice slice) {
      this.slice = slice;
      this.position = slice.begin();
    }

    boolean isStarving() {
      return waiting.isEmpty() && position < slice.end();
    }

    long time() {
      return waiting.peekFirst().time();
    }
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Part> parts = new HashMap<>();
  private final List<Part> inOrder = new ArrayList<>();
  private final long from;
  private final long to;
  private final BooleanSupplier stop;

  /**
   * Records between two times.
   *
   * @param stop whether to wait no longer
   */
  MergedLog(
      KafkaConsumer<byte[], byte[]> consumer,
      List<LogSlice> slices,
      long from,
      long to,
      BooleanSupplier stop) {
    this.consumer = consumer;
    this.from = from;
    this.to = to;
    this.stop = stop;
    for (LogSlice slice : slices) {
      if (slice.begin() < slice.end()) {
        Part part = new Part(slice);
        parts.put(slice.place(), part);
        inOrder.add(part);
      }
    }
    consumer.assign(parts.keySet());
    parts.forEach((place, part) -> consumer.seek(place, part.position));
  }

  /** The next record; empty at the end, or when it should stop. */
  Optional<Timed> next() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (inOrder.stream().anyMatch(Part::isStarving)) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      if (fill()) {
        deadline = System.nanoTime() + PATIENCE_NANOS;
      } else if (System.nanoTime() > deadline) {
        throw new IOException("the log gives nothing for 60 s");
      }
    }
    return inOrder.stream()
        .filter(part -> !part.waiting.isEmpty())
        .min(Comparator.comparingLong(Part::time))
        .map(part -> part.waiting.pollFirst());
  }

  private boolean fill() {
    List<TopicPartition> starving = new ArrayList<>();
    List<TopicPartition> others = new ArrayList<>();
    parts.forEach((place, part) -> (part.isStarving() ? starving : others).add(place));
    consumer.pause(others);
    consumer.resume(starving);
    for (ConsumerRecord<byte[], byte[]> in : consumer.poll(WAIT)) {
      Part part = parts.get(new TopicPartition(in.topic(), in.partition()));
      long time = RecordTime.of(in);
      if (in.offset() < part.slice.end() && time >= from && time < to) {
        part.latest = Math.max(part.latest, time);
        part.waiting.addLast(new Timed(in, part.latest));
      }
    }
    boolean more = false;
    for (TopicPartition place : starving) {
      long reached = consumer.position(place);
      more |= reached > parts.get(place).position;
      parts.get(place).position = reached;
    }
    return more;
  }
}
