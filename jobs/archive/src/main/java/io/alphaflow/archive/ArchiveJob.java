package io.alphaflow.archive;

import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Writes every log to the database. A job of its own, so that the database never stops trading. */
public final class ArchiveJob {

  /** Name of the job in Flink, and of its consumer group. */
  public static final String NAME = "archive";

  private ArchiveJob() {}

  /**
   * Submits the job: {@code --config FILE}. Before that the schema is brought up to date, or, when
   * it belongs to an admin, looked at.
   */
  public static void main(String[] args) throws Exception {
    DeskConfig config = DeskConfig.ofArguments(args);
    DatabaseOptions database = config.database();
    if (database.hasAdmin()) {
      ArchiveSchema.check(database);
    } else {
      ArchiveSchema.migrate(database, ArchiveOptions.read(config).storage());
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    configure(env, config);
    env.execute(NAME);
  }

  /**
   * Adds the job to the environment, from the desk's topics to its database, whose schema must be
   * up to date: see {@link ArchiveSchema}.
   */
  public static void configure(StreamExecutionEnvironment env, DeskConfig config) {
    KafkaOptions kafka = config.kafka();
    ArchiveTopology.build(
        env,
        config.database(),
        ArchiveOptions.read(config),
        KafkaEndpoints.source(kafka, NAME, Topics.ALL.toArray(Topic<?>[]::new)),
        KafkaEndpoints.sink(kafka, Topics.AUDIT),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
        KafkaEndpoints.sink(kafka, Topics.ALERTS));
  }
}
