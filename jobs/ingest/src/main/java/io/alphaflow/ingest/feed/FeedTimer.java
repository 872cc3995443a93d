package io.alphaflow.ingest.feed;

/** Time as a feed sees it. Tasks run in any thread and must not block. */
public interface FeedTimer extends AutoCloseable {

  /** A clock that only goes forward, nanoseconds from an arbitrary point. */
  long nanos();

  /** Runs a task once, later. Nothing is run any more after {@link #close}. */
  void after(long millis, Runnable task);

  @Override
  void close();
}
