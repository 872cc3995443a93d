package io.alphaflow.cli.verify;

import io.alphaflow.cli.savepoint.SavedState;
import io.alphaflow.common.flink.PartitionKeys;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The signals job as a savepoint has it.
 *
 * @param partitions the parts of the state of each partition of the trade log
 * @param groups the state of each strategy of several legs
 * @param offsets of the trade log's records that it reads next, by partition
 */
record SavedStrategies(
    SortedMap<Integer, SortedMap<String, byte[]>> partitions,
    SortedMap<String, byte[]> groups,
    SortedMap<Integer, Long> offsets) {

  static SavedStrategies of(SavedState savepoint, PartitionKeys keys) throws IOException {
    SortedMap<Integer, SortedMap<String, byte[]>> partitions = new TreeMap<>();
    savepoint
        .parts("signals-strategies", Types.INT)
        .forEach((key, parts) -> partitions.put(keys.partition(key), parts));
    return new SavedStrategies(
        partitions,
        savepoint.machines("signals-groups", Types.STRING),
        savepoint.offsets("signals-trades"));
  }
}
