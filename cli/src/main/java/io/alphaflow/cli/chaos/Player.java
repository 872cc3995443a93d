package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.Exchange;

/**
 * Lets the exchange make the trades of a slice, so slowly that they last for a fault and what comes
 * after it, then, when it is told to hurry, the rest at once. An exchange that is away is asked
 * again.
 */
final class Player implements AutoCloseable {

  /** What is left for when the desk works again. */
  private static final double BEFORE = 0.8;

  private static final long TICK_MILLIS = 50;
  private static final long MOST = 500;

  private final Exchange exchange;
  private final long begin;
  private final long end;
  private final double seconds;
  private final long began = System.nanoTime();
  private final Thread thread;
  private volatile boolean hurry;
  private volatile boolean closed;
  private volatile boolean done;

  /**
   * Begins.
   *
   * @param trades of the slice
   * @param seconds for most of them
   */
  Player(Exchange exchange, long trades, double seconds) {
    this.exchange = exchange;
    this.begin = exchange.sent();
    this.end = Math.min(exchange.total(), begin + trades);
    this.seconds = seconds;
    this.thread = new Thread(this::play, "chaos-player");
    thread.setDaemon(true);
    thread.start();
  }

  /** Trades that the exchange will have made. */
  long end() {
    return end;
  }

  /** Trades of the slice. */
  long trades() {
    return end - begin;
  }

  /** From now on as fast as can be. */
  void hurry() {
    hurry = true;
  }

  /** Whether all are made. */
  boolean done() {
    return done;
  }

  private void play() {
    while (!closed && !done) {
      try {
        Thread.sleep(TICK_MILLIS);
        long sent = exchange.sent();
        long due = Math.min(due(), sent + MOST);
        done = (due > sent ? exchange.step(due - sent) : sent) >= end;
      } catch (UserError e) {
        // It is away, or has just come back with what it made before.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private long due() {
    double part = Math.min(1, (System.nanoTime() - began) / 1e9 / seconds);
    return hurry ? end : begin + (long) ((end - begin) * BEFORE * part);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
