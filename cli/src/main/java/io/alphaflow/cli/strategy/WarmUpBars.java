package io.alphaflow.cli.strategy;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.bars.BarRollup;
import io.alphaflow.ingest.IngestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last closed bars of instruments from the desk's log of bars, read backwards, so that a long
 * log does not matter. An interval that the desk does not publish is put together from the longest
 * one that divides it.
 */
final class WarmUpBars {

  private final KafkaOptions kafka;
  private final BarSpec wanted;
  private final Optional<BarSpec> published;
  private final RecordCodec<Bar> codec = Topics.BARS.codec();

  WarmUpBars(DeskConfig config, String interval) {
    this.kafka = config.kafka();
    this.wanted = BarSpec.parse(interval);
    this.published = published(config.read(IngestOptions::read).bars(), wanted);
  }

  /** The interval itself, or the longest that divides it. */
  static Optional<BarSpec> published(List<BarSpec> bars, BarSpec wanted) {
    if (bars.contains(wanted)) {
      return Optional.of(wanted);
    }
    return bars.stream()
        .filter(b -> wanted.isTime() && b.isTime() && wanted.size() % b.size() == 0)
        .max(Comparator.comparingLong(BarSpec::size));
  }

  /**
   * The last bars of an instrument, in order of time.
   *
   * @param count how many at most; there may be fewer
   */
  List<Bar> last(String instrument, int count) throws IOException {
    if (published.isEmpty() || count == 0) {
      return List.of();
    }
    boolean exact = published.get().equals(wanted);
    // One more, because the first may lack its beginning.
    long ratio = exact ? 1 : wanted.size() / published.get().size();
    List<Bar> read = read(instrument, exact ? count : Math.multiplyExact(count + 1L, ratio));
    List<Bar> bars = exact ? read : rolledUp(read);
    return List.copyOf(bars.subList(Math.max(0, bars.size() - count), bars.size()));
  }

  private List<Bar> rolledUp(List<Bar> finer) {
    List<Bar> bars = new ArrayList<>();
    BarRollup rollup = new BarRollup(wanted, bars::add);
    finer.forEach(rollup::add);
    return bars.isEmpty() ? bars : bars.subList(1, bars.size());
  }

  private List<Bar> read(String instrument, long count) throws IOException {
    TreeMap<Long, Bar> bySequence = new TreeMap<>();
    try (PartitionReader reader = new PartitionReader(kafka)) {
      reader.backwards(
          Topics.BARS,
          Partitions.of(instrument, reader.partitions(Topics.BARS)),
          in -> take(in.value(), instrument, bySequence),
          () -> bySequence.size() >= count);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new ArrayList<>(bySequence.values());
  }

  private void take(byte[] value, String instrument, TreeMap<Long, Bar> bySequence) {
    try {
      Bar bar = codec.decode(value);
      if (bar.instrument().equals(instrument)
          && bar.interval().equals(published.orElseThrow().label())) {
        bySequence.putIfAbsent(bar.sequence(), bar);
      }
    } catch (CodecException e) {
      throw new UncheckedIOException(
          new IOException("a bar of the desk cannot be read: " + e.getMessage(), e));
    }
  }
}
