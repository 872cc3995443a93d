package io.alphaflow.archive.operator;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.table.Table;
import io.alphaflow.archive.write.DatabaseDownException;
import io.alphaflow.archive.write.DatabaseWriter;
import io.alphaflow.archive.write.Pending;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every record to the database; what cannot be written comes out as a dead letter.
 *
 * <p>Key: none. Rows are collected for each table and written when there are enough, when the flush
 * interval is over, and before every checkpoint. Repeated input hits the same rows.
 *
 * <p>While the database is down the source is held back ({@link Valve}) and the rows that were read
 * already, at most a batch of each table, are tried again with a growing pause. Checkpoints go on:
 * state holds the records whose rows wait, and nothing while the database takes rows. So what a
 * checkpoint covers is in the database, in the dead letters, or in its own state.
 *
 * <p>Timers, in processing time: one while rows wait, and one each second that measures the lag.
 *
 * <p>A record of the dead-letters topic never becomes a dead letter again, or the two would feed
 * each other: in its place a row is written that says why it could not be read or written.
 */
@KeptState(
    name = ArchiveOperator.UNWRITTEN,
    type = RawRecord.class,
    bound = "a batch of each table while the database is down, otherwise empty")
public final class ArchiveOperator extends AbstractStreamOperator<DeadLetter>
    implements OneInputStreamOperator<RawRecord, DeadLetter> {

  /** This job's name in dead letters and alerts. */
  public static final String SOURCE = "archive";

  /** Name of the state. */
  static final String UNWRITTEN = "unwritten";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveOperator.class);
  private static final long LOOK_MILLIS = 1_000;

  private final DatabaseOptions database;
  private final ArchiveOptions options;

  private transient RecordReader reader;
  private transient DatabaseWriter writer;
  private transient Valve valve;
  private transient Outbox outbox;
  private transient ListState<RawRecord> unwritten;
  private transient Lag lag;
  private transient RawRecord oldestSinceLook;
  private transient boolean timerSet;
  private transient Retry retry;
  private transient Counter rowsNew;
  private transient Counter rowsRefused;
  private transient DeskMetrics measured;

  /** An operator that writes to a database whose schema is up to date. */
  public ArchiveOperator(DatabaseOptions database, ArchiveOptions options) {
    this.database = database;
    this.options = options;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    unwritten =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(UNWRITTEN, TypeInformation.of(RawRecord.class)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    valve = Valve.ofThisTask();
    if (!valve.isAttached()) {
      throw new IllegalStateException(
          "the archive's source and writer must run in one task: pipeline.operator-chaining is"
              + " off");
    }
    valve.open();
    reader = new RecordReader();
    writer = new DatabaseWriter(database, new JdbcConnections(database, options.answerTimeout()));
    outbox = new Outbox();
    lag = new Lag(options.alertBehind());
    retry = new Retry();
    MetricGroup metrics = getMetricGroup().addGroup("archive");
    rowsNew = metrics.counter("rowsNew");
    rowsRefused = metrics.counter("rowsRefused");
    measured =
        new DeskMetrics(getMetricGroup())
            .declare(DeskMetric.ARCHIVE_ROWS, DeskMetric.ALERTS, DeskMetric.DEAD_LETTERS);
    measured.ask(DeskMetric.ARCHIVE_LAG, () -> lag.millis() / 1e3);
    measured.ask(DeskMetric.ARCHIVE_WAITING, () -> outbox.size());
    measured.ask(DeskMetric.DATABASE_DOWN, () -> retry.isDown() ? 1 : 0);
    for (RawRecord record : unwritten.get()) {
      processElement(new StreamRecord<>(record));
    }
    after(LOOK_MILLIS, this::look);
  }

  private void after(long millis, Task task) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService().registerTimer(now + millis, time -> task.run());
  }

  @FunctionalInterface
  private interface Task {
    void run() throws Exception;
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord record = element.getValue();
    if (oldestSinceLook == null || record.timestamp() < oldestSinceLook.timestamp()) {
      oldestSinceLook = record;
    }
    try {
      for (Row row : reader.rows(record)) {
        add(new Pending(row, record, false));
      }
    } catch (CodecException e) {
      refuse(record, "UNDECODABLE", e.getMessage());
    }
  }

  private void add(Pending row) {
    if (outbox.add(row) >= options.batchSize() && !retry.isDown()) {
      flush(row.row().table());
    } else if (!timerSet) {
      setTimer(options.flushInterval().toMillis());
    }
  }

  private void setTimer(long millis) {
    timerSet = true;
    after(millis, this::onTimer);
  }

  private void onTimer() {
    timerSet = false;
    flush();
  }

  /** Writes all that waits; refused rows can add a row for another table. */
  private void flush() {
    boolean taken = true;
    while (taken && !outbox.isEmpty()) {
      taken = flush(outbox.next());
    }
  }

  /** Writes the rows of a table, or sees that the database is down. */
  private boolean flush(Table<?> table) {
    List<Pending> rows = outbox.of(table);
    List<Refusal> refusals = new ArrayList<>();
    try {
      rowsNew.inc(writer.write(table, rows, (row, text) -> refusals.add(new Refusal(row, text))));
    } catch (DatabaseDownException e) {
      down(e.getMessage());
      return false;
    }
    if (retry.up()) {
      valve.open();
    }
    outbox.remove(table);
    measured.count(DeskMetric.ARCHIVE_ROWS, rows.size());
    rowsRefused.inc(refusals.size());
    for (Refusal refusal : refusals) {
      if (refusal.row().lastResort()) {
        LOG.error("row lost: the database refuses our own dead letter, why={}", refusal.text());
      } else {
        refuse(refusal.row().origin(), "ROW_REFUSED", refusal.text());
      }
    }
    return true;
  }

  private record Refusal(Pending row, String text) {}

  private void down(String reason) {
    retry.down(reason);
    valve.close();
    if (!timerSet) {
      setTimer(retry.pauseMillis());
    }
  }

  private void refuse(RawRecord record, String code, String reason) {
    DeadLetter letter = SideOutputs.deadLetter(SOURCE, record, code, reason.replace('\u0000', ' '));
    measured.deadLetter(letter);
    if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
      add(new Pending(RecordReader.row(letter), record, true));
    } else {
      output.collect(new StreamRecord<>(letter));
    }
  }

  private void look() {
    RawRecord oldest = outbox.oldest();
    if (oldest == null
        || (oldestSinceLook != null && oldestSinceLook.timestamp() < oldest.timestamp())) {
      oldest = oldestSinceLook;
    }
    oldestSinceLook = null;
    lag.look(oldest, getProcessingTimeService().getCurrentProcessingTime(), retry.why())
        .ifPresent(
            alert -> {
              measured.alert(alert);
              output.collect(SideOutputs.ALERTS, new StreamRecord<>(alert));
            });
    after(LOOK_MILLIS, this::look);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    if (!retry.isDown()) {
      flush();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    unwritten.update(outbox.origins());
  }

  @Override
  public void finish() throws Exception {
    flush();
    while (retry.isDown()) {
      Thread.sleep(retry.pauseMillis());
      flush();
    }
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
