package io.alphaflow.common.flink;

import io.alphaflow.common.topic.Partitions;
import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys of a stream whose state is one machine for each partition of a log. Flink places a key by a
 * hash, which would put a handful of partitions on the same subtask as often as not; these keys are
 * chosen so that the partitions lie evenly over the subtasks, whatever the parallelism.
 */
public final class PartitionKeys implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] keys;

  /**
   * Keys for a log.
   *
   * @param partitions of the log; with {@code maxParallelism} fixed for the life of a job's state
   * @param maxParallelism of the operator that is keyed
   */
  public PartitionKeys(int partitions, int maxParallelism) {
    keys = IntStream.range(0, partitions).map(p -> key(p, partitions, maxParallelism)).toArray();
  }

  private static int key(int partition, int partitions, int maxParallelism) {
    int group = (int) ((2L * partition + 1) * maxParallelism / (2L * partitions));
    // Partitions are told apart by the key itself, also where they share a key group.
    int key = partition;
    while (KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) != group) {
      key = Math.addExact(key, partitions);
    }
    return key;
  }

  /** The key of a partition. */
  public int ofPartition(int partition) {
    return keys[partition];
  }

  /** The partition of a key. */
  public int partition(int key) {
    return key % keys.length;
  }

  /** The key of the partition that a record's key belongs to, for example an instrument. */
  public int of(String recordKey) {
    return keys[Partitions.of(recordKey, keys.length)];
  }
}
