package io.alphaflow.risk;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The risk job: {@code RiskJob --config FILE}. */
public final class RiskJob {

  /** Name of the job in Flink. */
  public static final String NAME = "risk";

  private static final Logger LOG = LoggerFactory.getLogger(RiskJob.class);

  private RiskJob() {}

  /** Reads the configuration and runs the job. */
  public static void main(String[] arguments) throws Exception {
    DeskConfig config = DeskConfig.ofArguments(arguments);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings());
    configure(env, config);
    env.execute(NAME);
  }

  /**
   * What the job asks of Flink whatever the cluster's configuration says: its state on the heap,
   * since with RocksDB a trip of a circuit breaker would take seconds (decision 4), and a
   * checkpoint every ten seconds, since decisions wait for 10 to 20 ms while the gates are written
   * and a restart reads ten seconds of the journal in much less than one.
   */
  public static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    return settings;
  }

  /**
   * Adds the job with its Kafka endpoints to an environment.
   *
   * @throws io.alphaflow.common.config.ConfigException with all errors of the section {@code risk}
   */
  public static void configure(StreamExecutionEnvironment env, DeskConfig config) {
    RiskOptions options = RiskOptions.read(config);
    tell(options);
    KafkaOptions kafka = config.kafka();
    RiskTopology.Endpoints endpoints =
        new RiskTopology.Endpoints(
            KafkaEndpoints.source(kafka, NAME, Topics.JOURNAL),
            KafkaEndpoints.sink(kafka, Topics.DECISIONS),
            KafkaEndpoints.sink(kafka, Topics.DECISION_READINGS),
            KafkaEndpoints.journalSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.ALERTS),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS));
    RiskTopology.build(env, endpoints, options);
  }

  /** What holds, and who said so: for whoever asks later what the job began with. */
  private static void tell(RiskOptions options) {
    LimitBook book = new LimitBook(options.limits(), new LimitBook.State());
    book.settings().forEach(setting -> LOG.info("limit {}", setting));
    for (Limit limit : Limit.values()) {
      if (book.settings().stream().noneMatch(setting -> setting.limit() == limit)) {
        LOG.warn("limit {} is not configured: what needs it is rejected", limit.key());
      }
    }
    if (options.permissions().isEmpty()) {
      LOG.warn("risk.permissions is empty: every order is rejected");
    }
  }
}
