package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class ExecutionTopologyTest {

  private static DeskConfig config(String execution) {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "localhost:1", journalPartitions: 2}
        venue: {name: sim, restUrl: "http://localhost:1", streamUrl: "ws://localhost:1",
                wsApiUrl: "ws://localhost:1/ws-api/v3", symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
        execution: %s
        """
            .formatted(execution));
  }

  private static StreamGraph graph() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    ExecutionSinkJob.configure(env, config("{}"));
    return env.getStreamGraph();
  }

  @Test
  void everyOperatorHasAUidAndAMeaningfulName() {
    for (StreamNode node : graph().getStreamNodes()) {
      String uid = node.getTransformationUID();
      assertThat(uid).as("uid of " + node.getOperatorName()).isNotBlank();
    }
  }

  @Test
  void noTypeFallsBackToKryo() {
    Iterable<JobVertex> vertices = graph().getJobGraph().getVertices();
    assertThat(StreamSupport.stream(vertices.spliterator(), false)).hasSizeGreaterThan(2);
  }

  @Test
  void ordersOfADeskOnPaperNeverGoToTheRealExchange() {
    String yaml =
        """
        desk: test
        mode: %s
        kafka: {bootstrapServers: "localhost:1", journalPartitions: 2}
        venue: {name: binance, preset: %s, symbols: [BTC/USDT]}
        accounts: [{id: main, currency: USDT, apiKey: "${env:K}", secret: "${env:S}"}]
        """;
    DeskConfig paper = DeskConfig.parse("test", yaml.formatted("paper", "production"));
    assertThatThrownBy(() -> ExecutionOptions.read(paper))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("https://api.binance.com, which is the real exchange")
        .hasMessageContaining("or mode: live");
    ExecutionOptions.read(DeskConfig.parse("test", yaml.formatted("live", "production")));
    ExecutionOptions.read(DeskConfig.parse("test", yaml.formatted("paper", "testnet")));
  }

  @Test
  void defaultsHoldAndWrongOptionsAreAllNamed() {
    ExecutionOptions options = ExecutionOptions.read(config("{}"));
    assertThat(options.maxInFlight()).isEqualTo(8);
    assertThat(options.requestTimeout()).hasSeconds(12);
    assertThat(options.snapshotInterval()).hasSeconds(10);
    assertThat(options.deadManAfter()).hasSeconds(30);
    assertThat(options.selfTradePrevention()).isEqualTo(SelfTradePrevention.EXPIRE_TAKER);
    ExecutionOptions off =
        ExecutionOptions.read(
            config("{snapshotInterval: off, deadManAfter: off, selfTradePrevention: none}"));
    assertThat(off.snapshotInterval()).isZero();
    assertThat(off.deadManAfter()).isZero();
    assertThat(off.selfTradePrevention()).isEqualTo(SelfTradePrevention.NONE);
    assertThatThrownBy(
            () ->
                ExecutionOptions.read(
                    config(
                        "{maxInFlight: 0, settleTime: soon, speed: 1, deadManAfter: 10ms,"
                            + " selfTradePrevention: decrement}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("execution.maxInFlight")
        .hasMessageContaining("execution.settleTime")
        .hasMessageContaining("execution.deadManAfter")
        .hasMessageContaining("execution.selfTradePrevention")
        .hasMessageContaining("execution.speed");
  }
}
