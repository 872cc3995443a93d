package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * One connection to the venue, from its opening to its end, which comes once. It asks for no more
 * frames than may wait: memory is bounded by that.
 */
final class FeedConnection implements StreamListener {

  /** Frames that may wait in the inbox. */
  static final int WINDOW = 4_096;

  /** Frames after which the venue is asked for as many again. */
  private static final int BATCH = 512;

  /** What a connection tells, within steps. */
  interface Owner {
    /** It is open and wants to know what it is for: {@link #sync} follows. */
    void opened(FeedConnection connection);

    /** The venue brings these symbols' streams from now on. */
    void subscribed(FeedConnection connection, List<Subscription> symbols);

    /** A frame. */
    void frame(FeedConnection connection, String text, long receivedAt);

    /**
     * It has failed or ended, and is closed.
     *
     * @param error null when the stream ended by itself
     */
    void ended(FeedConnection connection, String reason, Throwable error);
  }

  private final FeedContext feed;
  private final Owner owner;
  private final Set<String> wanted = new TreeSet<>();
  private CompletableFuture<MarketStream> opening = new CompletableFuture<>();
  private MarketStream stream;
  private int consumed;
  private boolean closed;
  private boolean delivered;

  FeedConnection(FeedContext feed, Owner owner) {
    this.feed = feed;
    this.owner = owner;
  }

  void open() {
    opening = feed.venue().openStream(this);
    feed.loop().when(opening, this::opened);
  }

  private void opened(MarketStream open, Throwable error) {
    if (closed) {
      return;
    }
    if (error != null) {
      end(error.getMessage(), error);
      return;
    }
    stream = open;
    feed.stats().add(FeedStats.Count.CONNECTIONS, 1);
    stream.request(WINDOW);
    owner.opened(this);
  }

  /** Whether a frame came. */
  boolean hasDelivered() {
    return delivered;
  }

  /** Makes the venue bring the streams of these symbols and of no others. */
  void sync(Collection<Subscription> symbols) {
    if (closed || stream == null) {
      return;
    }
    Set<String> names = new TreeSet<>();
    List<Subscription> added = new ArrayList<>();
    for (Subscription s : symbols) {
      names.add(s.venueSymbol());
      if (!wanted.contains(s.venueSymbol())) {
        added.add(s);
      }
    }
    Set<String> gone = new TreeSet<>(wanted);
    gone.removeAll(names);
    wanted.clear();
    wanted.addAll(names);
    if (!gone.isEmpty()) {
      stream.unsubscribe(gone.stream().flatMap(s -> keys(s).stream()).toList());
    }
    if (!added.isEmpty()) {
      List<StreamKey> keys = added.stream().flatMap(s -> keys(s.venueSymbol()).stream()).toList();
      feed.loop().when(stream.subscribe(keys), (done, error) -> subscribed(added, error));
    }
  }

  private List<StreamKey> keys(String symbol) {
    return feed.options().streams().stream().map(kind -> new StreamKey(symbol, kind)).toList();
  }

  private void subscribed(List<Subscription> symbols, Throwable error) {
    if (closed) {
      return;
    }
    if (error != null) {
      end(error.getMessage(), error);
    } else {
      owner.subscribed(this, symbols);
    }
  }

  @Override
  public void onFrame(String text, long receivedAt) {
    feed.loop().put(() -> frame(text, receivedAt));
  }

  private void frame(String text, long receivedAt) {
    if (closed) {
      return;
    }
    consumed++;
    if (consumed == BATCH) {
      consumed = 0;
      stream.request(BATCH);
    }
    delivered = true;
    feed.stats().add(FeedStats.Count.FRAMES, 1);
    owner.frame(this, text, receivedAt);
  }

  @Override
  public void onEnd(String reason) {
    feed.loop()
        .put(
            () -> {
              if (!closed) {
                end(reason, null);
              }
            });
  }

  private void end(String reason, Throwable error) {
    close();
    owner.ended(this, reason, error);
  }

  /** Asks for a sign of life after a silence, and ends after a longer one. */
  void checkSilence() {
    if (closed || stream == null) {
      return;
    }
    long silent = stream.silentMillis();
    if (silent > feed.options().deadAfter().toMillis()) {
      end("nothing came for " + silent + " ms", null);
    } else if (silent > feed.options().pingAfterMillis()) {
      stream.ping();
    }
  }

  /** How long nothing came from the venue, milliseconds. */
  long silentMillis() {
    return stream == null ? Long.MAX_VALUE : stream.silentMillis();
  }

  /** Closes it; nothing is told any more. Safe to call again, and outside of steps. */
  void close() {
    closed = true;
    opening.thenAccept(MarketStream::close);
  }
}
