package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Holds back a trade that is off the grid of the known rules, and what follows it, until the rules
 * were asked for: otherwise the first trades after a change of rules would be judged by the old
 * ones. At most once a minute, because some venues do report trades off their grid.
 *
 * <p>Memory: at most {@value #CAPACITY} events; when more come, all are let through.
 */
final class GridGate {

  static final int CAPACITY = 1_000;

  private static final long AGAIN = Duration.ofMinutes(1).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FeedContext feed;
  private final Consumer<MarketEvent> out;
  private final Consumer<Runnable> askForRules;
  private final Deque<MarketEvent> held = new ArrayDeque<>();
  private long doubtedAt = Long.MIN_VALUE;
  private int doubts;

  /**
   * A gate.
   *
   * @param askForRules asks for the rules and runs what it is given when they are there
   */
  GridGate(FeedContext feed, Consumer<MarketEvent> out, Consumer<Runnable> askForRules) {
    this.feed = feed;
    this.out = out;
    this.askForRules = askForRules;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Id of the trade that is held longest; not to be asked for when nothing is held. */
  long firstId() {
    return held.getFirst().trade().id();
  }

  /** Lets an event of the instrument through, or holds it back. */
  void take(MarketEvent event, Instrument rules) {
    if (!held.isEmpty()) {
      held.add(event);
      if (held.size() > CAPACITY) {
        open();
      }
    } else if (feed.options().checkGrid()
        && event.trade() != null
        && !fits(event.trade(), rules)
        && mayDoubt()) {
      held.add(event);
      int doubt = ++doubts;
      askForRules.accept(() -> open(doubt));
      feed.loop().after(PATIENCE.toMillis(), () -> open(doubt));
    } else {
      out.accept(event);
    }
  }

  private boolean mayDoubt() {
    long now = feed.loop().nanos();
    if (doubtedAt != Long.MIN_VALUE && now - doubtedAt < AGAIN) {
      return false;
    }
    doubtedAt = now;
    return true;
  }

  private static boolean fits(VenueTrade trade, Instrument rules) {
    return isOn(trade.price(), rules.tickSize()) && isOn(trade.quantity(), rules.stepSize());
  }

  private static boolean isOn(long value, long grid) {
    return grid <= 0 || value % grid == 0;
  }

  private void open(int doubt) {
    if (doubt == doubts) {
      open();
    }
  }

  private void open() {
    for (MarketEvent event = held.poll(); event != null; event = held.poll()) {
      out.accept(event);
    }
  }

  /** Forgets what is held. */
  void clear() {
    doubts++;
    held.clear();
  }
}
