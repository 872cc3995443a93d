package io.alphaflow.archive.operator;

import java.util.concurrent.CompletableFuture;

/**
 * Holds the source back while the database is down, without blocking the task: checkpoints, timers
 * and metrics go on. Source and writer are chained, so they run in one task and one thread, by
 * which they find the same valve.
 */
final class Valve {

  /** A task has a thread of its own for each attempt, so a valve is never an old one. */
  private static final ThreadLocal<Valve> OF_TASK = ThreadLocal.withInitial(Valve::new);

  private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
  private boolean attached;

  private Valve() {}

  /** The valve of the task in whose thread it is asked for. */
  static Valve ofThisTask() {
    return OF_TASK.get();
  }

  /** Called by the source that obeys it. */
  Valve attach() {
    attached = true;
    return this;
  }

  /** Whether a source obeys it. */
  boolean isAttached() {
    return attached;
  }

  boolean isOpen() {
    return opened.isDone();
  }

  void close() {
    if (isOpen()) {
      opened = new CompletableFuture<>();
    }
  }

  void open() {
    opened.complete(null);
  }

  /** Completes when records may flow. */
  CompletableFuture<Void> opened() {
    return opened;
  }
}
