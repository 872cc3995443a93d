package io.alphaflow.common.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where an account's entries stand in the journal. */
public final class JournalPartitions {

  private JournalPartitions() {}

  /**
   * The partition of an account: what Kafka's default partitioner gives for the account's name as
   * key, so that other producers agree.
   */
  public static int ofAccount(String account, int partitions) {
    return Utils.toPositive(Utils.murmur2(account.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
