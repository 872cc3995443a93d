package io.alphaflow.common.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where keys stand in a partitioned log. */
public final class Partitions {

  private Partitions() {}

  /**
   * The partition of a key (an account in the journal, an instrument in the market log): what
   * Kafka's default partitioner gives, so that other producers agree.
   */
  public static int of(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
