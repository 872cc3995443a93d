package io.alphaflow.ingest.feed;

import io.alphaflow.ingest.feed.FeedStats.Count;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of symbols that share a connection, with that connection's life: opened, opened again
 * later each time when it fails, and replaced before the venue ends it. A replacement works beside
 * the old connection for a while, so that nothing is missed between them.
 */
final class FeedLine implements FeedConnection.Owner {

  private static final Logger LOG = LoggerFactory.getLogger(FeedLine.class);

  /** Age from which a connection counts as a success. */
  static final Duration HEALTHY = Duration.ofSeconds(30);

  /** How long a replacement works beside the old connection at least, and at most. */
  static final Duration OVERLAP = Duration.ofSeconds(1);

  static final Duration LONGEST_OVERLAP = Duration.ofSeconds(5);

  private static final long IDLE = Duration.ofSeconds(1).toNanos();

  private static final long BEHIND = Duration.ofSeconds(1).toNanos();

  private static final long NEVER = Long.MIN_VALUE;

  private static final int LIFETIME_JITTER_PERCENT = 5;

  /** What a line tells, within steps. */
  interface Owner {
    /** A frame of a symbol of this line. */
    void frame(FeedLine line, boolean isCurrent, String text, long receivedAt);

    /** The connection is there again after it was lost. */
    void reconnected(FeedLine line);
  }

  private final FeedContext feed;
  private final Owner owner;
  private final SortedMap<String, Subscription> symbols = new TreeMap<>();
  private final EventClock eventClock = new EventClock();
  private final Backoff backoff;
  private FeedConnection current;
  private FeedConnection replacement;
  private boolean currentSubscribed;
  private boolean replacementSubscribed;
  private boolean closed;
  private boolean wasLost;
  private long lastFrame;
  private boolean fresh;
  private long lastOld = NEVER;
  private long lastTimely = NEVER;
  private long skewToldAt = Long.MIN_VALUE;

  FeedLine(FeedContext feed, Owner owner) {
    this.feed = feed;
    this.backoff = new Backoff(feed.loop(), Duration.ofMillis(100), Duration.ofSeconds(30));
    this.owner = owner;
    this.lastFrame = feed.loop().nanos();
  }

  /** Connects, at once or after a while. */
  void start(long millis) {
    if (millis == 0) {
      connect();
    } else {
      feed.loop().after(millis, this::connect);
    }
  }

  Collection<Subscription> symbols() {
    return symbols.values();
  }

  EventClock eventClock() {
    return eventClock;
  }

  /** Whether a broken time was not told within the last minute; then it is now. */
  boolean tellsSkew(long now) {
    if (skewToldAt != Long.MIN_VALUE && now - skewToldAt < Duration.ofMinutes(1).toNanos()) {
      return false;
    }
    skewToldAt = now;
    return true;
  }

  /** Takes a symbol in; its streams are subscribed when there is a connection. */
  void add(Subscription symbol) {
    symbols.put(symbol.venueSymbol(), symbol);
    sync();
  }

  void remove(Subscription symbol) {
    symbols.remove(symbol.venueSymbol());
    sync();
  }

  private void sync() {
    if (current != null) {
      current.sync(symbols.values());
    }
    if (replacement != null) {
      replacement.sync(symbols.values());
    }
  }

  private void connect() {
    if (closed || current != null) {
      return;
    }
    currentSubscribed = false;
    current = new FeedConnection(feed, this);
    current.open();
  }

  @Override
  public void opened(FeedConnection connection) {
    connection.sync(symbols.values());
  }

  @Override
  public void subscribed(FeedConnection connection, List<Subscription> added) {
    if (connection == current) {
      boolean first = !currentSubscribed;
      currentSubscribed = true;
      streaming(added);
      if (first) {
        begun(connection);
      }
    } else if (!replacementSubscribed) {
      replacementSubscribed = true;
      feed.loop().after(OVERLAP.toMillis(), () -> takeOver(connection, false));
      feed.loop().after(LONGEST_OVERLAP.toMillis(), () -> takeOver(connection, true));
    }
  }

  private void streaming(Collection<Subscription> some) {
    for (Subscription symbol : some) {
      if (symbols.get(symbol.venueSymbol()) == symbol) {
        symbol.streaming();
      }
    }
  }

