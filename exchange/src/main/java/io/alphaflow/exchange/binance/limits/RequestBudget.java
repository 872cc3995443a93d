package io.alphaflow.exchange.binance.limits;

import io.alphaflow.exchange.market.MarketDataException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps the calls of this process to one REST host within the venue's weight limit, which is one
 * for each address. Calls that would pass a share of it wait for the next minute; the rest is left
 * to orders and to other processes. After 429 and 418 no call at all is made until the time that
 * the venue names, and none for {@value #FIREWALL_MILLIS} ms after the 403 of its firewall, which
 * names none. Waiting costs no thread. Thread-safe.
 */
public final class RequestBudget {

  static final int DEFAULT_LIMIT = 6_000;

  /** The share of the limit that market data may use. */
  public static final int DEFAULT_SHARE_PERCENT = 80;

  /** Calls on their way at a time, which bounds what is in memory and not yet counted. */
  static final int MAX_OPEN = 16;

  static final int MAX_WAITING = 10_000;
  private static final int MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final int FORBIDDEN = 403;
  private static final Set<Integer> STOPS = Set.of(MANY_REQUESTS, BANNED, FORBIDDEN);
  private static final long BAN_MILLIS = 120_000;
  private static final long FIREWALL_MILLIS = 60_000;
  private static final long MINUTE_MILLIS = 60_000;

  private static final Map<String, RequestBudget> HOSTS = new ConcurrentHashMap<>();

  private record Waiting(
      long order,
      long number,
      int weight,
      CompletableFuture<HttpResponse<String>> result,
      Supplier<CompletableFuture<HttpResponse<String>>> call) {}

  private final BudgetClock clock;
  private final RequestWindow window = new RequestWindow(MINUTE_MILLIS);
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
  private boolean banned;
  private boolean timerSet;
  private long timerNanos;

  RequestBudget(BudgetClock clock) {
    this.clock = clock;
  }

  /** The one budget of a host in this process. */
  public static RequestBudget of(URI restUrl) {
    return HOSTS.computeIfAbsent(
        restUrl.getAuthority(), host -> new RequestBudget(BudgetClock.SYSTEM));
  }

  /** Takes the limit that the venue states. */
  public void limit(int weightPerMinute) {
    synchronized (this) {
      limit = weightPerMinute;
    }
    pump();
  }

  /** How much of the limit these calls may use. */
  public void share(int percent) {
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
  public CompletableFuture<HttpResponse<String>> submit(
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
                Duration.ofMillis(window.untilNext(clock.epochMillis())),
                null));
      }
      long order = clock.nanos() / 1_000_000 + urgency.delayMillis();
      waiting.add(new Waiting(order, number++, weight, result, call));
    }
    pump();
    return result;
  }

  public synchronized RequestUsage usage() {
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
      wake(window.untilNext(now));
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
    count(weight, sentIn, response, true);
  }

  private void count(int weight, long sentIn, HttpResponse<?> response, boolean pauses) {
    window.at(clock.epochMillis());
    window.answered(
        weight,
        sentIn,
        response == null ? -1 : header(response, "X-MBX-USED-WEIGHT-1M").orElse(-1));
    if (response == null) {
      return;
    }
    if (STOPS.contains(response.statusCode())) {
      refusals++;
      if (pauses) {
        banned = response.statusCode() == BANNED || banned && pausedMillis() > 0;
        pause(retryAfterMillis(response, clock.epochMillis()));
      }
    }
  }

  /** A call that does not stand in the queue, on its way. */
  public record Ticket(int weight, long sentIn) {}

  /**
   * How long a call that does not stand in the queue has to wait, milliseconds; 0 when it may go
   * now.
   *
   * @param percent the share of the limit that calls of its kind may use
   */
  public synchronized long waitMillis(int weight, int percent) {
    if (pausedMillis() > 0) {
      return pausedMillis();
    }
    long now = clock.epochMillis();
    window.at(now);
    boolean full = window.used() > 0 && window.used() + weight > (long) limit * percent / 100;
    return full ? window.untilNext(now) : 0;
  }

  /** How long the venue has banned this address from now on, milliseconds; 0 when it has not. */
  public synchronized long bannedMillis() {
    long left = pausedMillis();
    return banned ? left : 0;
  }

  /** Counts a call that goes now, besides the queue. Its answer is followed by {@link #end}. */
  public synchronized Ticket begin(int weight) {
    long sentIn = window.at(clock.epochMillis());
    window.sent(weight);
    sent++;
    return new Ticket(weight, sentIn);
  }

  /**
   * The call is over.
   *
   * @param response null when there was none
   * @param pauses whether a refusal of it, 429, 418 or 403, is one of all calls
   */
  public void end(Ticket call, HttpResponse<?> response, boolean pauses) {
    synchronized (this) {
      count(call.weight(), call.sentIn(), response, pauses);
    }
    pump();
  }

  private void pause(long millis) {
    long until = clock.nanos() + millis * 1_000_000;
    if (!paused || until - pausedUntilNanos > 0) {
      paused = true;
      pausedUntilNanos = until;
    }
  }

  /** How long the venue wants no call from now on, milliseconds; 0 when it does not say so. */
  public synchronized long pausedMillis() {
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
  public static long retryAfterMillis(HttpResponse<?> response, long now) {
    long stated = header(response, "Retry-After").orElse(-1);
    if (stated >= 0) {
      return Math.max(1, Math.min(stated, 1_000_000)) * 1_000;
    }
    return switch (response.statusCode()) {
      case BANNED -> BAN_MILLIS;
      case FORBIDDEN -> FIREWALL_MILLIS;
      case MANY_REQUESTS -> RequestWindow.untilNext(now, MINUTE_MILLIS);
      default -> 0;
    };
  }

  static OptionalLong header(HttpResponse<?> response, String name) {
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
