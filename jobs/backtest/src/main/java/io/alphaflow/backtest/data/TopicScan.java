package io.alphaflow.backtest.data;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.history.kafka.LogReading;
import io.alphaflow.history.kafka.LogSlice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * Looks through a log for what is wanted of it: which instruments, where they begin and end, what
 * their first prices are. Of trades, beyond the first ones, only the keys are looked at.
 */
final class TopicScan {

  /** Instrument and interval. */
  private record Series(String instrument, String interval) {}

  private static final class Found {
    private final Map<Integer, long[]> places = new TreeMap<>();
    private final Sampler sampler = new Sampler();

    void at(int slice, long offset) {
      places.computeIfAbsent(slice, s -> new long[] {offset, offset})[1] = offset;
    }
  }

  private final TopicQuery query;
  private final LogEvents kind;
  private final Map<Series, Found> found = new HashMap<>();
  private final SortedSet<String> others = new TreeSet<>();
  private final Map<String, Found> full = new HashMap<>();

  TopicScan(TopicQuery query, LogEvents kind) {
    this.query = query;
    this.kind = kind;
  }

  TopicScan read(List<LogSlice> slices) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(query.kafka().bootstrapServers(), query.kafka().clientProperties())) {
      for (int i = 0; i < slices.size(); i++) {
        int slice = i;
        LogSlice of = slices.get(i);
        LogReading.between(consumer, of.place(), of.begin(), of.end(), in -> look(slice, in));
      }
    } catch (KafkaException e) {
      throw new IOException("the log cannot be read: " + e.getMessage(), e);
    }
    found.values().removeIf(of -> of.sampler.isEmpty());
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has nothing of %s in that time%s"
              .formatted(
                  query.topic(),
                  query.symbols(),
                  others.isEmpty() ? "" : "; it has " + String.join(", ", others)));
    }
    return this;
  }

  private void look(int slice, ConsumerRecord<byte[], byte[]> in) {
    if (in.key() != null && in.key().length > 0) {
      String key = new String(in.key(), StandardCharsets.UTF_8);
      Found known = full.get(key);
      if (known != null) {
        known.at(slice, in.offset());
        return;
      }
      if (!query.symbols().want(key)) {
        if (key.indexOf(':') > 0) {
          others.add(key);
        }
        return;
      }
    }
    Object event;
    try {
      event = kind.decode(in.value());
    } catch (CodecException e) {
      // Told when it is read.
      return;
    }
    if (event == null
        || LogEvents.time(event) < query.from()
        || LogEvents.time(event) >= query.to()) {
      return;
    }
    String instrument = LogEvents.instrument(event);
    if (!query.symbols().want(instrument)) {
      others.add(instrument);
      return;
    }
    Found of =
        found.computeIfAbsent(new Series(instrument, LogEvents.interval(event)), s -> new Found());
    of.at(slice, in.offset());
    LogEvents.give(event, of.sampler);
    if (of.sampler.isFull() && kind == LogEvents.TRADES) {
      full.put(instrument, of);
    }
  }

  /** The interval that is read; empty for trades. */
  String interval() {
    return kind == LogEvents.TRADES
        ? ""
        : Intervals.choose(
            query.interval(),
            found.keySet().stream().map(Series::interval).toList(),
            query.topic());
  }

  private List<Map.Entry<Series, Found>> chosen() {
    String interval = interval();
    return found.entrySet().stream()
        .filter(of -> of.getKey().interval().equals(interval))
        .sorted(Comparator.comparing(of -> of.getKey().instrument()))
        .toList();
  }

  /** What is wanted, in the order of the instruments' names and the partitions. */
  List<TopicLane> lanes() {
    List<TopicLane> lanes = new ArrayList<>();
    chosen()
        .forEach(
            of ->
                of.getValue()
                    .places
                    .forEach(
                        (slice, place) ->
                            lanes.add(
                                new TopicLane(
                                    of.getKey().instrument(), slice, place[0], place[1]))));
    return lanes;
  }

  Map<String, PriceSample> samples() {
    Map<String, PriceSample> samples = new LinkedHashMap<>();
    chosen().forEach(of -> samples.put(of.getKey().instrument(), of.getValue().sampler.sample()));
    return samples;
  }
}
