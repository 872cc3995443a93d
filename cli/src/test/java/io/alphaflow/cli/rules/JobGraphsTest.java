package io.alphaflow.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.local.DeskJobs;
import io.alphaflow.common.config.DeskConfig;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator of every job can be found again in a savepoint, and none needs Kryo. */
class JobGraphsTest {

  private static StreamGraph graph(String job) throws Exception {
    String yaml;
    try (InputStream in = JobGraphsTest.class.getResourceAsStream("/demo-desk.yaml")) {
      yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String filled =
        yaml.replace("@KAFKA@", "localhost:1")
            .replace("@SYMBOL@", "BTC/USD")
            .replace("@CURRENCY@", "USD")
            .replace("@REST@", "http://localhost:1")
            .replace("@STREAMS@", "ws://localhost:1")
            .replace("@WS_API@", "ws://localhost:1/ws-api/v3")
            .replace("@JDBC@", "jdbc:postgresql://localhost:1/x")
            .replace("@DB_USER@", "x")
            .replace("@SECRETS@", "/nowhere")
            .replace(
                "@OPERATOR_KEY@", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    DeskJobs.configure(job, environment, DeskConfig.parse("demo-desk.yaml", filled));
    return environment.getStreamGraph();
  }

  @ParameterizedTest
  @MethodSource("io.alphaflow.cli.local.DeskJobs#all")
  void everyOperatorHasAUidAndAName(String job) throws Exception {
    StreamGraph graph = graph(job);
    assertThat(graph.getStreamNodes()).isNotEmpty();
    for (StreamNode node : graph.getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(job + ": uid of " + node).isNotBlank();
      assertThat(node.getOperatorName()).as(job + ": name of " + node).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("io.alphaflow.cli.local.DeskJobs#all")
  void nothingThatTravelsOrStaysNeedsKryo(String job) throws Exception {
    for (StreamNode node : graph(job).getStreamNodes()) {
      // Sinks put nothing out and sources have no key: there is no serializer then.
      assertThat(isKryo(node.getTypeSerializerOut())).as(job + ": output of " + node).isFalse();
      assertThat(isKryo(node.getStateKeySerializer())).as(job + ": key of " + node).isFalse();
    }
  }

  private static boolean isKryo(TypeSerializer<?> serializer) {
    return serializer instanceof KryoSerializer;
  }
}
