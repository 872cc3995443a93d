package io.alphaflow.archive;

import io.alphaflow.archive.operator.ArchiveOperator;
import io.alphaflow.archive.operator.HeldSource;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stream graph of the archive job: every log → database; what it refuses → dead letters. */
public final class ArchiveTopology {

  private ArchiveTopology() {}

  /** Adds the job to the environment. */
  public static void build(
      StreamExecutionEnvironment env,
      DatabaseOptions database,
      ArchiveOptions options,
      Source<RawRecord, ?, ?> logs,
      Sink<DeadLetter> deadLetters,
      Sink<Alert> alerts) {
    SingleOutputStreamOperator<DeadLetter> refused =
        env.fromSource(
                new HeldSource<>(logs, RawRecord.class), WatermarkStrategy.noWatermarks(), "logs")
            .uid("archive-logs")
            .transform(
                "database",
                TypeInformation.of(DeadLetter.class),
                new ArchiveOperator(database, options))
            .uid("archive-database");
    refused.sinkTo(deadLetters).name("dead letters").uid("archive-dead-letters");
    refused.getSideOutput(SideOutputs.ALERTS).sinkTo(alerts).name("alerts").uid("archive-alerts");
  }
}
