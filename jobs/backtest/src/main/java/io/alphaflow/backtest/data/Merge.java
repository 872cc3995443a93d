package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Puts several sources, each in the order of time, into one order: by time, at equal times by their
 * number. Each source is read by a thread of its own, a few thousand events ahead. The result does
 * not depend on how fast they are.
 */
final class Merge {

  /** Something that gives events in the order of their time. */
  interface Source {
    /** Gives all of them. */
    void run(EventSink sink) throws IOException;
  }

  private static final int BATCH = 1_024;
  private static final int AHEAD = 4;
  private static final List<Object> END = List.of();

  private final List<Source> sources;

  Merge(List<Source> sources) {
    this.sources = sources;
  }

  void run(EventSink sink) throws IOException {
    List<Reader> readers = new ArrayList<>();
    PriorityQueue<Reader> next =
        new PriorityQueue<>(
            Comparator.comparingLong(Reader::time).thenComparingInt(Reader::number));
    try {
      for (Source source : sources) {
        readers.add(new Reader(readers.size(), source));
      }
      for (Reader reader : readers) {
        if (reader.advance()) {
          next.add(reader);
        }
      }
      while (!next.isEmpty()) {
        Reader first = next.poll();
        first.give(sink);
        if (first.advance()) {
          next.add(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    } finally {
      readers.forEach(Reader::stop);
    }
  }

  private static final class Reader implements EventSink {

    private final int number;
    private final BlockingQueue<List<Object>> batches = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;
    private volatile IOException failure;
    private List<Object> filling = new ArrayList<>(BATCH);
    private List<Object> giving = List.of();
    private int at = -1;

    Reader(int number, Source source) {
      this.number = number;
      this.thread = new Thread(() -> read(source), "history-" + number);
      thread.setDaemon(true);
      thread.start();
    }

    private void read(Source source) {
      try {
        source.run(this);
        hand();
      } catch (IOException e) {
        failure = e;
      } catch (RuntimeException e) {
        failure = new IOException(e);
      }
      try {
        batches.put(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void bar(Bar bar) {
      add(bar);
    }

    @Override
    public void trade(Trade trade) {
      add(trade);
    }

    @Override
    public void book(BookChange change) {
      add(change);
    }

    private void add(Object event) {
      filling.add(event);
      if (filling.size() == BATCH) {
        hand();
      }
    }

    private void hand() {
      if (filling.isEmpty()) {
        return;
      }
      try {
        batches.put(filling);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException("interrupted while reading", e));
      }
      filling = new ArrayList<>(BATCH);
    }

    boolean advance() throws IOException, InterruptedException {
      at++;
      if (at < giving.size()) {
        return true;
      }
      giving = batches.take();
      at = 0;
      if (giving == END && failure != null) {
        throw failure;
      }
      return giving != END;
    }

    int number() {
      return number;
    }

    long time() {
      Object event = giving.get(at);
      if (event instanceof Bar bar) {
        return bar.openTime();
      }
      return event instanceof Trade trade ? trade.exchangeTime() : ((BookChange) event).time();
    }

    void give(EventSink sink) {
      Object event = giving.get(at);
      if (event instanceof Bar bar) {
        sink.bar(bar);
      } else if (event instanceof Trade trade) {
        sink.trade(trade);
      } else {
        sink.book((BookChange) event);
      }
    }

    void stop() {
      thread.interrupt();
    }
  }
}
