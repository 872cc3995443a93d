package io.alphaflow.execution.operator;

import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.AmendResult;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.NewPair;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueCapabilities;
import io.alphaflow.exchange.trading.VenueException;
import io.alphaflow.exchange.trading.VenuePause;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * A session whose calls are counted, by what was called and how it was answered, and timed. It
 * changes neither calls nor answers.
 */
final class MeasuredSession implements TradingSession {

  private static final String OK = "200";
  private static final String NO_ANSWER = "none";

  private final TradingSession session;
  private final DeskMetrics metrics;

  MeasuredSession(TradingSession session, DeskMetrics metrics) {
    this.session = session;
    this.metrics = metrics;
  }

  private <T> CompletableFuture<T> measure(
      String call, CompletableFuture<T> answer, Function<T, String> status) {
    long began = System.nanoTime();
    answer.whenComplete(
        (value, error) -> {
          metrics.observe(DeskMetric.EXECUTION_LATENCY, (System.nanoTime() - began) / 1e9, call);
          String code = error == null ? status.apply(value) : status(error);
          metrics.count(DeskMetric.API_REQUESTS, call, code);
        });
    return answer;
  }

  private <T> CompletableFuture<T> query(String call, CompletableFuture<T> answer) {
    return measure(call, answer, value -> OK);
  }

  private static String status(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof VenueException failed ? code(failed.code()) : NO_ANSWER;
  }

  private static String code(int code) {
    return code == 0 ? NO_ANSWER : Integer.toString(code);
  }

  private static String status(SubmitResult result) {
    if (result instanceof SubmitResult.Rejected rejected) {
      return code(rejected.code());
    } else if (result instanceof SubmitResult.Deferred deferred) {
      return code(deferred.code());
    }
    return result instanceof SubmitResult.Unknown ? NO_ANSWER : OK;
  }

  private static String status(CancelResult result) {
    if (result instanceof CancelResult.Refused refused) {
      return code(refused.code());
    }
    return result instanceof CancelResult.Unknown ? NO_ANSWER : OK;
  }

  private static String status(AmendResult result) {
    if (result instanceof AmendResult.Refused refused) {
      return code(refused.code());
    }
    return result instanceof AmendResult.Unknown ? NO_ANSWER : OK;
  }

  @Override
  public Submission submit(NewOrder order) {
    Submission sent = session.submit(order);
    return new Submission(
        sent.sentTime(), measure("submit", sent.result(), MeasuredSession::status));
  }

  @Override
  public PairSubmission submit(NewPair pair) {
    PairSubmission sent = session.submit(pair);
    return new PairSubmission(
        sent.sentTime(), measure("submit_pair", sent.result(), r -> status(r.resting())));
  }

  @Override
  public Replacement replace(String clientOrderId, NewOrder order) {
    Replacement sent = session.replace(clientOrderId, order);
    return new Replacement(
        sent.sentTime(), measure("replace", sent.result(), r -> status(r.placed())));
  }

  @Override
  public Amendment amend(InstrumentId instrument, String clientOrderId, long quantity) {
    Amendment sent = session.amend(instrument, clientOrderId, quantity);
    return new Amendment(sent.sentTime(), measure("amend", sent.result(), MeasuredSession::status));
  }

  @Override
  public CompletableFuture<ResolveResult> resolve(InstrumentId instrument, String clientOrderId) {
    return measure(
        "resolve",
        session.resolve(instrument, clientOrderId),
        r -> r instanceof ResolveResult.StillUnknown ? NO_ANSWER : OK);
  }

  @Override
  public CompletableFuture<CancelResult> cancel(InstrumentId instrument, String clientOrderId) {
    return measure("cancel", session.cancel(instrument, clientOrderId), MeasuredSession::status);
  }

  @Override
  public CompletableFuture<List<OrderView>> openOrders(InstrumentId instrument) {
    return query("open_orders", session.openOrders(instrument));
  }

  @Override
  public CompletableFuture<List<OrderFill>> tradesFrom(InstrumentId instrument, long tradeId) {
    return query("trades_from", session.tradesFrom(instrument, tradeId));
  }

  @Override
  public CompletableFuture<List<Fill>> tradesOf(InstrumentId instrument, String venueOrderId) {
    return query("trades_of", session.tradesOf(instrument, venueOrderId));
  }

  @Override
  public CompletableFuture<AccountView> account() {
    return query("account", session.account());
  }

  @Override
  public CompletableFuture<KeyPermissions> keyPermissions() {
    return query("key_permissions", session.keyPermissions());
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return query("server_time", session.serverTime());
  }

  @Override
  public CompletableFuture<Void> warmUp() {
    return session.warmUp();
  }

  @Override
  public VenueCapabilities capabilities() {
    return session.capabilities();
  }

  @Override
  public VenuePause pause() {
    return session.pause();
  }

  @Override
  public void listen(UserEvents events) {
    session.listen(events);
  }

  @Override
  public void close() {
    session.close();
  }
}
