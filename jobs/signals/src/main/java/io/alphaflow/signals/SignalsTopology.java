package io.alphaflow.signals;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.signals.operator.StrategyOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stream graph: closed bars, by instrument, to signals; wherever they come from and go to. */
public final class SignalsTopology {

  private SignalsTopology() {}

  /** Adds the graph to the environment. */
  public static void build(
      StreamExecutionEnvironment env,
      Source<RawRecord, ?, ?> bars,
      Sink<LogWrite> journal,
      Sink<Alert> alerts,
      Sink<DeadLetter> deadLetters,
      SignalsOptions options) {
    env.setMaxParallelism(options.maxParallelism());
    SingleOutputStreamOperator<LogWrite> signals =
        env.fromSource(bars, WatermarkStrategy.noWatermarks(), "bars")
            .uid("signals-bars")
            .keyBy(RawRecord::key, Types.STRING)
            .transform(
                "strategies", TypeInformation.of(LogWrite.class), new StrategyOperator(options))
            .uid("signals-strategies");
    signals.sinkTo(journal).uid("signals-journal").name("journal");
    signals.getSideOutput(SideOutputs.ALERTS).sinkTo(alerts).uid("signals-alerts").name("alerts");
    signals
        .getSideOutput(SideOutputs.DEAD_LETTERS)
        .sinkTo(deadLetters)
        .uid("signals-dead-letters")
        .name("dead-letters");
  }
}
