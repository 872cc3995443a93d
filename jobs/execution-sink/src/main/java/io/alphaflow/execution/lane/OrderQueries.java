package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.OrderTracker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The questions that a lane asks the venue about orders, in turns, each repeated with growing
 * pauses until there is an answer that decides. On the lane's thread.
 */
final class OrderQueries {

  private static final int LONG_UNKNOWN = 6;

  /**
   * The venue's answer to the question whether it has an order.
   *
   * @param askedAt the venue's clock before the question, epoch microseconds UTC
   * @param result what it said
   */
  record Answer(long askedAt, ResolveResult result) {}

  private final LaneState state;
  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final RequestTurns turns;
  private final Map<OrderTracker, Resolution> resolutions = new HashMap<>();
  private final Set<OrderTracker> fetching = new HashSet<>();
  private final VenueLooks looks;

  OrderQueries(
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      RequestTurns turns) {
    this.state = state;
    this.session = session;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.turns = turns;
    this.looks = new VenueLooks(state, session, host, lane, this::reconcile);
  }

  /**
   * Asks for an order until the venue has it or provably never will, and on while a fill waits for
   * a view of it: an answer may be older than the fill.
   */
  void resolve(OrderTracker order) {
    if (begin(order)) {
      ask(order);
    }
  }

  /** The same after a pause: the answer to a question at once would prove nothing. */
  void resolveLater(OrderTracker order) {
    if (begin(order)) {
      again(order, 0);
    }
  }

  private boolean begin(OrderTracker order) {
    Resolution fresh = new Resolution(options.recvWindow(), options.settleTime());
    return resolutions.putIfAbsent(order, fresh) == null;
  }

  private void again(OrderTracker order, long askedAt) {
    long delay = resolutions.get(order).delayMillis(order.signedTime(), askedAt);
    host.after(
        delay,
        () -> {
          if (order.state().isUnresolved() || order.state().isWorking()) {
            ask(order);
          } else {
            resolutions.remove(order);
          }
        });
  }

  private void ask(OrderTracker order) {
    lookUp(
        InstrumentId.parse(order.request().instrument()),
        order.request().order().clientOrderId(),
        (answer, error) -> {
          if (error != null) {
            unanswered(order, 0, LaneAlerts.reason(error));
          } else {
            judge(order, answer);
          }
        });
  }

  /** Asks for an order once, when its turn comes. */
  void lookUp(InstrumentId instrument, String id, BiConsumer<Answer, Throwable> then) {
    // The time is asked for first: what is absent in an answer was absent after that time.
    ask(
        () ->
            session
                .serverTime()
                .thenCompose(
                    time ->
                        session
                            .resolve(instrument, id)
                            .thenApply(result -> new Answer(time, result))),
        then);
  }

  private <T> void ask(Supplier<CompletableFuture<T>> question, BiConsumer<T, Throwable> then) {
    turns.ask(
        () ->
            lane.when(
                question.get(),
                (answer, error) -> {
                  turns.answered();
                  then.accept(answer, error);
                }));
  }

  private void judge(OrderTracker order, Answer answer) {
    if (answer.result() instanceof ResolveResult.Found found) {
      lane.observe(order, found.view());
      decided(order);
    } else if (answer.result() instanceof ResolveResult.StillUnknown unknown) {
      unanswered(order, answer.askedAt(), unknown.reason());
    } else if (!order.state().isUnresolved()) {
      // The user stream told of it, or it is known to work: the lookup lags behind.
      decided(order);
    } else {
      Resolution resolution = resolutions.get(order);
      order.notSignedAfter(Resolution.latestSignature(answer.askedAt()));
      resolution.absent(order.signedTime(), answer.askedAt());
      // The answer to a cancel may say that it was there: then only the lookup lags behind.
      if (resolution.isProved(answer.askedAt()) && !order.hasEnded()) {
        confirmAbsence(order, answer.askedAt());
      } else {
        again(order, answer.askedAt());
      }
    }
  }

  /** Whether the venue has it is known. Nobody else asks again for what a fill waits for. */
  private void decided(OrderTracker order) {
    if (order.awaitsView()) {
      again(order, 0);
    } else {
      resolutions.remove(order);
    }
  }

  private void unanswered(OrderTracker order, long askedAt, String reason) {
    Resolution resolution = resolutions.get(order);
    resolution.noAnswer();
    if (resolution.attempts() == LONG_UNKNOWN) {
      alerts.order(
          Severity.CRITICAL,
          "ORDER_UNRESOLVED",
          order.request(),
          "the venue has not said for long whether it has the order: " + reason);
    }
    again(order, askedAt);
  }

  /** The last look, by another way: it must not be among the working orders either. */
  private void confirmAbsence(OrderTracker order, long askedAt) {
    InstrumentId instrument = InstrumentId.parse(order.request().instrument());
    lane.when(
        session.openOrders(instrument),
        (orders, error) -> {
          if (error != null) {
            unanswered(order, askedAt, LaneAlerts.reason(error));
            return;
          }
          if (order.hasEnded() && order.state().isUnresolved()) {
            again(order, askedAt);
            return;
          }
          String id = order.request().order().clientOrderId();
          orders.stream()
              .filter(view -> view.clientOrderId().equals(id))
              .findFirst()
              .ifPresent(view -> lane.observe(order, view));
          if (order.state().isUnresolved()) {
            lane.absent(order);
          }
          decided(order);
        });
  }

  /** Fetches all fills of an order until none is missing. */
  void fetchFills(OrderTracker order) {
    if (fetching.add(order)) {
      fetchFills(order, new Backoff());
    }
  }

  private void fetchFills(OrderTracker order, Backoff backoff) {
    InstrumentId instrument = InstrumentId.parse(order.request().instrument());
    ask(
        () -> session.tradesOf(instrument, order.venueOrderId()),
        (fills, error) -> {
          if (error == null) {
            order.observeAllFills(fills, session.capabilities().amends(), lane);
            lane.settle(order);
            if (order.awaitsView()) {
              resolve(order);
            }
          }
          if (error == null && !order.needsFills()) {
            fetching.remove(order);
          } else {
            host.after(backoff.next(), () -> fetchFills(order, backoff));
          }
        });
  }

  /**
   * Takes in what the venue says of open orders and recent trades, after something may have been
   * missed.
   */
  void reconcile() {
    options.instruments().forEach(this::reconcile);
  }

  /** Our orders of an instrument that work at the venue as far as we know. */
  List<OrderTracker> working(InstrumentId instrument) {
    return state.open().stream()
        .filter(order -> order.state().isWorking())
        .filter(order -> order.request().instrument().equals(instrument.toString()))
        .toList();
  }

  private void reconcile(InstrumentId instrument) {
    List<OrderTracker> before = working(instrument);
    if (!before.isEmpty()) {
      looks.openOrders(instrument, views -> compare(before, views));
    }
    looks.newTrades(instrument, trades -> trades.forEach(trade -> compare(instrument, trade)));
  }

  private void compare(List<OrderTracker> before, List<OrderView> views) {
    for (OrderTracker order : before) {
      String id = order.request().order().clientOrderId();
      views.stream()
          .filter(view -> view.clientOrderId().equals(id))
          .findFirst()
          .ifPresentOrElse(view -> lane.observe(order, view), () -> resolve(order));
    }
  }

  private void compare(InstrumentId instrument, OrderFill trade) {
    state
        .find(instrument.toString(), trade.venueOrderId())
        .filter(order -> !order.knows(trade.fill().tradeId()))
        .ifPresent(this::fetchFills);
  }
}
