package io.alphaflow.ingest.feed;

/** Time and chance as a feed sees them. Tasks run in any thread and must not block. */
public interface FeedTimer extends AutoCloseable {

  /** A clock that only goes forward, nanoseconds from an arbitrary point. */
  long nanos();

  /** Runs a task once, later. Nothing is run any more after {@link #close}. */
  void after(long millis, Runnable task);

  /** A number from 0 to below the bound, by chance: so that many do not act at the same moment. */
  long chance(long bound);

  @Override
  void close();
}
