package io.alphaflow.archive.audit;

import io.alphaflow.archive.Samples;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;

/** Records of logs that the audit is of, among others. */
public final class AuditLog {

  private AuditLog() {}

  /** A record at its place. */
  public static <T> RawRecord record(Topic<T> topic, int partition, long offset, T value) {
    return new RawRecord(topic.name(), partition, offset, 0, "", topic.codec().encode(value));
  }

  /** So many decisions of account main, one after the other. */
  public static List<RawRecord> decisions(int number) {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      records.add(record(Topics.DECISIONS, 0, i - 1, Samples.decision(i, i % 3 != 0)));
    }
    return records;
  }

  /** A command to the desk. */
  public static OperatorCommand command(long number) {
    return OperatorCommand.of(
            "test",
            "ann",
            Samples.START + number,
            Level.DESK,
            CommandAction.HALT,
            "drill " + number,
            Samples.START + number)
        .signed("c2ln");
  }

  /** Reports of account main and commands, with marks between them. */
  public static List<RawRecord> journal(int commands) {
    List<RawRecord> records = new ArrayList<>();
    long offset = 100;
    for (long sequence = 1; sequence <= 3; sequence++) {
      records.add(record(Topics.JOURNAL, 1, offset++, Samples.mark(sequence)));
      records.add(record(Topics.JOURNAL, 1, offset++, Samples.report(sequence)));
    }
    for (int number = 1; number <= commands; number++) {
      records.add(record(Topics.JOURNAL, 1, offset++, command(number)));
    }
    return records;
  }
}
