package io.alphaflow.execution.operator;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.OrderTrace;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.TradingVenue;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.lane.ExchangeLane;
import io.alphaflow.execution.lane.LaneHost;
import io.alphaflow.execution.lane.LaneState;
import io.alphaflow.execution.order.OrderRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * The branch that talks to the venue: one {@link ExchangeLane} for each account.
 *
 * <p>Key: account. State: the account's open orders, those to cancel, and the most recently ended.
 * The lanes of all configured accounts whose key group is here start with the operator, so a
 * restored order is asked for even when no further order comes. Timers: processing time, for
 * waiting times. Calls are asynchronous; their answers come back through the mailbox, so the task's
 * thread never waits for the venue. Orders wait in the lane, not in front of it, so that a cancel
 * does not stand behind them, and a checkpoint passes whatever the venue does. Not deterministic,
 * because the venue is not; what it writes has its identity from the venue's facts.
 */
@KeptState(
    type = LaneState.class,
    key = "account",
    bound = "open orders, orders to cancel, and the 100 most recently ended")
public final class ExchangeLaneOperator
    extends KeyedStateOperator<String, LaneInput, LogWrite, LaneState> implements BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final long MEASURE_MILLIS = 1_000;
  private static final StateCodec<LaneState> STATE = new StateCodec<>(LaneState.class);

  private final TradingVenue venue;
  private final ExecutionOptions options;

  private transient MailboxExecutor mailbox;
  private transient Map<String, ExchangeLane> lanes;
  private transient List<TradingSession> sessions;
  private transient volatile boolean closed;

  /** Lanes for the configured accounts. */
  public ExchangeLaneOperator(TradingVenue venue, ExecutionOptions options) {
    this.venue = venue;
    this.options = options;
  }

  @Override
  public void setMailboxExecutor(MailboxExecutor executor) {
    super.setMailboxExecutor(executor);
    mailbox = executor;
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics()
        .declare(
            DeskMetric.ORDERS_PLACED, DeskMetric.API_REQUESTS, DeskMetric.RECONCILIATION_BREAKS);
    lanes = new TreeMap<>();
    sessions = new ArrayList<>();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (AccountOptions account : options.accounts()) {
      int home =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              account.id(),
              task.getMaxNumberOfParallelSubtasks(),
              task.getNumberOfParallelSubtasks());
      if (home == task.getIndexOfThisSubtask()) {
        open(account);
      }
    }
  }

  private void open(AccountOptions account) throws Exception {
    TradingSession session = new MeasuredSession(venue.open(account), metrics());
    sessions.add(session);
    String id = account.id();
    Host host = new Host(id);
    LaneState state = machine(id);
    ExchangeLane lane = new ExchangeLane(id, state, session, options, host);
    lanes.put(id, lane);
    // Not now: outputs may be used only when the task runs.
    host.hand(lane::start);
    measure(id, state);
  }

  /**
   * Once a second, because it looks at all orders. Not by way of the host: who measures changes
   * nothing, so the lane need not be written at the next checkpoint.
   */
  private void measure(String account, LaneState state) {
    if (closed) {
      return;
    }
    try {
      metrics().set(DeskMetric.ORDERS_OPEN, state.openOrders(), account);
      metrics().set(DeskMetric.ORDERS_UNKNOWN, state.unknownOrders(), account);
    } catch (RuntimeException e) {
      // The orders are worth more than a number about them.
      LOG.warn("the orders of {} cannot be measured", account, e);
    }
    ProcessingTimeService time = getProcessingTimeService();
    time.registerTimer(
        time.getCurrentProcessingTime() + MEASURE_MILLIS, fired -> measure(account, state));
  }

  @Override
  protected LaneState create(String account) {
    return new LaneState();
  }

  @Override
  protected byte[] encode(LaneState lane) {
    return STATE.encode(lane);
  }

  @Override
  protected LaneState decode(byte[] bytes) {
    return STATE.decode(bytes);
  }

  @Override
  protected void process(LaneState state, LaneInput input) {
    lanes.get(input.account()).accept(input.request());
  }

  @Override
  public void endInput() throws Exception {
    while (!lanes.values().stream().allMatch(ExchangeLane::isSettled)) {
      mailbox.yield();
    }
  }

  @Override
  public void close() throws Exception {
    closed = true;
    if (sessions != null) {
      sessions.forEach(TradingSession::close);
    }
    super.close();
  }

  private static String status(ExecutionReport report) {
    ExecutionType type = report.executionType();
    if (type == ExecutionType.FILL) {
      return report.last() ? "filled" : "partially_filled";
    }
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** Gives a lane the task's thread, its timers and its outputs. */
  private final class Host implements LaneHost {
    private final String account;

    Host(String account) {
      this.account = account;
    }

    @Override
    public void write(JournalEntry entry) {
      if (entry instanceof ExecutionReport report) {
        OrderTrace.reported(report);
        metrics().count(DeskMetric.ORDERS_PLACED, status(report), report.instrument());
      }
      emit(LogWrite.toAccount(account, entry, options.journalPartitions()));
    }

    @Override
    public void alert(Alert alert) {
      emit(SideOutputs.ALERTS, alert);
    }

    @Override
    public void alert(Alert alert, OrderRequest order) {
      String id = order.order().clientOrderId();
      OrderTrace.alerted(order.correlation(), id, alert.code(), alert.message());
      alert(alert);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      emit(SideOutputs.DEAD_LETTERS, letter);
    }

    @Override
    public void leaves(OrderRequest order) {
      OrderIntent intent = order.order();
      asks(order, intent.side() + " " + intent.orderType() + " " + order.instrument());
      long written = TimeUnit.MILLISECONDS.toMicros(order.writtenAt());
      metrics().observeSince(DeskMetric.TICK_TO_ORDER, written, "order");
    }

    @Override
    public void asks(OrderRequest order, String what) {
      OrderTrace.sent(order.correlation(), order.order().clientOrderId(), what);
    }

    @Override
    public void hand(Runnable work) {
      try {
        mailbox.execute(() -> run(work), "answer of the venue");
      } catch (RejectedExecutionException e) {
        LOG.debug("the lane of {} is closed", account, e);
      }
    }

    @Override
    public void after(long millis, Runnable work) {
      getProcessingTimeService().registerTimer(wallMillis() + millis, time -> run(work));
    }

    private void run(Runnable work) throws Exception {
      if (!closed) {
        machine(account);
        work.run();
      }
    }

    @Override
    public long wallMillis() {
      return getProcessingTimeService().getCurrentProcessingTime();
    }
  }
}