  /** A connection is the one that counts from now on. */
  private void begun(FeedConnection connection) {
    LOG.info("market stream open, symbols={}", symbols.size());
    if (wasLost) {
      wasLost = false;
      owner.reconnected(this);
    }
    feed.loop()
        .after(
            HEALTHY.toMillis(),
            () -> {
              if (connection == current) {
                backoff.reset();
              }
            });
    long life =
        feed.loop().jitter(feed.options().connectionLifetime().toMillis(), LIFETIME_JITTER_PERCENT);
    feed.loop()
        .after(
            life,
            () -> {
              if (connection == current) {
                replace();
              }
            });
  }

  /** Opens a replacement for the connection that works. */
  private void replace() {
    if (replacement != null || closed) {
      return;
    }
    replacementSubscribed = false;
    replacement = new FeedConnection(feed, this);
    replacement.open();
  }

  private void takeOver(FeedConnection connection, boolean evenSilent) {
    if (connection == replacement && (evenSilent || connection.hasDelivered())) {
      current.close();
      promote();
      begun(current);
    }
  }

  private void promote() {
    current = replacement;
    currentSubscribed = replacementSubscribed;
    replacement = null;
  }

  @Override
  public void frame(FeedConnection connection, String text, long receivedAt) {
    lastFrame = feed.loop().nanos();
    owner.frame(this, connection == current, text, receivedAt);
  }

  @Override
  public void ended(FeedConnection connection, String reason, Throwable error) {
    if (connection == replacement) {
      LOG.warn("the replacement of a market stream failed, reason={}", reason);
      replacement = null;
      FeedConnection replaced = current;
      feed.loop()
          .after(
              backoff.after(error),
              () -> {
                if (replaced == current) {
                  replace();
                }
              });
    } else if (connection == current) {
      lost(reason, backoff.after(error));
    }
  }

  private void lost(String reason, long retryMillis) {
    LOG.warn("market stream lost, retryMillis={} reason={}", retryMillis, reason);
    feed.stats().add(Count.RECONNECTS, 1);
    current.close();
    current = null;
    wasLost = true;
    symbols.values().forEach(Subscription::disconnected);
    if (replacement == null) {
      start(retryMillis);
      return;
    }
    promote();
    if (currentSubscribed) {
      streaming(symbols.values());
      begun(current);
    }
  }

  /** The connection cannot be trusted: another one takes its place, with no overlap. */
  void distrust(String reason) {
    if (current != null) {
      lost(reason, backoff.next());
    }
  }

  /** The venue is about to close the connection. */
  void shutdown(boolean isCurrent) {
    if (!isCurrent) {
      // It ends by itself, and is replaced then.
      return;
    }
    FeedConnection leaving = current;
    feed.loop()
        .after(
            backoff.next(),
            () -> {
              if (leaving == current) {
                replace();
              }
            });
  }

  void checkSilence() {
    if (replacement != null) {
      replacement.checkSilence();
    }
    if (current != null) {
      current.checkSilence();
    }
  }

  /** Whether its connection brought nothing for a while, so that others know the time better. */
  boolean isIdle(long now) {
    return now - lastFrame > IDLE;
  }

  /** A message was dealt with that the venue made so long ago. */
  void aged(long micros, long now) {
    if (micros > feed.options().behindMicros()) {
      lastOld = now;
    } else {
      lastTimely = now;
    }
  }

  /** Finds out whether it {@link #isFresh}. */
  void judge(long now) {
    fresh =
        current != null && current.silentMillis() <= feed.options().freshMillis() && !isBehind(now);
  }

  /** Whether all that the venue sent up to a moment ago has come, as judged last. */
  boolean isFresh() {
    return fresh;
  }

  /**
   * Whether old messages come, so that more of them are on their way: when we are too slow, or the
   * venue is. It lasts a while, so that it does not change with every message, and ends with a
   * timely one, or with a sign of life behind the last one.
   */
  private boolean isBehind(long now) {
    if (lastOld == NEVER) {
      return false;
    }
    long lastSign = now - TimeUnit.MILLISECONDS.toNanos(current.silentMillis() + 1);
    boolean isLast = isIdle(now) && lastSign > lastFrame;
    boolean goesOn = lastTimely == NEVER || lastTimely < lastOld;
    return now - lastOld < BEHIND || goesOn && !isLast;
  }

  /** Closes its connections for good. Also outside of steps. */
  void close() {
    closed = true;
    if (current != null) {
      current.close();
    }
    if (replacement != null) {
      replacement.close();
    }
  }
}
