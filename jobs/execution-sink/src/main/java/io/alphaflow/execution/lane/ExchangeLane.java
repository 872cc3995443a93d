package io.alphaflow.execution.lane;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import io.alphaflow.execution.order.TrackerOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The lane of one account. It sends an order only when it is certain that it was never sent: its
 * decision was written after the lane started, and the lane did not restore it. Every other order
 * is asked for. An order is sent once; when the answer does not come, it is asked for until the
 * venue has it or provably never will.
 *
 * <p>All methods run on the lane's thread, and nothing in them waits; answers are handed back by
 * {@link LaneHost#hand}.
 */
public final class ExchangeLane implements TrackerOutput {

  /** Name of the job in alerts and dead letters. */
  public static final String SOURCE = "execution-sink";

  private static final String EXPIRED_BEFORE_SEND = "EXPIRED_BEFORE_SEND";

  private final String account;
  private final LaneState state;
  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final long startMillis;
  private final OrderQueries queries;
  private final Deque<OrderTracker> waiting = new ArrayDeque<>();
  private boolean ready;
  private int submissions;

  /** A lane on restored or new state; {@link #start} makes it work. */
  public ExchangeLane(
      String account,
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host) {
    this.account = account;
    this.state = state;
    this.session = session;
    this.options = options;
    this.host = host;
    this.startMillis = host.wallMillis();
    this.queries = new OrderQueries(state, session, options, host, this);
  }

  /**
   * Writes the account's balances, and only then lets orders go; listens to what happens to the
   * account; asks for every order that was restored.
   */
  public void start() {
    for (OrderTracker order : state.open()) {
      order.unknown(this);
      queries.resolve(order);
    }
    openLedger(new Backoff());
    host.after(options.reconcileInterval().toMillis(), this::reconcileAgain);
  }

  private void openLedger(Backoff backoff) {
    when(
        session.warmUp().thenCompose(warm -> session.account()),
        (balances, error) -> {
          if (error != null) {
            if (backoff.attempts() == 0) {
              alert(
                  Severity.CRITICAL,
                  "VENUE_UNAVAILABLE",
                  "account",
                  "the balances cannot be read, no order is sent: " + message(error));
            }
            host.after(backoff.next(), () -> openLedger(backoff));
            return;
          }
          snapshot(balances);
          ready = true;
          session.listen(new UserEventRelay(host, this));
          while (!waiting.isEmpty()) {
            send(waiting.poll());
          }
        });
  }

  private void snapshot(TradingSession.AccountView balances) {
    host.write(
        new AccountSnapshot(account, state.nextSnapshot(), balances.time(), balances.balances()));
  }

  /** Takes an approved order on. One that the lane has already is not taken twice. */
  public void accept(OrderRequest request) {
    if (state.find(request.order().clientOrderId()).isPresent()) {
      return;
    }
    OrderTracker order = state.add(request);
    if (request.writtenAt() <= startMillis) {
      order.unknown(this);
      queries.resolve(order);
    } else if (ready) {
      send(order);
    } else {
      waiting.add(order);
    }
  }

  /** Whether no further order should be given to the lane now. */
  public boolean isFull() {
    return submissions + waiting.size() + queries.inFlight() >= options.maxInFlight();
  }

  /** Whether of every order is known whether the venue has it. */
  public boolean isSettled() {
    return state.open().stream().noneMatch(order -> order.state().isUnresolved());
  }

  private void send(OrderTracker order) {
    OrderRequest request = order.request();
    if (host.wallMillis() - request.writtenAt() > options.intentTimeout().toMillis()) {
      order.notPlaced(EXPIRED_BEFORE_SEND, this);
      settle(order);
      return;
    }
    OrderIntent intent = request.order();
    TradingSession.Submission submission =
        session.submit(
            new NewOrder(
                InstrumentId.parse(request.instrument()),
                intent.clientOrderId(),
                intent.side(),
                intent.orderType(),
                intent.timeInForce(),
                intent.quantity(),
                intent.limitPrice()));
    order.sent(submission.sentTime(), this);
    submissions++;
    when(
        submission.result(),
        (result, error) -> {
          submissions--;
          answered(order, error == null ? result : new SubmitResult.Unknown(message(error)));
        });
  }

  private void answered(OrderTracker order, SubmitResult result) {
    if (result instanceof SubmitResult.Accepted accepted) {
      observe(order, accepted.view());
    } else if (result instanceof SubmitResult.Rejected rejected) {
      String reason = rejected.code() + ": " + rejected.message();
      alert(
          Severity.WARNING,
          "ORDER_REJECTED",
          order.request(),
          "the venue refused the order: " + reason);
      order.rejected(reason, this);
      settle(order);
    } else if (result instanceof SubmitResult.Unknown unknown && order.state() == OrderState.SENT) {
      order.unknown(this);
      alert(
          Severity.WARNING,
          "ORDER_UNKNOWN",
          order.request(),
          "it is not known whether the venue has the order, it will be asked: " + unknown.reason());
      queries.resolveLater(order);
    }
  }

  /** Events flow from now on: asks for what happened before. */
  void subscribed(boolean again) {
    queries.reconcile();
    if (again) {
      when(
          session.account(),
          (balances, error) -> {
            if (error == null) {
              snapshot(balances);
            } else {
              alert(
                  Severity.WARNING,
                  "VENUE_UNAVAILABLE",
                  "account",
                  "the balances cannot be read: " + message(error));
            }
          });
    }
  }

  private void reconcileAgain() {
    queries.reconcile();
    host.after(options.reconcileInterval().toMillis(), this::reconcileAgain);
  }

  /** The user stream told something of an order. */
  void event(OrderView view) {
    Optional<OrderTracker> order = state.find(view.clientOrderId());
    if (order.isPresent()) {
      observe(order.get(), view);
    }
  }

  /** The user stream ended; it connects again by itself. */
  void interrupted(String reason) {
    alert(Severity.WARNING, "USER_STREAM_INTERRUPTED", "user-stream", reason);
  }

  /** The user stream brought something that may have been about an order: asks for all of them. */
  void unreadable(String text, String reason) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    host.deadLetter(
        new DeadLetter(
            SOURCE,
            "user-stream/" + account,
            0,
            host.wallMillis(),
            0,
            "USER_EVENT_UNREADABLE",
            reason,
            Base64.getEncoder().encodeToString(raw)));
    queries.reconcile();
  }

  /** Takes a fact in. */
  void observe(OrderTracker order, OrderView view) {
    order.observe(view, this);
    settle(order);
    if (order.needsFills()) {
      queries.fetchFills(order);
    }
  }

  void settle(OrderTracker order) {
    state.settle(order);
  }

  /** The venue will never have the order. */
  void absent(OrderTracker order) {
    order.notPlaced(EXPIRED_BEFORE_SEND, this);
    settle(order);
  }

  /** Hands an answer to the lane's thread. */
  <T> void when(CompletableFuture<T> answer, BiConsumer<T, Throwable> then) {
    answer.whenComplete((value, error) -> host.hand(() -> then.accept(value, error)));
  }

  @Override
  public void report(ExecutionReport report) {
    if (report.venueTradeId() != 0) {
      state.traded(report.instrument(), report.venueTradeId());
    }
    host.write(report);
  }

  @Override
  public void problem(String code, OrderRequest order, String message) {
    alert(Severity.CRITICAL, code, order, message);
  }

  void alert(Severity severity, String code, OrderRequest order, String message) {
    host.alert(
        new Alert(
            SOURCE,
            code + "/" + order.order().clientOrderId(),
            severity,
            code,
            account,
            order.instrument(),
            order.decisionTime(),
            "order " + order.order().clientOrderId() + ": " + message));
  }

  private void alert(Severity severity, String code, String subject, String message) {
    host.alert(
        new Alert(
            SOURCE,
            code + "/" + account + "/" + subject + "/" + host.wallMillis(),
            severity,
            code,
            account,
            "",
            0,
            message));
  }

  static String message(Throwable error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
