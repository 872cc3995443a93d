package io.alphaflow.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class SignalsTopologyTest {

  private static StreamGraph graph() {
    Configuration strict = new Configuration();
    // Refuses Kryo, and operators that Flink would have to name itself.
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
    DeskConfig config =
        DeskConfig.parse(
            "test.yaml",
            """
            desk: test
            kafka: {bootstrapServers: "localhost:1"}
            venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTC/USD]}
            accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
            signals: {maxParallelism: 64}
            strategies: [{id: a, type: scripted, account: main, symbols: [BTC/USD]}]
            """);
    KafkaOptions kafka = config.kafka();
    SignalsTopology.build(
        env,
        KafkaEndpoints.log(kafka, SignalsJob.NAME, Topics.TRADES),
        KafkaEndpoints.journalSink(kafka),
        KafkaEndpoints.sink(kafka, Topics.ALERTS),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
        SignalsOptions.read(config, Scripted::catalog));
    return env.getStreamGraph();
  }

  @Test
  void everyOperatorHasAUidAndAName() {
    List<String> uids = new ArrayList<>();
    for (StreamNode node : graph().getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
      uids.add(node.getTransformationUID());
    }
    assertThat(uids)
        .contains("signals-trades", "signals-strategies", "signals-groups")
        .anyMatch(uid -> uid.contains("signals-journal"))
        .anyMatch(uid -> uid.contains("signals-alerts"))
        .anyMatch(uid -> uid.contains("signals-dead-letters"))
        .doesNotHaveDuplicates();
  }

  @Test
  void theMaximumParallelismIsTheConfiguredOne() {
    assertThat(graph().getStreamNodes())
        .filteredOn(node -> "signals-strategies".equals(node.getTransformationUID()))
        .extracting(StreamNode::getMaxParallelism)
        .containsExactly(64);
  }

  @Test
  void theMainClassSaysHowItIsCalled() {
    assertThatThrownBy(() -> SignalsJob.main(new String[] {"--file", "x"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--config FILE")
        .hasMessageContaining("--file x");
  }
}
