package io.alphaflow.exchange.binance.limits;

import io.alphaflow.exchange.binance.limits.RateLimits.OrderLimit;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * How many orders of one account may still be placed. Orders that would pass a share of a limit
 * have to wait for its next window; so has every order after {@code -1015}. The counts in answers
 * correct ours: fills of an order give some back. Cancels are not counted. Thread-safe.
 */
public final class OrderBudget {

  private static final int SHARE_PERCENT = 90;

  private static final class Window {
    final OrderLimit limit;
    final RequestWindow used;

    Window(OrderLimit limit) {
      this.limit = limit;
      this.used = new RequestWindow(limit.windowMillis());
    }
  }

  /** An order on its way: the windows that it was sent in. */
  public record Ticket(List<Long> sentIn) {}

  private final BudgetClock clock;
  private List<Window> windows;
  private boolean paused;
  private long pausedUntilNanos;

  /** With the documented limits, until the venue says its own. */
  public OrderBudget(BudgetClock clock) {
    this.clock = clock;
    this.windows = windows(RateLimits.DOCUMENTED.orders());
  }

  private static List<Window> windows(List<OrderLimit> limits) {
    return limits.stream().map(Window::new).toList();
  }

  /** Takes the limits that the venue states; counting begins again. */
  public synchronized void limits(List<OrderLimit> limits) {
    if (!limits.isEmpty()
        && !limits.equals(windows.stream().map(window -> window.limit).toList())) {
      windows = windows(limits);
    }
  }

  /** How long the next order has to wait, milliseconds; 0 when it may be sent now. */
  public synchronized long waitMillis() {
    long now = clock.epochMillis();
    long wait = pausedMillis();
    for (Window window : windows) {
      window.used.at(now);
      long most = Math.max(1, (long) window.limit.limit() * SHARE_PERCENT / 100);
      if (window.used.used() + 1 > most) {
        wait = Math.max(wait, window.used.untilNext(now));
      }
    }
    return wait;
  }

  /** Counts an order that is sent now. */
  public synchronized Ticket begin() {
    long now = clock.epochMillis();
    List<Long> sentIn = new ArrayList<>();
    for (Window window : windows) {
      sentIn.add(window.used.at(now));
      window.used.sent(1);
    }
    return new Ticket(sentIn);
  }

  /**
   * The order was answered.
   *
   * @param response null when it was not
   */
  public synchronized void end(Ticket ticket, HttpResponse<?> response) {
    long now = clock.epochMillis();
    // Other limits may have been stated meanwhile; then this order is not counted any more.
    for (int i = 0; i < Math.min(windows.size(), ticket.sentIn().size()); i++) {
      Window window = windows.get(i);
      window.used.at(now);
      window.used.answered(
          1,
          ticket.sentIn().get(i),
          response == null ? -1 : RequestBudget.header(response, window.limit.header()).orElse(-1));
    }
  }

  /** The venue wants no orders for some time. */
  public synchronized void pause(long millis) {
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
}
