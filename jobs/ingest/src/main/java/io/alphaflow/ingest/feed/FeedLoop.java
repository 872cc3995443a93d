package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Severity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The one thread of a feed: whatever happens, in the network or in time, becomes a step that the
 * caller of {@link #poll} runs. What steps touch needs no locks.
 */
final class FeedLoop implements AutoCloseable {

  private final FeedTimer timer;
  private final Inbox<Runnable> inbox = new Inbox<>();
  private Consumer<MarketEvent> out;

  FeedLoop(FeedTimer timer) {
    this.timer = timer;
  }

  /** Now, nanoseconds from an arbitrary point. */
  long nanos() {
    return timer.nanos();
  }

  /** A time shortened by chance by up to so many percent, milliseconds. */
  long jitter(long millis, int percent) {
    return millis - timer.chance(millis * percent / 100 + 1);
  }

  /** Adds a step; from any thread. */
  void put(Runnable step) {
    inbox.put(step);
  }

  /** Adds a step later. */
  void after(long millis, Runnable step) {
    timer.after(millis, () -> inbox.put(step));
  }

  /** Adds a step later, which is told the time when it was due. */
  void afterAt(long millis, LongConsumer step) {
    timer.after(
        millis,
        () -> {
          long due = timer.nanos();
          inbox.put(() -> step.accept(due));
        });
  }

  /** Adds a step with the answer or the error when the future is done. */
  <T> void when(CompletableFuture<T> future, BiConsumer<T, Throwable> step) {
    future.whenComplete((value, error) -> inbox.put(() -> step.accept(value, cause(error))));
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** Delivers an event; only within a step. */
  void emit(MarketEvent event) {
    out.accept(event);
  }

  /** Delivers a notice; only within a step. */
  void notice(String instrument, String code, Severity severity, String id, String message) {
    emit(MarketEvent.ofNotice(instrument, new MarketEvent.Notice(code, severity, id, message)));
  }

  /** Runs at most {@code steps} steps; whether there are more. */
  boolean poll(int steps, Consumer<MarketEvent> output) {
    out = output;
    try {
      for (int i = 0; i < steps; i++) {
        Runnable step = inbox.poll();
        if (step == null) {
          return false;
        }
        step.run();
      }
    } finally {
      out = null;
    }
    return !inbox.isEmpty();
  }

  /** Done when there is a step to run. */
  CompletableFuture<Void> available() {
    return inbox.available();
  }

  @Override
  public void close() {
    timer.close();
  }
}
