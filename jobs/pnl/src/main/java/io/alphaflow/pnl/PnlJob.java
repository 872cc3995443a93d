package io.alphaflow.pnl;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Marks the accounts to market: {@code journal} → {@code pnl}. */
public final class PnlJob {

  /** Name of the job in Flink, and of its consumer group. */
  public static final String NAME = "pnl";

  private PnlJob() {}

  /** Submits the job: {@code --config FILE}. */
  public static void main(String[] args) throws Exception {
    DeskConfig config = DeskConfig.ofArguments(args);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    configure(env, config);
    env.execute(NAME);
  }

  /** Adds the job to the environment, between the desk's topics. */
  public static void configure(StreamExecutionEnvironment env, DeskConfig config) {
    KafkaOptions kafka = config.kafka();
    PnlTopology.build(
        env,
        PnlOptions.read(config),
        KafkaEndpoints.source(kafka, NAME, Topics.JOURNAL),
        KafkaEndpoints.sink(kafka, Topics.PNL),
        KafkaEndpoints.sink(kafka, Topics.ALERTS),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS));
  }
}
