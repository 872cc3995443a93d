package io.alphaflow.ingest.feed;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * Hands items from any thread to one reader, which waits on a future and never polls on a timer.
 * The reader takes all that is there in one go, so that it meets the writers' lock seldom.
 * Unbounded by itself: those who put ask for no more than they may.
 *
 * @param <T> item
 */
final class Inbox<T> {

  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final Object lock = new Object();
  private ArrayDeque<T> arrived = new ArrayDeque<>();
  private CompletableFuture<Void> waiting;

  /** Only the reader's. */
  private ArrayDeque<T> taken = new ArrayDeque<>();

  void put(T item) {
    CompletableFuture<Void> woken;
    synchronized (lock) {
      arrived.addLast(item);
      woken = waiting;
      waiting = null;
    }
    if (woken != null) {
      // Outside the lock: completing runs the reader's wake-up in this thread.
      woken.complete(null);
    }
  }

  /** The next item, or null. */
  T poll() {
    if (taken.isEmpty()) {
      synchronized (lock) {
        ArrayDeque<T> empty = taken;
        taken = arrived;
        arrived = empty;
      }
    }
    return taken.pollFirst();
  }

  boolean isEmpty() {
    if (!taken.isEmpty()) {
      return false;
    }
    synchronized (lock) {
      return arrived.isEmpty();
    }
  }

  /** Done when there is an item. */
  CompletableFuture<Void> available() {
    if (!taken.isEmpty()) {
      return NOW;
    }
    synchronized (lock) {
      if (!arrived.isEmpty()) {
        return NOW;
      }
      if (waiting == null) {
        waiting = new CompletableFuture<>();
      }
      return waiting;
    }
  }
}
