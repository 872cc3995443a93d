package io.alphaflow.cli.db;

import io.alphaflow.archive.ArchiveJob;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the archive is behind each log. Asked for are the offsets that it commits with each
 * checkpoint; while the database is down, the records that it has read and keeps in its state, a
 * batch of each table at most, do not count as behind.
 */
final class LogLag {

  private static final long SECONDS = 10;

  private LogLag() {}

  /** Records behind, by the topic's name without prefix. */
  static Map<String, Long> ask(KafkaOptions kafka)
      throws ExecutionException, InterruptedException, TimeoutException {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      Map<TopicPartition, OffsetAndMetadata> read =
          admin
              .listConsumerGroupOffsets(kafka.topicPrefix() + ArchiveJob.NAME)
              .partitionsToOffsetAndMetadata()
              .get(SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, Long> begins = offsets(admin, kafka, OffsetSpec.earliest());
      Map<String, Long> behind = new TreeMap<>();
      offsets(admin, kafka, OffsetSpec.latest())
          .forEach(
              (partition, end) -> {
                OffsetAndMetadata committed = read.get(partition);
                long from = committed == null ? begins.get(partition) : committed.offset();
                behind.merge(
                    partition.topic().substring(kafka.topicPrefix().length()),
                    Math.max(0, end - from),
                    Long::sum);
              });
      return behind;
    }
  }

  private static Map<TopicPartition, Long> offsets(Admin admin, KafkaOptions kafka, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    admin
        .describeTopics(Topics.ALL.stream().map((Topic<?> t) -> kafka.topic(t)).toList())
        .allTopicNames()
        .get(SECONDS, TimeUnit.SECONDS)
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(p -> wanted.put(new TopicPartition(name, p.partition()), spec)));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get(SECONDS, TimeUnit.SECONDS)
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }
}
