package io.alphaflow.execution.lane;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.AmendRequest;
import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.LaneRequest;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderTracker;
import io.alphaflow.execution.order.TrackerOutput;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The lane of one account. It sends an order only when it is certain that it was never sent: its
 * decision was written after the lane started, and the lane did not restore it. Every other order
 * is asked for. An order is sent once; when the answer does not come, it is asked for until the
 * venue has it or provably never will. Meanwhile its strategy instance sends no other order of the
 * same instrument.
 *
 * <p>A cancel waits for nothing. An order that waits here is then never sent; one that was sent is
 * cancelled as often as it takes; one that may be at the venue or not is cancelled when it is found
 * there. Orders that no turn is free for wait here, {@value #MOST_HELD} at most; what comes beyond
 * that is not placed, so that orders never keep a cancel from coming in. Orders from before the
 * start, which have to be asked for, are all taken: they are those of the decisions that were
 * written since the last checkpoint, and to let them wait outside would hold up the next one for as
 * long as the venue does not answer.
 *
 * <p>All methods run on the lane's thread, and nothing in them waits; answers are handed back by
 * {@link LaneHost#hand}.
 */
public final class ExchangeLane implements TrackerOutput {

  /** Name of the job in alerts and dead letters. */
  public static final String SOURCE = "execution-sink";

  /** Orders that wait to be sent, at most. */
  public static final int MOST_HELD = 10_000;

  static final String EXPIRED_BEFORE_SEND = "EXPIRED_BEFORE_SEND";
  static final String CANCELED_BEFORE_SEND = "CANCELED_BEFORE_SEND";
  private static final String LANE_FULL = "LANE_FULL";

  private final LaneState state;
  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final long startMillis;
  private final LaneAlerts alerts;
  private final RequestTurns turns;
  private final OrderQueries queries;
  private final OrderSubmissions submissions;
  private final OrderCancels cancels;
  private final OrderAmendments amendments;
  private final OrderPairs pairs;
  private final OrderReplacements replacements;
  private final StrangerCancels strangers;
  private final AccountSnapshots snapshots;
  private final DeadMan deadMan;
  private final BanWatch ban;
  private final Reconciliation reconciliation;

  /** A lane on restored or new state; {@link #start} makes it work. */
  public ExchangeLane(
      String account,
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host) {
    this.state = state;
    this.session = session;
    this.options = options;
    this.host = host;
    this.startMillis = host.wallMillis();
    this.alerts = new LaneAlerts(account, host);
    this.turns = new RequestTurns(options.maxInFlight(), this::turnIsFree);
    this.pairs = new OrderPairs(state);
    this.queries = new OrderQueries(state, session, options, host, this, alerts, turns);
    this.submissions =
        new OrderSubmissions(state, session, options, host, this, alerts, queries, pairs, turns);
    this.cancels = new OrderCancels(session, host, this, alerts, queries);
    this.amendments = new OrderAmendments(session, options, host, this, alerts, queries);
    this.replacements =
        new OrderReplacements(state, session, options, host, this, queries, cancels, submissions);
    this.strangers = new StrangerCancels(state, session, options, host, this, alerts, queries);
    this.snapshots =
        new AccountSnapshots(
            account, state, session, options.snapshotInterval(), host, this, alerts);
    this.reconciliation = new Reconciliation(state, session, options, host, this, alerts, queries);
    this.ban = new BanWatch(session, alerts);
    this.deadMan = new DeadMan(account, state, options.deadManAfter(), host, alerts);
  }

  private void turnIsFree() {
    submissions.sendWaiting();
  }

  /**
   * Writes the account's balances, and only then lets orders go; listens to what happens to the
   * account; asks for every order that was restored, and goes on to cancel those that are to be.
   */
  public void start() {
    deadMan.lost();
    state.completeOlderState();
    for (OrderTracker order : state.open()) {
      order.unknown(this);
      cancels.check(order);
      queries.resolve(order);
      replacements.follow(order);
      amendments.resume(order);
    }
    strangers.resume();
    snapshots.open(
        () -> {
          session.listen(new UserEventRelay(host, this));
          submissions.open();
        });
    host.after(options.reconcileInterval().toMillis(), this::reconcileAgain);
  }

  /** Takes what a decision asks for. What the lane has already is not taken twice. */
  public void accept(LaneRequest request) {
    state.decided(request.decisionTime());
    if (request instanceof OrderRequest order) {
      accept(order);
    } else if (request instanceof CancelRequest cancel) {
      cancel.clientOrderIds().forEach(id -> cancel(id, cancel));
    } else if (request instanceof AmendRequest amend) {
      amend(amend);
    }
  }

  /** Written before the lane started: whoever ran before may have carried it out. */
  private boolean isFromBefore(LaneRequest request) {
    return request.writtenAt() <= startMillis;
  }

  private void accept(OrderRequest request) {
    if (state.find(request.order().clientOrderId()).isPresent()) {
      return;
    }
    OrderTracker order = state.add(request);
    request.second().ifPresent(state::add);
    if (isFromBefore(request)) {
      askFor(order);
      pairs.second(order).ifPresent(this::askFor);
      replacements.follow(order);
    } else if (submissions.waiting() + replacements.waiting() >= MOST_HELD) {
      notPlaced(order, LANE_FULL);
      alerts.order(
          Severity.CRITICAL,
          LANE_FULL,
          request,
          "it is not placed: " + MOST_HELD + " orders wait before it");
    } else if (order.waitsForReplaced()) {
      replacements.begin(order);
    } else {
      submissions.add(order);
    }
  }

  /** An order that is not known here is left as it is: to cancel it for that would be too much. */
  private void amend(AmendRequest request) {
    String id = request.target().clientOrderId();
    Optional<OrderTracker> found = state.find(id);
    if (found.isPresent()) {
      amendments.want(found.get(), request, isFromBefore(request));
    } else {
      alerts.order(
          Severity.WARNING,
          OrderAmendments.AMEND_REFUSED,
          OrderRequest.of(request.target(), request.instrument(), request),
          "it was not made smaller: it is not known here");
    }
  }

  /** It may be at the venue. */
  private void askFor(OrderTracker order) {
    order.unknown(this);
    queries.resolve(order);
  }

  private void cancel(String clientOrderId, CancelRequest request) {
    Optional<OrderTracker> found = state.find(clientOrderId);
    if (found.isEmpty()) {
      request
          .target(clientOrderId)
          .ifPresentOrElse(
              target -> takeOver(OrderRequest.of(target, request.instrument(), request)),
              () ->
                  strangers.want(
                      new Stranger(clientOrderId, request.instrument(), request.decisionTime())));
    } else if (submissions.withdraw(found.get()) || replacements.withdraw(found.get())) {
      notPlaced(found.get(), CANCELED_BEFORE_SEND);
    } else if (!found.get().state().isFinal()) {
      cancels.want(found.get(), !isFromBefore(request));
    }
  }

  /**
   * The gate approved it and waits for its end, and we do not know it: our state was lost. It is
   * asked for, cancelled if it works, and all that the venue knows of it is reported from the
   * beginning; what was reported before counts as repeated.
   */
  OrderTracker takeOver(OrderRequest request) {
    alerts.order(
        Severity.CRITICAL,
        "ORDER_TAKEN_OVER",
        request,
        "the gate waits for its end and it is not known here, so it is asked for at the venue, and"
            + " cancelled if it works");
    OrderTracker order = state.add(request);
    order.unknown(this);
    order.wantCancel(this);
    queries.resolve(order);
    return order;
  }

  /** Whether the answer to an order or a cancel is outstanding. */
  boolean awaitsAnswers() {
    return submissions.unanswered() + cancels.unanswered() + amendments.unanswered() > 0;
  }

  /**
   * Whether of every order is known whether the venue has it, and all cancels and amendments are
   * done.
   */
  public boolean isSettled() {
    return state.strangers().isEmpty()
        && state.open().stream()
            .noneMatch(
                order ->
                    order.state().isUnresolved()
                        || order.isCancelWanted()
                        || order.amendment().isPresent());
  }

  /** Events flow from now on: asks for what happened before. */
  void subscribed(boolean again) {
    queries.reconcile();
    deadMan.fed();
    if (again) {
      snapshots.take();
    }
  }

  private void reconcileAgain() {
    reconciliation.check();
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
    deadMan.lost();
    alerts.account(Severity.WARNING, "USER_STREAM_INTERRUPTED", "user-stream", reason);
  }

  /** The user stream brought something that may have been about an order: asks for all of them. */
  void unreadable(String text, String reason) {
    alerts.unreadable(text, reason);
    queries.reconcile();
  }

  /** Takes a fact in. */
  void observe(OrderTracker order, OrderView view) {
    order.observe(view, this);
    learned(order);
  }

  /** Something is known of it that was not before. */
  void learned(OrderTracker order) {
    settle(order);
    pairs.check(order, this);
    if (order.needsFills()) {
      queries.fetchFills(order);
    }
    cancels.check(order);
    amendments.check(order);
  }

  void settle(OrderTracker order) {
    state.settle(order);
    replacements.settled(order);
    // Others may have waited until it was known.
    submissions.sendWaiting();
  }

  /** The venue will never have the order. */
  void absent(OrderTracker order) {
    // Also when it was lost on the way: whoever cancelled it then reads the same after a restart.
    notPlaced(order, order.isCancelWanted() ? CANCELED_BEFORE_SEND : EXPIRED_BEFORE_SEND);
  }

  /** It was never sent, or was lost, and will not be placed. */
  void notPlaced(OrderTracker order, String reason) {
    Optional<OrderTracker> second = pairs.waitingSecond(order);
    order.notPlaced(reason, this);
    settle(order);
    second.ifPresent(other -> notPlaced(other, reason));
  }

  /** Hands an answer to the lane's thread. */
  <T> void when(CompletableFuture<T> answer, BiConsumer<T, Throwable> then) {
    answer.whenComplete(
        (value, error) ->
            host.hand(
                () -> {
                  ban.check();
                  then.accept(value, error);
                }));
  }

  @Override
  public void report(ExecutionReport report) {
    if (report.venueTradeId() != 0) {
      state.traded(report.instrument(), report.venueTradeId());
    }
    if (report.last()) {
      state.reportedEnd(report.clientOrderId());
    }
    host.write(report);
  }

  @Override
  public void problem(String code, OrderRequest order, String message) {
    alerts.order(Severity.CRITICAL, code, order, message);
  }
}
