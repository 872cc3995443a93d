package io.alphaflow.archive;

import io.alphaflow.archive.operator.ArchiveOperator;
import io.alphaflow.archive.operator.AuditOperator;
import io.alphaflow.archive.operator.EvidenceFunction;
import io.alphaflow.archive.operator.HeldSource;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.model.DeadLetter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The stream graph of the archive job: every log → database; decisions, commands and execution
 * reports → audit chains → database and heads; what the database refuses → dead letters.
 */
public final class ArchiveTopology {

  /** The most subtasks the job can ever have; fixed for the life of its state. */
  private static final int MAX_PARALLELISM = 128;

  private ArchiveTopology() {}

  /** Adds the job to the environment. */
  public static void build(
      StreamExecutionEnvironment env,
      DatabaseOptions database,
      ArchiveOptions options,
      Source<RawRecord, ?, ?> logs,
      Sink<AuditHead> heads,
      Sink<DeadLetter> deadLetters,
      Sink<Alert> alerts) {
    DataStream<RawRecord> records =
        env.fromSource(
                new HeldSource<>(logs, RawRecord.class), WatermarkStrategy.noWatermarks(), "logs")
            .uid("archive-logs");
    SingleOutputStreamOperator<DeadLetter> rows =
        records
            .transform(
                "database",
                TypeInformation.of(DeadLetter.class),
                new ArchiveOperator(database, options))
            .uid("archive-database");
    rows.getSideOutput(SideOutputs.ALERTS).sinkTo(alerts).name("alerts").uid("archive-alerts");
    SingleOutputStreamOperator<AuditHead> chains =
        records
            .flatMap(new EvidenceFunction())
            .name("evidence")
            .uid("archive-evidence")
            .keyBy(e -> e.chain().key(), Types.STRING)
            .transform(
                "audit chains",
                TypeInformation.of(AuditHead.class),
                new AuditOperator(database, options))
            .uid("archive-audit-chains")
            .setMaxParallelism(MAX_PARALLELISM);
    chains.sinkTo(heads).name("audit heads").uid("archive-audit-heads");
    rows.union(chains.getSideOutput(SideOutputs.DEAD_LETTERS))
        .sinkTo(deadLetters)
        .name("dead letters")
        .uid("archive-dead-letters");
  }
}
