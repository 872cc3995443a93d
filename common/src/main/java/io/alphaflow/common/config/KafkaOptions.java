package io.alphaflow.common.config;

import io.alphaflow.common.topic.Topic;
import java.io.Serializable;
import java.util.Properties;

/**
 * Where the logs are.
 *
 * @param bootstrapServers brokers, {@code host:port,…}
 * @param topicPrefix put before every topic's name and consumer group
 * @param journalPartitions partitions of the journal; fixed for the life of a desk
 * @param marketPartitions partitions of the market log
 * @param clientProperties further client properties, for example TLS; secrets by reference
 */
public record KafkaOptions(
    String bootstrapServers,
    String topicPrefix,
    int journalPartitions,
    int marketPartitions,
    Properties clientProperties)
    implements Serializable {

  /** The topic's full name. */
  public String topic(Topic<?> topic) {
    return topicPrefix + topic.name();
  }

  static KafkaOptions read(ConfigNode node) {
    Properties properties = new Properties();
    ConfigNode client = node.section("client");
    client
        .values()
        .forEach(
            (key, value) -> {
              if (KafkaSecrets.isWrittenOut(key, value)) {
                client.error(key, "(hidden)", "secrets as references: " + Secret.FORMS);
              }
              properties.setProperty(key, value);
            });
    if (!KafkaSecrets.provide(properties)) {
      client.error(
          "config.providers",
          properties.getProperty("config.providers"),
          "none beside references such as ${file:...}, which are the desk's own");
    }
    KafkaOptions options =
        new KafkaOptions(
            node.string("bootstrapServers"),
            node.string("topicPrefix", ""),
            (int) node.integer("journalPartitions", 2L, 1, 1_000),
            (int) node.integer("marketPartitions", 2L, 1, 1_000),
            properties);
    node.refuseUnknownKeys();
    return options;
  }
}
