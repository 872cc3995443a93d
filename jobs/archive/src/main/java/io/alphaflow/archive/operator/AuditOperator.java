package io.alphaflow.archive.operator;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.audit.AuditRow;
import io.alphaflow.archive.audit.ChainState;
import io.alphaflow.archive.audit.Evidence;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.write.DatabaseWriter;
import io.alphaflow.archive.write.Pending;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.state.StateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes the audit chains and writes their rows.
 *
 * <p>Key: the chain. State: its end, some 100 bytes for each account and log. Rows are written when
 * there are enough, when the flush interval is over, and before every checkpoint; then the heads of
 * the chains that grew are sent, so a head never stands in its log before its row is in the
 * database. Timers: one in processing time, only while rows wait. Deterministic because the records
 * of a chain stand in one partition and come in its order: after a restart the same records give
 * the same rows again, which the database has already. A record that its producer wrote twice is
 * two rows: the chain says what stands in the log.
 */
public final class AuditOperator
    extends KeyedStateOperator<String, Evidence, AuditHead, ChainState> {

  private static final long serialVersionUID = 1L;
  private static final StateCodec<ChainState> STATE = new StateCodec<>(ChainState.class);

  private final DatabaseOptions database;
  private final ArchiveOptions options;

  private transient DatabaseWriter writer;
  private transient List<AuditRow> pending;
  private transient Map<String, AuditRow> grown;
  private transient boolean timerSet;

  /** An operator that writes to a database whose schema is up to date. */
  public AuditOperator(DatabaseOptions database, ArchiveOptions options) {
    this.database = database;
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    writer = new DatabaseWriter(database, new JdbcConnections(database), options.patience());
    pending = new ArrayList<>();
    grown = new LinkedHashMap<>();
  }

  @Override
  protected ChainState create(String chain) {
    return new ChainState();
  }

  @Override
  protected byte[] encode(ChainState chain) {
    return STATE.encode(chain);
  }

  @Override
  protected ChainState decode(byte[] bytes) {
    return STATE.decode(bytes);
  }

  @Override
  protected void process(ChainState chain, Evidence evidence) {
    chain.append(evidence).ifPresent(pending::add);
  }

  @Override
  public void processElement(StreamRecord<Evidence> element) throws Exception {
    super.processElement(element);
    if (pending.size() >= options.batchSize()) {
      flush();
    } else if (!timerSet && !pending.isEmpty()) {
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
    if (pending.isEmpty()) {
      return;
    }
    List<Pending> rows = new ArrayList<>();
    for (AuditRow row : pending) {
      rows.add(new Pending(RecordReader.row(row), origin(row.evidence())));
      grown.put(row.evidence().chain().key(), row);
    }
    pending.clear();
    Row first = rows.get(0).row();
    writer.write(first.table(), rows, this::refuse);
  }

  private static RawRecord origin(Evidence evidence) {
    return new RawRecord(
        evidence.log(), evidence.partition(), evidence.offset(), 0, "", evidence.content());
  }

  private void refuse(Pending row, String why) {
    emit(
        SideOutputs.DEAD_LETTERS,
        SideOutputs.deadLetter(
            ArchiveOperator.SOURCE,
            row.origin(),
            "ROW_REFUSED",
            ("table audit: " + why).replace('\u0000', ' ')));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    tell();
  }

  @Override
  public void finish() throws Exception {
    tell();
    super.finish();
  }

  private void tell() throws IOException, InterruptedException {
    flush();
    grown.values().forEach(row -> emit(row.head()));
    grown.clear();
  }

  @Override
  public void close() throws Exception {
    if (writer != null) {
      writer.close();
    }
    super.close();
  }
}
