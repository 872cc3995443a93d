package io.alphaflow.signals;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topics;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that runs the strategies: {@code market.trades} to signals in the {@code journal}. */
public final class SignalsJob {

  /** Name of the job and of its consumer group. */
  public static final String NAME = "signals";

  private SignalsJob() {}

  /**
   * Runs the job.
   *
   * @param args {@code --config FILE}, the desk's configuration
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !args[0].equals("--config")) {
      throw new IllegalArgumentException(
          "usage: SignalsJob --config FILE, got \"" + String.join(" ", args) + "\"");
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    configure(env, DeskConfig.load(Path.of(args[1])));
    env.execute(NAME);
  }

  /**
   * Builds the job with Kafka at both ends, without executing it.
   *
   * @throws io.alphaflow.common.config.ConfigException with all errors of its sections
   */
  public static void configure(StreamExecutionEnvironment env, DeskConfig config) {
    SignalsOptions options = SignalsOptions.read(config);
    KafkaOptions kafka = config.kafka();
    SignalsTopology.build(
        env,
        KafkaEndpoints.log(kafka, NAME, Topics.TRADES),
        KafkaEndpoints.journalSink(kafka),
        KafkaEndpoints.sink(kafka, Topics.ALERTS),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
        options);
  }
}
