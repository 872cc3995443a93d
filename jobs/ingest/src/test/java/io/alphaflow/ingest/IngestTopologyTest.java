package io.alphaflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class IngestTopologyTest {

  @Test
  void everyOperatorHasAUidAndNoTypeNeedsKryo() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    IngestJob.configure(env, TestDesk.config("ingest: {startFromTradeId: 1, quotes: ticker}"));
    StreamGraph graph = env.getStreamGraph();
    graph.getJobGraph();
    Set<String> uids = new HashSet<>();
    for (StreamNode node : graph.getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
      uids.add(node.getTransformationUID());
    }
    assertThat(uids)
        .contains("market", "validate", "strategies", "strategy-copies", "market-log")
        .anyMatch(uid -> uid.contains("dead-letters"));
  }

  @Test
  void onlyTheKeyingIsAHopOnTheWayOfATrade() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(2);
    IngestJob.configure(env, TestDesk.config("ingest: {}"));
    Set<String> vertices = new HashSet<>();
    env.getStreamGraph().getJobGraph().getVertices().forEach(v -> vertices.add(v.getName()));
    assertThat(vertices)
        .hasSize(6)
        .anyMatch(name -> name.contains("market") && name.contains("validate"))
        .anyMatch(name -> name.contains("market-log") && name.contains("trades"));
  }
}
