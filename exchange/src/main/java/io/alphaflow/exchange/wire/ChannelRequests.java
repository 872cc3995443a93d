package io.alphaflow.exchange.wire;

import io.alphaflow.exchange.market.MarketDataException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Requests to add and remove streams at venues that answer each by listing all that is subscribed
 * now. A request is done when the list has all it adds and none it takes away. Thread-safe.
 */
public final class ChannelRequests {

  private record Open(Set<String> names, boolean adds, CompletableFuture<Void> done) {}

  private final Duration patience;
  private final List<Open> open = new ArrayList<>();
  private String ended = "";

  /** Requests that may take this long. */
  public ChannelRequests(Duration patience) {
    this.patience = patience;
  }

  /** A request that is about to be sent. */
  public CompletableFuture<Void> add(Collection<String> names, boolean adds) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      if (!ended.isEmpty()) {
        return CompletableFuture.failedFuture(failure("the stream " + ended));
      }
      open.add(new Open(new TreeSet<>(names), adds, done));
    }
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () ->
                done.completeExceptionally(
                    failure(names + " not acknowledged within " + patience.toMillis() + " ms")));
    return done;
  }

  /** Whether an answer is still to come. */
  public synchronized boolean waiting() {
    open.removeIf(o -> o.done().isDone());
    return !open.isEmpty();
  }

  /** The venue lists what is subscribed now. */
  public void subscribed(Set<String> names) {
    List<Open> done = new ArrayList<>();
    synchronized (this) {
      for (Open o : open) {
        boolean isSo =
            o.adds() ? names.containsAll(o.names()) : o.names().stream().noneMatch(names::contains);
        if (isSo) {
          done.add(o);
        }
      }
      open.removeAll(done);
    }
    done.forEach(o -> o.done().complete(null));
  }

  /** The venue refused something, without saying which request. */
  public void refused(String reason) {
    finish("one of the open requests was refused by the venue: " + reason);
  }

  /** The connection has ended. */
  public void end(String reason) {
    synchronized (this) {
      ended = reason;
    }
    finish("the stream " + reason);
  }

  private void finish(String reason) {
    List<Open> all;
    synchronized (this) {
      all = List.copyOf(open);
      open.clear();
    }
    all.forEach(o -> o.done().completeExceptionally(failure(reason)));
  }

  private static MarketDataException failure(String message) {
    return new MarketDataException(message, Duration.ZERO, null);
  }
}
