package io.alphaflow.exchange.binance.market;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends messages one after the other, {@value #INTERVAL_MILLIS} ms apart. Binance ends connections
 * that send more than 5 messages in a second, the JDK's answers to its pings included; this leaves
 * room for those and for messages that the network pushes together.
 */
final class Pacer {

  static final long INTERVAL_MILLIS = 350;

  private final Deque<Supplier<CompletableFuture<?>>> waiting = new ArrayDeque<>();
  private boolean busy;

  /** Sends after what waits already. */
  void last(Supplier<CompletableFuture<?>> send) {
    synchronized (waiting) {
      waiting.addLast(send);
    }
    next(false);
  }

  /** Sends before what waits. */
  void first(Supplier<CompletableFuture<?>> send) {
    synchronized (waiting) {
      waiting.addFirst(send);
    }
    next(false);
  }

  private void next(boolean mine) {
    Supplier<CompletableFuture<?>> send;
    synchronized (waiting) {
      if (busy && !mine) {
        return;
      }
      send = waiting.pollFirst();
      busy = send != null;
    }
    if (send != null) {
      CompletableFuture<Void> interval =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
      CompletableFuture.allOf(send.get(), interval).whenComplete((done, error) -> next(true));
    }
  }
}
