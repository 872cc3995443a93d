package io.alphaflow.execution;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.Venues;
import io.alphaflow.exchange.trading.TradingVenue;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The execution job: {@code ExecutionSinkJob --config FILE}. */
public final class ExecutionSinkJob {

  /** Name of the job and of its consumer group. */
  public static final String NAME = "execution-sink";

  private ExecutionSinkJob() {}

  /** Reads the configuration and runs the job. */
  public static void main(String[] arguments) throws Exception {
    DeskConfig config = DeskConfig.ofArguments(arguments);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    configure(env, config);
    env.execute(NAME);
  }

  /**
   * Adds the job with its Kafka endpoints and its venue to an environment.
   *
   * @throws io.alphaflow.common.config.ConfigException with all errors of the section {@code
   *     execution}
   */
  public static void configure(StreamExecutionEnvironment env, DeskConfig config) {
    ExecutionOptions options = ExecutionOptions.read(config);
    KafkaOptions kafka = config.kafka();
    ExecutionTopology.Endpoints endpoints =
        new ExecutionTopology.Endpoints(
            KafkaEndpoints.source(kafka, NAME, Topics.DECISIONS),
            KafkaEndpoints.journalSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.ALERTS),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS));
    ExecutionTopology.build(env, endpoints, venue(config), options);
  }

  /** The venue that the job sends orders to. */
  public static TradingVenue venue(DeskConfig config) {
    return Venues.trading(config.venue(), ExecutionOptions.read(config).requestTimeout());
  }
}
