package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Signal;

/**
 * A part of a position that a person wants closed: what a strategy instance holds of an instrument,
 * or what no strategy instance does. At any time at most one order for it is on its way, first as a
 * signal, then as an order.
 */
final class FlattenTask {

  private static final long FIRST_PAUSE_MICROS = 1_000_000;
  private static final int LONGEST_PAUSE_DOUBLINGS = 6;

  private String strategy;
  private String instrument;
  private String reason;
  private long signal;
  private String order = "";
  private int failures;
  private long notBefore;
  private boolean told;

  /** Used when state is read. */
  FlattenTask() {}

  FlattenTask(String strategy, String instrument, String reason) {
    this.strategy = strategy;
    this.instrument = instrument;
    this.reason = reason;
  }

  String strategy() {
    return strategy;
  }

  String instrument() {
    return instrument;
  }

  /** Who wanted it and why. */
  String reason() {
    return reason;
  }

  /** Whether another order can be made now. */
  boolean isFree(long time) {
    return signal == 0 && order.isEmpty() && time >= notBefore;
  }

  /** Whether nothing of it is on its way. */
  boolean isIdle() {
    return signal == 0 && order.isEmpty();
  }

  /** Whether to tell that it cannot go on: once until it can again. */
  boolean isNews() {
    boolean news = !told;
    told = true;
    return news;
  }

  /** A signal is on its way to the journal. */
  void sent(long sequence) {
    signal = sequence;
    told = false;
  }

  /** Whether the signal is the one that is on its way. */
  boolean awaits(Signal other) {
    return signal != 0
        && signal == other.sequence()
        && strategy.equals(other.strategy())
        && instrument.equals(other.instrument());
  }

  /** Its signal became an order. */
  void ordered(String clientOrderId) {
    signal = 0;
    order = clientOrderId;
  }

  /** Whether the order is its own. */
  boolean owns(String clientOrderId) {
    return order.equals(clientOrderId);
  }

  /** Its order has ended. */
  void ended(boolean filled, long time) {
    order = "";
    if (filled) {
      failures = 0;
      notBefore = 0;
    } else {
      pause(time);
    }
  }

  /** Its signal was rejected: again after a pause, which doubles from 1 s to 64 s. */
  void rejected(long time) {
    signal = 0;
    pause(time);
  }

  private void pause(long time) {
    notBefore = time + (FIRST_PAUSE_MICROS << Math.min(failures, LONGEST_PAUSE_DOUBLINGS));
    failures++;
  }
}
