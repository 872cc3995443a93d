package io.alphaflow.execution.lane;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.execution.order.OrderRequest;

/** What a lane lives on: one thread that runs everything it does, a wall clock, and outputs. */
public interface LaneHost {

  /** Writes to the journal. On the lane's thread. */
  void write(JournalEntry entry);

  /** Tells a person. On the lane's thread. */
  void alert(Alert alert);

  /** Keeps what could not be used. On the lane's thread. */
  void deadLetter(DeadLetter letter);

  /** Tells a person about an order of ours. On the lane's thread. */
  default void alert(Alert alert, OrderRequest order) {
    alert(alert);
  }

  /** An order leaves now: for measuring, nothing depends on it. On the lane's thread. */
  default void leaves(OrderRequest order) {}

  /**
   * The venue is asked to change an order: for telling, nothing depends on it. On the lane's
   * thread.
   */
  default void asks(OrderRequest order, String what) {}

  /** Runs work on the lane's thread; called from any thread. Dropped when the lane is closed. */
  void hand(Runnable work);

  /** Runs work on the lane's thread after some time. On the lane's thread. */
  void after(long millis, Runnable work);

  /** The wall clock, epoch milliseconds UTC. */
  long wallMillis();
}
