package io.alphaflow.cli.explain;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The account's P&amp;L around the fills of an order.
 *
 * @param before the last snapshot before the first of them
 * @param after the one that the last of them led to
 */
record PnlEffect(Placed<PnlSnapshot> before, Placed<PnlSnapshot> after) {

  /**
   * Reads the snapshots from their log.
   *
   * @param numbers of those that the fills led to
   * @return empty when there are no fills, or the log does not have the snapshots
   */
  static Optional<PnlEffect> read(PartitionReader reader, String account, List<Long> numbers)
      throws IOException {
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    long first = Collections.min(numbers) - 1;
    long last = Collections.max(numbers);
    RecordCodec<PnlSnapshot> codec = Topics.PNL.codec();
    SortedMap<Long, Placed<PnlSnapshot>> found = new TreeMap<>();
    int partition = Partitions.of(account, reader.partitions(Topics.PNL));
    reader.forwards(
        Topics.PNL,
        partition,
        0,
        in ->
            snapshot(in, codec)
                .filter(s -> s.record().account().equals(account))
                .filter(s -> s.record().sequence() == first || s.record().sequence() == last)
                .ifPresent(s -> found.putIfAbsent(s.record().sequence(), s)),
        () -> found.size() == 2);
    return found.size() == 2
        ? Optional.of(new PnlEffect(found.get(first), found.get(last)))
        : Optional.empty();
  }

  private static Optional<Placed<PnlSnapshot>> snapshot(
      RawRecord in, RecordCodec<PnlSnapshot> codec) {
    try {
      return Optional.of(new Placed<>(codec.decode(in.value()), in));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }
}
