package io.alphaflow.cli.doctor;

import io.alphaflow.cli.KafkaReach;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** Kafka and the desk's topics. */
final class LogCheck {

  private static final int PATIENCE_SECONDS = 10;

  private LogCheck() {}

  static void look(Findings findings, KafkaOptions kafka) {
    String servers = kafka.bootstrapServers();
    if (!KafkaReach.answers(servers)) {
      findings.fail(
          "kafka", "nobody answers at " + servers, "start it, or correct kafka.bootstrapServers");
      return;
    }
    findings.look(
        "kafka",
        "kafka.client has the settings of a client: security, certificates",
        () -> topics(findings, kafka));
  }

  private static void topics(Findings findings, KafkaOptions kafka) throws Exception {
    Properties settings = new Properties();
    settings.putAll(kafka.clientProperties());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("request.timeout.ms", "5000");
    settings.put("default.api.timeout.ms", "8000");
    try (Admin admin = Admin.create(settings)) {
      Collection<?> nodes = admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      findings.ok("kafka", nodes.size() + " brokers at " + kafka.bootstrapServers());
      Set<String> there = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      List<String> missing =
          Topics.ALL.stream().map(kafka::topic).filter(name -> !there.contains(name)).toList();
      findings.judge(
          missing.isEmpty(),
          "topics",
          missing.isEmpty() ? "all " + Topics.ALL.size() : "missing: " + String.join(", ", missing),
          "docker/topics.sh has the commands that create them");
      String journal = kafka.topic(Topics.JOURNAL);
      if (there.contains(journal)) {
        int partitions =
            admin
                .describeTopics(List.of(journal))
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .get(journal)
                .partitions()
                .size();
        findings.judge(
            partitions == kafka.journalPartitions(),
            "journal",
            "%d partitions, %d configured".formatted(partitions, kafka.journalPartitions()),
            "kafka.journalPartitions must be what the topic was made with, for the life of a desk");
      }
    }
  }
}
