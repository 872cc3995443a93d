package io.alphaflow.cli.jobs;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.KafkaOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a job has read what its logs held at one moment: by the offsets that it commits with each
 * checkpoint. Of the ingest job's market data, which comes from the venue, that says nothing.
 */
public final class CaughtUp implements AutoCloseable {

  private static final long SECONDS = 10;

  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, Long> ends;

  private CaughtUp(Admin admin, String group, Map<TopicPartition, Long> ends) {
    this.admin = admin;
    this.group = group;
    this.ends = ends;
  }

  /** With what the logs hold now, in the partitions that the job has ever read from. */
  public static CaughtUp withNow(KafkaOptions kafka, DeskJob job) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    Admin admin = Admin.create(properties);
    String group = kafka.topicPrefix() + job.label();
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      committed(admin, group).keySet().forEach(p -> wanted.put(p, OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get(SECONDS, TimeUnit.SECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return new CaughtUp(admin, group, ends);
    } catch (ExecutionException | TimeoutException e) {
      admin.close();
      throw unreachable(e);
    } catch (InterruptedException e) {
      admin.close();
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(SECONDS, TimeUnit.SECONDS);
  }

  /** Records that it has not read yet of those. */
  public long behind() {
    try {
      Map<TopicPartition, OffsetAndMetadata> read = committed(admin, group);
      long behind = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        OffsetAndMetadata at = read.get(end.getKey());
        behind += Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
      }
      return behind;
    } catch (ExecutionException | TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private static UserError unreachable(Exception e) {
    return new UserError("Kafka does not say how far the job is: " + e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
