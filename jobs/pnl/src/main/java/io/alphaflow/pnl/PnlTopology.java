package io.alphaflow.pnl;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.pnl.operator.PnlOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stream graph of the P&amp;L job: journal → P&amp;L snapshots, alerts, dead letters. */
public final class PnlTopology {

  /** The most subtasks the job can ever have; fixed for the life of its state. */
  private static final int MAX_PARALLELISM = 128;

  private PnlTopology() {}

  /** Adds the job to the environment. */
  public static void build(
      StreamExecutionEnvironment env,
      PnlOptions options,
      Source<RawRecord, ?, ?> journal,
      Sink<PnlSnapshot> snapshots,
      Sink<Alert> alerts,
      Sink<DeadLetter> deadLetters) {
    SingleOutputStreamOperator<PnlSnapshot> pnl =
        env.fromSource(journal, WatermarkStrategy.noWatermarks(), "journal")
            .uid("pnl-journal")
            .keyBy(RawRecord::partition, Types.INT)
            .transform("pnl", TypeInformation.of(PnlSnapshot.class), new PnlOperator(options))
            .uid("pnl")
            .setMaxParallelism(MAX_PARALLELISM);
    pnl.sinkTo(snapshots).name("pnl log").uid("pnl-snapshots");
    pnl.getSideOutput(SideOutputs.ALERTS).sinkTo(alerts).name("alerts").uid("pnl-alerts");
    pnl.getSideOutput(SideOutputs.DEAD_LETTERS)
        .sinkTo(deadLetters)
        .name("dead letters")
        .uid("pnl-dead-letters");
  }
}
