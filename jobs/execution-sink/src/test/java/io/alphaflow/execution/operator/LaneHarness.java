package io.alphaflow.execution.operator;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.MetricProbe;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.LaneRequest;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The lane operator with a fake venue and a clock that the test moves. */
final class LaneHarness implements AutoCloseable {

  static final int MAX_IN_FLIGHT = 3;
  private static final int MOST_STATE = 100_000_000;
  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private final FakeVenue venue;
  private final ExchangeLaneOperator operator;
  private final KeyedOneInputStreamOperatorTestHarness<String, LaneInput, LogWrite> harness;
  private final MetricProbe probe = new MetricProbe();
  private long now;

  LaneHarness(FakeVenue venue, long startMillis, OperatorSubtaskState restored) throws Exception {
    this(venue, startMillis, restored, options(Duration.ZERO, Duration.ZERO));
  }

  LaneHarness(
      FakeVenue venue, long startMillis, OperatorSubtaskState restored, ExecutionOptions options)
      throws Exception {
    this.venue = venue;
    operator = new ExchangeLaneOperator(venue, options);
    this.harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, LaneInput::account, Types.STRING, probe.environment());
    operator.setMailboxExecutor(
        new MailboxExecutorImpl(harness.getTaskMailbox(), 0, StreamTaskActionExecutor.IMMEDIATE));
    // Enough for a lane with many thousand orders.
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(MOST_STATE));
    now = startMillis;
    harness.setProcessingTime(now);
    venue.book().millis = now;
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    drain();
  }

  static ExecutionOptions options(Duration snapshotInterval, Duration deadManAfter) {
    Secret secret = new Secret("${env:NONE}");
    return new ExecutionOptions(
        List.of(new AccountOptions("main", "USD", secret, AccountOptions.KeyType.HMAC, secret)),
        List.of(Orders.INSTRUMENT),
        2,
        Duration.ofSeconds(3),
        MAX_IN_FLIGHT,
        Duration.ofSeconds(12),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        snapshotInterval,
        deadManAfter,
        SelfTradePrevention.EXPIRE_TAKER);
  }

  /** What was measured and is not 0. */
  SortedMap<String, Double> measured() {
    return probe.values();
  }

  FakeVenue.Book book() {
    return venue.book();
  }

  /** An order whose decision was written now. */
  OrderRequest fresh(long decision) {
    return Orders.request("main", decision, 10, now);
  }

  /** The same of another strategy. */
  OrderRequest fresh(String strategy, long decision) {
    return Orders.request("main", strategy, decision, 10, now);
  }

  /** An order in the place of another, decided now; the gate had heard of so much filled. */
  OrderRequest instead(long decision, long replaced, long quantity, long knownFilled) {
    return Orders.replacement(decision, replaced, quantity, knownFilled, now);
  }

  /** The end of an order, or its last fill: {@code decision TYPE filled/quantity}. */
  List<String> ends() {
    return journal(ExecutionReport.class).stream()
        .filter(ExecutionReport::last)
        .map(
            r ->
                "%d %s %d/%d"
                    .formatted(
                        r.decision(), r.executionType(), r.cumulativeQuantity(), r.orderQuantity()))
        .toList();
  }

  /** Reports of a pair: {@code first|second TYPE cumulative}. */
  List<String> pairReports(long decision) {
    return journal(ExecutionReport.class).stream()
        .filter(r -> r.decision() == decision)
        .map(
            r ->
                (r.clientOrderId().endsWith("-s") ? "second " : "first ")
                    + r.executionType()
                    + " "
                    + r.cumulativeQuantity())
        .toList();
  }

  /** A decision that was written now wants an order smaller. */
  void amend(long decision, long order, long quantity) throws Exception {
    take(Orders.amend("main", decision, order, quantity, now));
  }

  /** What orders were said to be for: {@code order TYPE quantity} of amendments and ends. */
  List<String> sizes() {
    return journal(ExecutionReport.class).stream()
        .filter(r -> r.last() || r.executionType() == ExecutionType.AMENDED)
        .map(r -> r.decision() + " " + r.executionType() + " " + r.orderQuantity())
        .toList();
  }

  void order(OrderRequest request) throws Exception {
    take(request);
  }

  /** A decision that was written now wants orders cancelled. */
  void cancel(long... decisions) throws Exception {
    take(Orders.cancel("main", now, decisions));
  }

  void take(LaneRequest request) throws Exception {
    harness.processElement(new StreamRecord<>(LaneInput.of(request)));
    drain();
  }

  /** Lets time pass in small steps. */
  void pass(Duration time) throws Exception {
    long end = now + time.toMillis();
    while (now < end) {
      now = Math.min(end, now + 50);
      venue.book().millis = now;
      harness.setProcessingTime(now);
      drain();
    }
  }

  void drain() throws Exception {
    Optional<Mail> mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
  }

  OperatorSubtaskState checkpoint() throws Exception {
    return harness.snapshot(1, now);
  }

  /** What the last checkpoint has of the lane: the same array until it is written again. */
  byte[] stored() throws Exception {
    KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
    backend.setCurrentKey("main");
    ValueState<byte[]> state =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>(
                "machine", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    return state.value();
  }

  void endInput() throws Exception {
    harness.endInput();
  }

  List<JournalEntry> journal() {
    List<JournalEntry> entries = new ArrayList<>();
    for (LogWrite write : harness.extractOutputValues()) {
      try {
        entries.add(CODEC.decode(write.value()));
      } catch (CodecException e) {
        throw new IllegalStateException(e);
      }
    }
    return entries;
  }

  /** {@code decision TYPE cumulative} of each report. */
  List<String> reports() {
    return journal().stream()
        .filter(ExecutionReport.class::isInstance)
        .map(ExecutionReport.class::cast)
        .map(r -> r.decision() + "/" + r.sequence() + " " + r.executionType())
        .toList();
  }

  /** Why orders were not placed, by decision. */
  List<String> notPlaced() {
    return journal().stream()
        .filter(ExecutionReport.class::isInstance)
        .map(ExecutionReport.class::cast)
        .filter(r -> r.executionType() == ExecutionType.NOT_PLACED)
        .map(r -> r.decision() + " " + r.reason())
        .toList();
  }

  <T extends JournalEntry> List<T> journal(Class<T> type) {
    return journal().stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<String> alerts() {
    return allAlerts().stream().map(Alert::code).toList();
  }

  List<String> alertTexts() {
    return allAlerts().stream().map(Alert::message).toList();
  }

  private List<Alert> allAlerts() {
    List<Alert> alerts = new ArrayList<>();
    if (harness.getSideOutput(SideOutputs.ALERTS) != null) {
      for (StreamRecord<Alert> alert : harness.getSideOutput(SideOutputs.ALERTS)) {
        alerts.add(alert.getValue());
      }
    }
    return alerts;
  }

  List<String> deadLetters() {
    List<String> codes = new ArrayList<>();
    if (harness.getSideOutput(SideOutputs.DEAD_LETTERS) != null) {
      harness
          .getSideOutput(SideOutputs.DEAD_LETTERS)
          .forEach(letter -> codes.add(letter.getValue().code()));
    }
    return codes;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
