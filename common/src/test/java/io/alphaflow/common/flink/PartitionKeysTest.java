package io.alphaflow.common.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionKeysTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "4,2", "8,4", "6,3", "16,8", "64,16", "3,3"})
  void partitionsLieEvenlyOverTheSubtasks(int partitions, int parallelism) {
    PartitionKeys keys = new PartitionKeys(partitions, 128);
    int[] load = new int[parallelism];
    for (int partition = 0; partition < partitions; partition++) {
      int key = keys.ofPartition(partition);
      assertThat(keys.partition(key)).isEqualTo(partition);
      load[KeyGroupRangeAssignment.assignKeyToParallelOperator(key, 128, parallelism)]++;
    }
    assertThat(Arrays.stream(load).max().getAsInt())
        .isEqualTo((partitions + parallelism - 1) / parallelism);
    assertThat(IntStream.range(0, partitions).map(keys::ofPartition).distinct().count())
        .isEqualTo(partitions);
  }
}
