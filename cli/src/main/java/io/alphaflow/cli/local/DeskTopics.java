package io.alphaflow.cli.local;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;

/** The topics of a desk and how many partitions each has. */
public final class DeskTopics {

  private DeskTopics() {}

  /** Partitions by name in Kafka. */
  public static Map<String, Integer> partitions(KafkaOptions kafka) {
    Map<String, Integer> partitions = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      int count = topic.name().startsWith("market.") ? kafka.marketPartitions() : 1;
      partitions.put(kafka.topic(topic), count);
    }
    partitions.put(kafka.topic(Topics.JOURNAL), kafka.journalPartitions());
    partitions.put(kafka.topic(Topics.DECISIONS), kafka.journalPartitions());
    return partitions;
  }
}
