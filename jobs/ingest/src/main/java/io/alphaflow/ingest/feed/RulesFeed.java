package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the trading rules of all instruments of a feed in one call: one at a time, again when it
 * fails, and from time to time.
 */
final class RulesFeed {

  private static final Logger LOG = LoggerFactory.getLogger(RulesFeed.class);

  private final FeedContext feed;
  private final Supplier<Collection<Subscription>> all;
  private final Consumer<Subscription> onListed;
  private final Backoff backoff;
  private final Set<Subscription> due = new HashSet<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean asking;
  private boolean askAgain;
  private int round;

  /**
   * Rules of some instruments.
   *
   * @param all those that are wanted now
   * @param onListed told of each that has rules, each time they come
   */
  RulesFeed(
      FeedContext feed, Supplier<Collection<Subscription>> all, Consumer<Subscription> onListed) {
    this.feed = feed;
    this.backoff = new Backoff(feed.loop(), Duration.ofMillis(100), Duration.ofSeconds(30));
    this.all = all;
    this.onListed = onListed;
  }

  /**
   * Asks now, or once more when a question is open.
   *
   * @param always those whose rules are delivered also when they are what they were
   */
  void ask(Collection<Subscription> always) {
    due.addAll(always);
    ask();
  }

  /** Asks now, and runs this when rules are there that were asked for after this call. */
  void askThen(Runnable then) {
    waiting.add(then);
    ask();
  }

  private void ask() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    askAgain = false;
    round++;
    List<InstrumentId> wanted = all.get().stream().map(Subscription::id).toList();
    Set<Subscription> forced = Set.copyOf(due);
    List<Runnable> told = List.copyOf(waiting);
    feed.loop()
        .when(
            feed.venue().instruments(wanted),
            (found, error) -> arrived(Set.copyOf(wanted), forced, told, found, error));
  }

  private void arrived(
      Set<InstrumentId> wanted,
      Set<Subscription> forced,
      List<Runnable> told,
      Map<InstrumentId, Instrument> found,
      Throwable error) {
    if (error != null) {
      long millis = backoff.after(error);
      LOG.warn("trading rules not available, retryMillis={} reason={}", millis, error.getMessage());
      feed.loop().after(millis, this::askOn);
      return;
    }
    backoff.reset();
    due.removeAll(forced);
    for (Subscription s : List.copyOf(all.get())) {
      if (wanted.contains(s.id())) {
        s.listed(found.get(s.id()), forced.contains(s) || !s.isListed());
        if (s.isListed()) {
          onListed.accept(s);
        }
      }
    }
    waiting.removeAll(told);
    told.forEach(Runnable::run);
    asking = false;
    if (askAgain) {
      ask();
      return;
    }
    int of = round;
    feed.loop()
        .after(
            feed.options().rulesRefresh().toMillis(),
            () -> {
              if (of == round) {
                ask();
              }
            });
  }

  private void askOn() {
    asking = false;
    ask();
  }
}
