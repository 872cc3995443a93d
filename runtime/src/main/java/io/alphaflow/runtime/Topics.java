package io.alphaflow.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics on a single-node broker and waits until they can be used. */
final class Topics implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 20;

  private final Admin admin;

  Topics(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  void create(Map<String, Integer> partitions, Map<String, Map<String, String>> configs) {
    for (String name : configs.keySet()) {
      if (!partitions.containsKey(name)) {
        throw new IllegalArgumentException(
            "configuration for topic " + name + ", which is not among those to create");
      }
    }
    Map<String, Integer> sorted = new TreeMap<>(partitions);
    List<NewTopic> wanted = new ArrayList<>();
    sorted.forEach(
        (name, count) ->
            wanted.add(
                new NewTopic(name, count, (short) 1)
                    .configs(configs.getOrDefault(name, Map.of()))));
    admin.createTopics(wanted).values().forEach(Topics::awaitCreation);
    sorted.forEach(this::awaitLeaders);
  }

  @Override
  public void close() {
    admin.close();
  }

  private static void awaitCreation(String name, KafkaFuture<Void> creation) {
    try {
      await(creation, name);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot create topic " + name + ": " + e.getCause(), e);
      }
    }
  }

  /** Creation is confirmed by the controller; the broker learns of it a moment later. */
  private void awaitLeaders(String name, int partitions) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!hasLeaders(name, partitions)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "topic " + name + " has partitions without a leader after " + TIMEOUT_SECONDS + " s");
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw interrupted(name, e);
      }
    }
  }

  private boolean hasLeaders(String name, int partitions) {
    TopicDescription topic;
    try {
      topic = await(admin.describeTopics(List.of(name)).topicNameValues().get(name), name);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw new IllegalStateException("cannot describe topic " + name + ": " + e.getCause(), e);
    }
    if (topic.partitions().size() != partitions) {
      throw new IllegalStateException(
          "topic %s exists with %d partitions, not %d: delete the topic or ask for that many"
              .formatted(name, topic.partitions().size(), partitions));
    }
    return topic.partitions().stream().allMatch(p -> p.leader() != null && !p.leader().isEmpty());
  }

  private static <T> T await(KafkaFuture<T> future, String name) throws ExecutionException {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no answer about topic " + name + " within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      throw interrupted(name, e);
    }
  }

  private static IllegalStateException interrupted(String name, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while creating topic " + name, e);
  }
}
