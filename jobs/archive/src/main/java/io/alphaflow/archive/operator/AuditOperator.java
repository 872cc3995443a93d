package io.alphaflow.archive.operator;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.audit.AuditRow;
import io.alphaflow.archive.audit.ChainState;
import io.alphaflow.archive.audit.Evidence;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.write.DatabaseDownException;
import io.alphaflow.archive.write.DatabaseWriter;
import io.alphaflow.archive.write.Pending;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.state.StateCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
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
 *
 * <p>While the database is down rows wait here and in the checkpoint, and are tried again. They are
 * few, because {@link ArchiveOperator} holds the source back; when only the audit cannot be
 * written, input waits too, and checkpoints with it, once there are {@value #MOST_BATCHES} batches.
 */
@KeptState(
    type = ChainState.class,
    key = "chain: account and log",
    bound = "constant: the end of the chain")
@KeptState(
    name = AuditOperator.UNWRITTEN,
    type = AuditRow.class,
    bound = "20 batches while the database is down, otherwise empty")
public final class AuditOperator
    extends KeyedStateOperator<String, Evidence, AuditHead, ChainState> {

  private static final long serialVersionUID = 1L;

  /** Name of the state of rows that wait. */
  static final String UNWRITTEN = "unwritten";

  private static final int MOST_BATCHES = 20;
  private static final StateCodec<ChainState> STATE = new StateCodec<>(ChainState.class);
  private static final StateCodec<AuditRow> ROW = new StateCodec<>(AuditRow.class);

  private final DatabaseOptions database;
  private final ArchiveOptions options;

  private transient DatabaseWriter writer;
  private transient List<AuditRow> pending;
  private transient Map<String, AuditRow> grown;
  private transient ListState<byte[]> unwritten;
  private transient Retry retry;
  private transient boolean timerSet;

  /** An operator that writes to a database whose schema is up to date. */
  public AuditOperator(DatabaseOptions database, ArchiveOptions options) {
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
                new ListStateDescriptor<>(
                    UNWRITTEN, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void open() throws Exception {
    super.open();
    writer = new DatabaseWriter(database, new JdbcConnections(database, options.answerTimeout()));
    retry = new Retry();
    pending = new ArrayList<>();
    grown = new LinkedHashMap<>();
    for (byte[] row : unwritten.get()) {
      pending.add(ROW.decode(row));
    }
    if (!pending.isEmpty()) {
      setTimer(options.flushInterval().toMillis());
    }
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
  public byte[] rewritten(String state, String part, byte[] bytes) {
    return state.equals(UNWRITTEN)
        ? ROW.encode(ROW.decode(bytes))
        : super.rewritten(state, part, bytes);
  }

  @Override
  protected void process(ChainState chain, Evidence evidence) {
    chain.append(evidence).ifPresent(pending::add);
  }

  @Override
  public void processElement(StreamRecord<Evidence> element) throws Exception {
    super.processElement(element);
    if (pending.size() >= options.batchSize() && !retry.isDown()) {
      flush();
    }
    while (pending.size() >= MOST_BATCHES * options.batchSize()) {
      Thread.sleep(retry.pauseMillis());
      flush();
    }
    if (!timerSet && !pending.isEmpty()) {
      setTimer(options.flushInterval().toMillis());
    }
  }

  private void setTimer(long millis) {
    timerSet = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService().registerTimer(now + millis, time -> onTimer());
  }

  private void onTimer() {
    timerSet = false;
    flush();
    if (retry.isDown()) {
      setTimer(retry.pauseMillis());
    }
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    List<Pending> rows = new ArrayList<>();
    for (AuditRow row : pending) {
      rows.add(new Pending(RecordReader.row(row), origin(row.evidence()), false));
    }
    Map<Pending, String> refused = new LinkedHashMap<>();
    try {
      writer.write(rows.get(0).row().table(), rows, refused::put);
    } catch (DatabaseDownException e) {
      retry.down(e.getMessage());
      return;
    }
    retry.up();
    pending.forEach(row -> grown.put(row.evidence().chain().key(), row));
    pending.clear();
    refused.forEach(this::refuse);
  }

  private static RawRecord origin(Evidence evidence) {
    return new RawRecord(
        evidence.log(), evidence.partition(), evidence.offset(), 0, "", evidence.content());
  }

  private void refuse(Pending row, String why) {
    emit(
        SideOutputs.DEAD_LETTERS,
        SideOutputs.deadLetter(
            ArchiveOperator.SOURCE, row.origin(), "ROW_REFUSED", why.replace('\u0000', ' ')));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    if (!retry.isDown()) {
      flush();
    }
    tell();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    unwritten.update(pending.stream().map(ROW::encode).toList());
  }

  @Override
  public void finish() throws Exception {
    flush();
    while (retry.isDown()) {
      Thread.sleep(retry.pauseMillis());
      flush();
    }
    tell();
    super.finish();
  }

  private void tell() {
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
