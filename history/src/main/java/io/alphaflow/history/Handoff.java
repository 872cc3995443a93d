package io.alphaflow.history;

import io.alphaflow.history.read.EntryReader;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands records to a thread of its own that brings them to their targets, in order, so that reading
 * and writing use a core each. Some ten thousand records are on their way at most.
 *
 * @param <T> record type
 */
final class Handoff<T> implements EntryReader.Receiver<T>, AutoCloseable {

  private static final int BATCH = 2_048;
  private static final int BATCHES = 6;

  private static final class Batch<T> {
    private final Object[] values = new Object[BATCH];
    private final long[] rows = new long[BATCH];
    private final long[] lines = new long[BATCH];
    private int size;

    @SuppressWarnings("unchecked")
    private T value(int i) {
      return (T) values[i];
    }
  }

  private final EntryReader.Receiver<T> target;
  private final BlockingQueue<Batch<T>> queue = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<Batch<T>> free = new ArrayBlockingQueue<>(BATCHES + 2);
  private final Thread writer;
  private Batch<T> filling = new Batch<>();
  private volatile Throwable failure;
  private volatile boolean closed;

  /** Begins to bring records to {@code target}, in another thread. */
  Handoff(EntryReader.Receiver<T> target) {
    this.target = target;
    this.writer = new Thread(this::write, "import-writer");
    writer.setDaemon(true);
    writer.start();
  }

  private void write() {
    try {
      // An empty batch is the end.
      for (Batch<T> batch = queue.take(); batch.size > 0; batch = queue.take()) {
        for (int i = 0; i < batch.size && failure == null && !closed; i++) {
          accept(batch, i);
        }
        batch.size = 0;
        free.offer(batch);
      }
    } catch (InterruptedException e) {
      failure = e;
    }
  }

  private void accept(Batch<T> batch, int i) {
    try {
      target.accept(batch.value(i), batch.rows[i], batch.lines[i]);
    } catch (IOException | RuntimeException | Error e) {
      // The reading thread throws it; until it knows, the rest is thrown away.
      failure = e;
    }
  }

  @Override
  public void accept(T value, long row, long line) throws IOException {
    int at = filling.size++;
    filling.values[at] = value;
    filling.rows[at] = row;
    filling.lines[at] = line;
    if (filling.size == BATCH) {
      pass();
    }
  }

  private void pass() throws IOException {
    try {
      queue.put(filling);
      Batch<T> next = free.poll();
      filling = next == null ? new Batch<>() : next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    fail();
  }

  private void fail() throws IOException {
    Throwable cause = failure;
    if (cause instanceof IOException e) {
      throw e;
    } else if (cause instanceof RuntimeException e) {
      throw e;
    } else if (cause instanceof Error e) {
      throw e;
    } else if (cause != null) {
      throw new IOException(cause);
    }
  }

  /** Waits until every record is with the target. */
  void finish() throws IOException {
    if (filling.size > 0) {
      pass();
    }
    end();
    fail();
  }

  private void end() throws IOException {
    try {
      if (writer.isAlive()) {
        queue.put(new Batch<>());
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Throws away what is on its way. */
  @Override
  public void close() throws IOException {
    closed = true;
    end();
  }
}
