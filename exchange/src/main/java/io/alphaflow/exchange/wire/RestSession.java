package io.alphaflow.exchange.wire;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.trading.VenuePause;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What sessions have in common at venues that know orders by an id of their own, take a cancel in
 * before they carry it out, and tell fills by REST.
 */
public abstract class RestSession implements TradingSession {

  private static final long CLOCK_SECONDS = 10;
  private static final int CANCEL_LOOKS = 5;
  private static final long CANCEL_LOOK_MILLIS = 200;

  private final VenueOrderIds ids = new VenueOrderIds();
  private final VenueClock clock;
  private final ScheduledExecutorService scheduler;
  private AutoCloseable stream;

  /**
   * A session.
   *
   * @param name of its thread
   * @param clock the venue's
   */
  protected RestSession(String name, VenueClock clock) {
    this.clock = clock;
    scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Measures the clock from now on, which also keeps a connection open. */
  protected final void measureClock() {
    scheduler.scheduleWithFixedDelay(
        this::serverTime, CLOCK_SECONDS, CLOCK_SECONDS, TimeUnit.SECONDS);
  }

  /** The venue's ids of orders that were seen. */
  protected final VenueOrderIds ids() {
    return ids;
  }

  /** Runs what the session does later. */
  protected final ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** Keeps the stream of user events, to be closed with the session. */
  protected final synchronized void keep(AutoCloseable userStream) {
    stream = userStream;
  }

  /** How long the venue asks to wait; 0 when it does not. */
  protected abstract long pauseMillis();

  /** What can be asked about the account. */
  protected abstract RestQueries queries();

  /**
   * Places an order that the venue can take, once; the future may fail.
   *
   * @param sent the venue's wall clock, epoch microseconds UTC
   */
  protected abstract CompletableFuture<SubmitResult> place(NewOrder order, long sent);

  /** Sends a cancel; empty when the venue took it in. */
  protected abstract CompletableFuture<Optional<CancelResult>> sendCancel(String venueOrderId);

  @Override
  public final Submission submit(NewOrder order) {
    long sent = clock.micros();
    Optional<String> refusal = capabilities().refusal(order);
    if (refusal.isPresent()) {
      SubmitResult result = new SubmitResult.Rejected(0, "not sent: " + refusal.get());
      return new Submission(sent, CompletableFuture.completedFuture(result));
    }
    return new Submission(
        sent, place(order, sent).exceptionally(e -> new SubmitResult.Unknown(VenueHttp.reason(e))));
  }

  @Override
  public final VenuePause pause() {
    long millis = pauseMillis();
    return millis == 0
        ? VenuePause.NONE
        : new VenuePause(millis, 0, "the venue asked to wait (too many requests)");
  }

  @Override
  public final CompletableFuture<Void> warmUp() {
    return serverTime().thenCompose(time -> serverTime()).handle((time, error) -> null);
  }

  @Override
  public final CompletableFuture<ResolveResult> resolve(
      InstrumentId instrument, String clientOrderId) {
    return find(instrument, clientOrderId)
        .<ResolveResult>thenApply(
            view ->
                view.isPresent() ? new ResolveResult.Found(view.get()) : new ResolveResult.Absent())
        .exceptionally(e -> new ResolveResult.StillUnknown(VenueHttp.reason(e)));
  }

  private CompletableFuture<Optional<OrderView>> find(
      InstrumentId instrument, String clientOrderId) {
    CompletableFuture<Optional<OrderView>> known =
        ids.find(clientOrderId)
            .map(id -> queries().order(instrument, id))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    return known
        .thenCompose(
            view ->
                view.isPresent()
                    ? CompletableFuture.completedFuture(view)
                    : queries().byClientId(instrument, clientOrderId))
        .thenApply(view -> view.map(ids::seen));
  }

  @Override
  public final CompletableFuture<CancelResult> cancel(
      InstrumentId instrument, String clientOrderId) {
    Optional<String> known = ids.find(clientOrderId);
    CompletableFuture<Optional<String>> id =
        known.isPresent()
            ? CompletableFuture.completedFuture(known)
            : find(instrument, clientOrderId).thenApply(v -> v.map(OrderView::venueOrderId));
    return id.thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(new CancelResult.NotOpen())
                    : cancelById(instrument, found.get()))
        .exceptionally(e -> new CancelResult.Unknown(VenueHttp.reason(e)));
  }

  private CompletableFuture<CancelResult> cancelById(InstrumentId instrument, String id) {
    return sendCancel(id)
        .thenCompose(
            result ->
                result.isPresent()
                    ? CompletableFuture.completedFuture(result.get())
                    : confirm(instrument, id, CANCEL_LOOKS));
  }

  /** The venue has taken the cancel in; that the order has ended must be seen. */
  private CompletableFuture<CancelResult> confirm(InstrumentId instrument, String id, int looks) {
    return queries()
        .order(instrument, id)
        .thenCompose(
            view -> {
              if (view.isPresent() && view.get().status() == OrderStatus.CANCELED) {
                return CompletableFuture.completedFuture(new CancelResult.Canceled(view.get()));
              }
              if (view.isPresent() && view.get().status().isFinal()) {
                return CompletableFuture.completedFuture(new CancelResult.NotOpen());
              }
              if (looks == 1) {
                return CompletableFuture.completedFuture(
                    new CancelResult.Unknown("the venue took the cancel, but the order works on"));
              }
              return CompletableFuture.supplyAsync(
                      () -> looks - 1,
                      CompletableFuture.delayedExecutor(CANCEL_LOOK_MILLIS, TimeUnit.MILLISECONDS))
                  .thenCompose(left -> confirm(instrument, id, left));
            });
  }

  @Override
  public final CompletableFuture<List<OrderView>> openOrders(InstrumentId instrument) {
    return queries().open(instrument);
  }

  @Override
  public final CompletableFuture<List<OrderFill>> tradesFrom(
      InstrumentId instrument, long tradeId) {
    return queries().fillsFrom(instrument, tradeId);
  }

  @Override
  public final CompletableFuture<List<Fill>> tradesOf(
      InstrumentId instrument, String venueOrderId) {
    return queries().fillsOf(instrument, venueOrderId);
  }

  @Override
  public final CompletableFuture<AccountView> account() {
    return queries().account();
  }

  @Override
  public final CompletableFuture<Long> serverTime() {
    return queries().serverTime();
  }

  @Override
  public final synchronized void close() {
    scheduler.shutdownNow();
    if (stream == null) {
      return;
    }
    try {
      stream.close();
    } catch (Exception e) {
      throw new IllegalStateException("the stream cannot be closed", e);
    }
  }
}
