package io.alphaflow.exchange.binance.market;

import io.alphaflow.exchange.market.MarketDataException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps the calls of this process to one REST host within the venue's weight limit, which is one
 * for each address. Calls that would pass a share of it wait for the next minute; the rest is left
 * to orders and to other processes. After 429 and 418 no call at all is made until the time that
 * the venue names. Waiting costs no thread. Thread-safe.
 */
final class RequestBudget {

  static final int DEFAULT_LIMIT = 6_000;
  static final int DEFAULT_SHARE_PERCENT = 80;

  /** Calls on their way at a time, which bounds what is in memory and not yet counted. */
  static final int MAX_OPEN = 16;

  static final int MAX_WAITING = 10_000;
  private static final int MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final long BAN_MILLIS = 120_000;

  private static final Map<String, RequestBudget> HOSTS = new ConcurrentHashMap<>();

  private record Waiting(
      long order,
      long number,
      int weight,
      CompletableFuture<HttpResponse<String>> result,
      Supplier<CompletableFuture<HttpResponse<String>>> call) {}

  private final BudgetClock clock;
  private final WeightWindow window = new WeightWindow();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::order).thenComparingLong(Waiting::number));
  private int limit = DEFAULT_LIMIT;
  private int sharePercent = DEFAULT_SHARE_PERCENT;
  private int open;
  private long number;
  private long sent;
  private long refusals;
  private boolean paused;
  private long pausedUntilNanos;
  private boolean timerSet;
  private long timerNanos;

  RequestBudget(BudgetClock clock) {
    this.clock = clock;
  }

  /** The one budget of a host in this process. */
  static RequestBudget of(URI restUrl) {
    return HOSTS.computeIfAbsent(
        restUrl.getAuthority(), host -> new RequestBudget(BudgetClock.SYSTEM));
  }

  /** Takes the limit that the venue states. */
  void limit(int weightPerMinute) {
    synchronized (this) {
      limit = weightPerMinute;
    }
    pump();
  }

  /** How much of the limit these calls may use. */
  void share(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("share " + percent + " %, expected 1 to 100");
    }
    synchronized (this) {
      sharePercent = percent;
    }
    pump();
  }

  /**
   * Makes the call when it is its turn; not at all when the future is done before.
   *
   * @param call begins it, and does not throw
   */
  CompletableFuture<HttpResponse<String>> submit(
      RequestUrgency urgency, int weight, Supplier<CompletableFuture<HttpResponse<String>>> call) {
    CompletableFuture<HttpResponse<String>> result = new CompletableFuture<>();
    synchronized (this) {
      if (waiting.size() >= MAX_WAITING) {
        waiting.removeIf(w -> w.result().isDone());
      }
      if (waiting.size() >= MAX_WAITING) {
        return CompletableFuture.failedFuture(
            new MarketDataException(
                "not sent: " + MAX_WAITING + " calls wait for the venue's limit already",
                Duration.ofMillis(WeightWindow.untilNext(clock.epochMillis())),
                null));
      }
      long order = clock.nanos() / 1_000_000 + urgency.delayMillis();
      waiting.add(new Waiting(order, number++, weight, result, call));
    }
    pump();
    return result;
  }

  synchronized RequestUsage usage() {
    window.at(clock.epochMillis());
    return new RequestUsage(
        limit,
        window.used(),
        (int) waiting.stream().filter(w -> !w.result().isDone()).count(),
        sent,
        refusals,
        pausedMillis());
  }

  private void pump() {
    for (Waiting next = take(); next != null; next = take()) {
      send(next);
    }
  }

  /** The call whose turn it is; otherwise sees to being called again, and gives null. */
  private synchronized Waiting take() {
    while (!waiting.isEmpty() && waiting.peek().result().isDone()) {
      waiting.poll();
    }
    if (waiting.isEmpty() || open >= MAX_OPEN) {
      return null;
    }
    if (pausedMillis() > 0) {
      wake(pausedMillis());
      return null;
    }
    long now = clock.epochMillis();
    window.at(now);
    // A call that is above the whole share goes alone: never is not a time to wait for.
    if (window.used() > 0
        && window.used() + waiting.peek().weight() > (long) limit * sharePercent / 100) {
      wake(WeightWindow.untilNext(now));
      return null;
    }
    Waiting next = waiting.poll();
    window.sent(next.weight());
    open++;
    sent++;
    return next;
  }

  private void send(Waiting next) {
    long sentIn;
    synchronized (this) {
      sentIn = window.at(clock.epochMillis());
    }
    next.call()
        .get()
        .whenComplete(
            (response, error) -> {
              ended(next.weight(), sentIn, response);
              if (error == null) {
                next.result().complete(response);
              } else {
                next.result().completeExceptionally(error);
              }
              pump();
            });
  }

  private synchronized void ended(int weight, long sentIn, HttpResponse<String> response) {
    open--;
    window.at(clock.epochMillis());
    window.answered(
        weight,
        sentIn,
        response == null ? -1 : header(response, "X-MBX-USED-WEIGHT-1M").orElse(-1));
    if (response == null) {
      return;
    }
    if (response.statusCode() == MANY_REQUESTS || response.statusCode() == BANNED) {
      refusals++;
      pause(retryAfterMillis(response, clock.epochMillis()));
    }
  }

  private void pause(long millis) {
    long until = clock.nanos() + millis * 1_000_000;
    if (!paused || until - pausedUntilNanos > 0) {
      paused = true;
      pausedUntilNanos = until;
    }
  }

  private long pausedMillis() {
    if (!paused) {
      return 0;
    }
    long left = pausedUntilNanos - clock.nanos();
    paused = left > 0;
    return paused ? (left + 999_999) / 1_000_000 : 0;
  }

  /**
   * How long the venue wants to be left alone after this answer; 0 when it does not.
   *
   * @param now epoch milliseconds UTC
   */
  static long retryAfterMillis(HttpResponse<?> response, long now) {
    long stated = header(response, "Retry-After").orElse(-1);
    if (stated >= 0) {
      return Math.max(1, Math.min(stated, 1_000_000)) * 1_000;
    }
    return switch (response.statusCode()) {
      case BANNED -> BAN_MILLIS;
      case MANY_REQUESTS -> WeightWindow.untilNext(now);
      default -> 0;
    };
  }

  private static OptionalLong header(HttpResponse<?> response, String name) {
    try {
      return response.headers().firstValueAsLong(name);
    } catch (NumberFormatException e) {
      // A date is allowed in Retry-After, but Binance sends seconds; then it is as if absent.
      return OptionalLong.empty();
    }
  }

  private void wake(long millis) {
    long at = clock.nanos() + millis * 1_000_000;
    if (timerSet && timerNanos - at <= 0) {
      return;
    }
    timerSet = true;
    timerNanos = at;
    clock.after(
        millis,
        () -> {
          synchronized (this) {
            timerSet = false;
          }
          pump();
        });
  }
}
