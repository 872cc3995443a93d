package io.alphaflow.history.replay;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.history.kafka.LogSlice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic that a replay writes; made like its source when it is not there. */
final class ReplayTarget {

  private ReplayTarget() {}

  /** How many partitions it has. */
  static int partitions(KafkaOptions kafka, String name, List<LogSlice> source) throws IOException {
    Properties client = new Properties();
    client.putAll(kafka.clientProperties());
    client.put("bootstrap.servers", kafka.bootstrapServers());
    client.put("default.api.timeout.ms", "10000");
    client.put("request.timeout.ms", "5000");
    try (Admin admin = Admin.create(client)) {
      if (!admin.listTopics().names().get().contains(name)) {
        // Kept for ever: copies of old records have old time stamps, from which retention counts.
        NewTopic topic =
            new NewTopic(name, Optional.of(source.size()), Optional.empty())
                .configs(Map.of("retention.ms", "-1"));
        try {
          admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
        return source.size();
      }
      return admin.describeTopics(Set.of(name)).allTopicNames().get().get(name).partitions().size();
    } catch (ExecutionException e) {
      throw new IOException("the topic " + name + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
