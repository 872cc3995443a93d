package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The backtest's venue by itself: it fills orders that were never sent by trades that were
 * recorded. Whoever asks has judged already whether the account can pay, so it lends whatever an
 * order needs.
 *
 * <p>Deterministic: a function of the trades and of what is asked when. Memory: its open orders.
 */
public final class SimulatedVenue {

  private static final long ENOUGH = Fixed8.of(10_000_000_000L);

  /** Something that arrives at the venue later than it was decided. */
  private record Due(long time, Runnable action) {}

  private final Map<String, Prices> prices = new HashMap<>();
  private final Venue venue;
  private final long latency;
  private final Deque<Due> due = new ArrayDeque<>();
  private long now;

  /**
   * A venue with open accounts and no orders.
   *
   * @param rules how orders are filled; that of latency too
   * @param listings what can be traded
   * @param reports get what happens to orders
   */
  public SimulatedVenue(
      String account,
      String currency,
      FillRules rules,
      List<Listing> listings,
      Consumer<ExecutionReport> reports) {
    if (rules.isShadow()) {
      throw new IllegalArgumentException("there is no recorded book");
    }
    listings.forEach(listing -> prices.put(listing.id().toString(), new Prices(listing)));
    latency = rules.entryLatency();
    venue =
        new Venue(account, rules, prices, currency, ENOUGH, true, reports, (instrument, any) -> {});
  }

  /** The next trade of the market; those of instruments that are not listed are passed over. */
  public void trade(Trade trade) {
    advance(trade.exchangeTime());
    Prices of = prices.get(trade.instrument());
    if (of != null) {
      of.next(trade.price(), trade.quantity());
      of.traded(trade.exchangeTime(), trade.quantity());
      venue.trade(trade.instrument(), trade.price(), trade.quantity(), now);
    }
  }

  /** Market time is now this: what is under way and due before it arrives. */
  public void advance(long time) {
    while (!due.isEmpty() && due.peek().time() <= time) {
      Due next = due.poll();
      now = Math.max(now, next.time());
      next.action().run();
    }
    now = Math.max(now, time);
  }

  /** Places the order of a decision. */
  public void place(Decision decision) {
    Venue.Sent sent = venue.sent(decision);
    later(() -> venue.place(sent, now));
  }

  /** Cancels an order if it is open by then. */
  public void cancel(String clientOrderId) {
    later(() -> venue.cancel(clientOrderId, now));
  }

  /** Makes the order of a decision smaller, if it is open by then. */
  public void amend(Decision decision) {
    later(() -> venue.amend(decision, now));
  }

  private void later(Runnable action) {
    // The latency is the same for all: they stay in order.
    due.add(new Due(now + latency, action));
  }
}
