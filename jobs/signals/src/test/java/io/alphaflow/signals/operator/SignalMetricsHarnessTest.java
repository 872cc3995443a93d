package io.alphaflow.signals.operator;

import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.TestLog.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.metrics.MetricProbe;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.TestLog;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalMetricsHarnessTest {

  @Test
  void countsTheSignalsOfEachStrategyAndWhatCannotBeRead() throws Exception {
    SignalsOptions options =
        options(instance("a", "period", "3"), instance("t", "on", "trades", "every", "3"));
    MetricProbe probe = new MetricProbe();
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<
            Integer, Tuple3<Integer, Long, byte[]>, LogWrite>(
            new TradeLogOperator(options),
            record -> options.keys().ofPartition(record.f0),
            Types.INT,
            probe.environment())) {
      harness.open();
      long offset = 0;
      for (MarketEntry entry : TestLog.random(11, 800, BTC)) {
        byte[] bytes = Topics.TRADES.codec().encode(entry);
        harness.processElement(Tuple3.of(0, offset++, bytes), 0);
      }
      harness.processElement(Tuple3.of(0, offset, new byte[] {1}), 0);
      String name = "trading_signals_generated_total{strategy=%s,symbol=" + BTC + "}";
      double all = harness.extractOutputValues().size();
      double ofA = probe.values().getOrDefault(name.formatted("a"), 0.0);
      double ofT = probe.values().getOrDefault(name.formatted("t"), 0.0);
      assertThat(ofA).isPositive();
      assertThat(ofT).isPositive();
      assertThat(ofA + ofT).isEqualTo(all);
      assertThat(probe.values()).containsEntry("dead_letters_total{code=UNDECODABLE}", 1.0);
    }
  }
}
