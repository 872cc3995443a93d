package io.alphaflow.archive.operator;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.table.Table;
import io.alphaflow.archive.write.DatabaseWriter;
import io.alphaflow.archive.write.Pending;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every record to the database; what cannot be written comes out as a dead letter.
 *
 * <p>Key and state: none. Rows are collected for each table and written when there are enough, when
 * the flush interval is over, and before every checkpoint, so what a checkpoint covers is in the
 * database or in the dead letters. Repeated input hits the same rows. Timers: one in processing
 * time, only while rows wait. While the database is down the operator holds its input back.
 *
 * <p>A record of the dead-letters topic never becomes a dead letter again, or the two would feed
 * each other: in its place a row is written that says why it could not be read or written.
 */
public final class ArchiveOperator extends AbstractStreamOperator<DeadLetter>
    implements OneInputStreamOperator<RawRecord, DeadLetter> {

  /** This job's name in dead letters. */
  public static final String SOURCE = "archive";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveOperator.class);

  private final DatabaseOptions database;
  private final ArchiveOptions options;

  private transient RecordReader reader;
  private transient DatabaseWriter writer;
  private transient Map<Table<?>, List<Pending>> pending;
  private transient boolean timerSet;
  private transient Counter rowsNew;
  private transient Counter rowsSent;
  private transient Counter rowsRefused;

  /** An operator that writes to a database whose schema is up to date. */
  public ArchiveOperator(DatabaseOptions database, ArchiveOptions options) {
    this.database = database;
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    reader = new RecordReader();
    writer = new DatabaseWriter(database, new JdbcConnections(database), options.patience());
    pending = new LinkedHashMap<>();
    MetricGroup metrics = getMetricGroup().addGroup("archive");
    rowsNew = metrics.counter("rowsNew");
    rowsSent = metrics.counter("rowsSent");
    rowsRefused = metrics.counter("rowsRefused");
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) throws Exception {
    RawRecord record = element.getValue();
    List<Row> rows;
    try {
      rows = reader.rows(record);
    } catch (CodecException e) {
      refuse(record, "UNDECODABLE", e.getMessage());
      return;
    }
    for (Row row : rows) {
      add(new Pending(row, record));
    }
  }

  private void add(Pending row) throws IOException, InterruptedException {
    List<Pending> rows = pending.computeIfAbsent(row.row().table(), t -> new ArrayList<>());
    rows.add(row);
    if (rows.size() >= options.batchSize()) {
      write(row.row().table());
    } else if (!timerSet) {
      timerSet = true;
      long now = getProcessingTimeService().getCurrentProcessingTime();
      getProcessingTimeService()
          .registerTimer(now + options.flushInterval().toMillis(), time -> onTimer());
    }
  }

  private void onTimer() throws IOException, InterruptedException {
    timerSet = false;
    flush();
  }

  private void flush() throws IOException, InterruptedException {
    // Refused rows can add a row for another table.
    while (!pending.isEmpty()) {
      write(pending.keySet().iterator().next());
    }
  }

  private void write(Table<?> table) throws IOException, InterruptedException {
    List<Pending> rows = pending.remove(table);
    List<Refusal> refusals = new ArrayList<>();
    rowsNew.inc(writer.write(table, rows, (row, why) -> refusals.add(new Refusal(row, why))));
    rowsSent.inc(rows.size());
    rowsRefused.inc(refusals.size());
    for (Refusal refusal : refusals) {
      RawRecord origin = refusal.row().origin();
      if (origin.topic().isEmpty()) {
        LOG.error("row lost: the database refuses our own dead letter, why={}", refusal.why());
      } else {
        refuse(origin, "ROW_REFUSED", "table " + table.name() + ": " + refusal.why());
      }
    }
  }

  private record Refusal(Pending row, String why) {}

  private void refuse(RawRecord record, String code, String reason)
      throws IOException, InterruptedException {
    DeadLetter letter = SideOutputs.deadLetter(SOURCE, record, code, reason.replace('\u0000', ' '));
    if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
      RawRecord none = new RawRecord("", 0, 0, 0, "", new byte[0]);
      add(new Pending(RecordReader.row(letter), none));
    } else {
      output.collect(new StreamRecord<>(letter));
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (writer != null) {
      writer.close();
    }
    super.close();
  }
}
