package io.alphaflow.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import java.util.List;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class RiskTopologyTest {

  private static List<StreamNode> nodes() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(2);
    RiskJob.configure(env, DeskConfig.parse("test.yaml", RiskOptionsTest.DESK));
    return List.copyOf(env.getStreamGraph().getStreamNodes());
  }

  @Test
  void everyOperatorHasUidAndName() {
    assertThat(nodes())
        .isNotEmpty()
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as("uid of " + node).isNotBlank();
              assertThat(node.getOperatorName()).as("name of " + node).isNotBlank();
            });
  }

  @Test
  void nothingIsSentWithKryo() {
    assertThat(nodes())
        .allSatisfy(
            node -> assertThat(node.getTypeSerializerOut()).isNotInstanceOf(KryoSerializer.class));
  }
}
