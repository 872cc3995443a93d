package io.alphaflow.ingest.feed;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Hands items from any thread to one reader, which waits on a future and never polls on a timer.
 * Unbounded by itself: those who put ask for no more than they may.
 *
 * @param <T> item
 */
final class Inbox<T> {

  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final Queue<T> items = new ArrayDeque<>();
  private CompletableFuture<Void> arrival = new CompletableFuture<>();

  void put(T item) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      items.add(item);
      waiting = arrival;
    }
    // Outside the lock: completing runs the reader's wake-up in this thread.
    waiting.complete(null);
  }

  synchronized Optional<T> poll() {
    return Optional.ofNullable(items.poll());
  }

  synchronized boolean isEmpty() {
    return items.isEmpty();
  }

  /** Done when there is an item. */
  synchronized CompletableFuture<Void> available() {
    if (!items.isEmpty()) {
      return NOW;
    }
    if (arrival.isDone()) {
      arrival = new CompletableFuture<>();
    }
    return arrival;
  }
}
