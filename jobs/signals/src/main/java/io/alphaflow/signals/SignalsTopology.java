package io.alphaflow.signals;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.signals.operator.GroupInput;
import io.alphaflow.signals.operator.GroupOperator;
import io.alphaflow.signals.operator.TradeLogOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The stream graph: the trade log, by partition, to signals; what concerns strategies of several
 * legs goes on to where their legs meet.
 */
public final class SignalsTopology {

  private SignalsTopology() {}

  /** Adds the graph to the environment. */
  public static void build(
      StreamExecutionEnvironment env,
      Source<Tuple3<Integer, Long, byte[]>, ?, ?> trades,
      Sink<LogWrite> journal,
      Sink<Alert> alerts,
      Sink<DeadLetter> deadLetters,
      SignalsOptions options) {
    env.setMaxParallelism(options.maxParallelism());
    PartitionKeys keys = options.keys();
    SingleOutputStreamOperator<LogWrite> signals =
        env.fromSource(trades, WatermarkStrategy.noWatermarks(), "trades")
            .uid("signals-trades")
            .keyBy(record -> keys.ofPartition(record.f0), Types.INT)
            .transform(
                "strategies", TypeInformation.of(LogWrite.class), new TradeLogOperator(options))
            .uid("signals-strategies");
    SingleOutputStreamOperator<LogWrite> groups =
        signals
            .getSideOutput(TradeLogOperator.GROUPS)
            .keyBy(GroupInput::group, Types.STRING)
            .transform("groups", TypeInformation.of(LogWrite.class), new GroupOperator(options))
            .uid("signals-groups");
    signals.union(groups).sinkTo(journal).uid("signals-journal").name("journal");
    signals
        .getSideOutput(SideOutputs.ALERTS)
        .union(groups.getSideOutput(SideOutputs.ALERTS))
        .sinkTo(alerts)
        .uid("signals-alerts")
        .name("alerts");
    signals
        .getSideOutput(SideOutputs.DEAD_LETTERS)
        .sinkTo(deadLetters)
        .uid("signals-dead-letters")
        .name("dead-letters");
  }
}
