package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.List;

/**
 * An accepted order that is worked by children. At any time at most one child is on its way, first
 * as a signal, then as an order; so what was traded, what a child can still trade and what is on
 * its way are together never more than the quantity. Quantities are base, units of 1e-8; times are
 * logical.
 *
 * <p>It ends in two steps: from {@link #end} on no child is made, and it is over when the last has
 * ended.
 */
final class ParentOrder {

  /** Failures in a row that end it. */
  static final int MOST_FAILURES = 10;

  private static final long FIRST_PAUSE_MICROS = 1_000_000;
  private static final int LONGEST_PAUSE_DOUBLINGS = 6;

  private long number;
  private Signal signal;
  private long quantity;
  private long start;
  private long filled;
  private long children;
  private long childSignal;
  private int childSlice;
  private String childOrder = "";
  private long childQuantity;
  private long childFilled;
  private boolean childCancelled;
  private int slicesGone;
  private int failures;
  private long notBefore;
  private String ending = "";

  /** Used when state is read. */
  ParentOrder() {}

  /**
   * A parent of which nothing is traded yet.
   *
   * @param number of the decision that accepted it
   * @param quantity that its children may trade together
   */
  ParentOrder(long number, Signal signal, long quantity, long start) {
    this.number = number;
    this.signal = signal.withoutIndicators();
    this.quantity = quantity;
    this.start = start;
  }

  /** Number of the decision that accepted it: its identity in the account. */
  long number() {
    return number;
  }

  /** What the strategy asked for. */
  Signal signal() {
    return signal;
  }

  String strategy() {
    return signal.strategy();
  }

  String instrument() {
    return signal.instrument();
  }

  Side side() {
    return signal.side();
  }

  /** Whether it is of a strategy instance and instrument. */
  boolean isOf(String strategy, String instrument) {
    return strategy().equals(strategy) && instrument().equals(instrument);
  }

  /** 0 without one. */
  long limitPrice() {
    return signal.orderType().hasLimit() ? signal.limitPrice() : 0;
  }

  /** What its children may trade together. */
  long quantity() {
    return quantity;
  }

  /** What they have traded. */
  long traded() {
    return filled + childFilled;
  }

  /** What they have not traded, never below 0; a child may be about to. */
  long left() {
    return Math.max(0, quantity - traded());
  }

  /** What is neither traded nor with a child at the venue. */
  long unsent() {
    return Math.max(0, left() - Math.max(0, childQuantity - childFilled));
  }

  /** So much of it is not there any more; what is traded, or at the venue, stays. */
  void reduce(long missing) {
    quantity -= Math.min(missing, unsent());
  }

  /** Order of the child at the venue, empty when there is none. */
  String childOrder() {
    return childOrder;
  }

  /** Whether no child is on its way. */
  boolean isIdle() {
    return childSignal == 0 && childOrder.isEmpty();
  }

  /** Whether it is worked in slices, and not by what shows. */
  boolean isSliced() {
    return signal.execution() instanceof Execution.Twap;
  }

  /** Whether its limit is worse than a price, so that no slice would trade. */
  boolean isBeyond(long price) {
    return isSliced()
        && isLimited()
        && (side() == Side.BUY ? price > signal.limitPrice() : price < signal.limitPrice());
  }

  /** Whether its time is over, if it has one. */
  boolean isLate(long time) {
    return signal.execution() instanceof Execution.Twap twap && time >= start + twap.duration();
  }

  /**
   * What the next child should have now; 0 when it is not its time.
   *
   * @param step of the instrument
   */
  long due(long time, long step) {
    if (!isIdle() || time < notBefore) {
      return 0;
    }
    if (signal.execution() instanceof Execution.Iceberg iceberg) {
      return Math.min(iceberg.display(), left());
    }
    Execution.Twap twap = (Execution.Twap) signal.execution();
    int due = slicesDue(time, twap);
    return due > slicesGone ? Math.max(0, target(due, twap, step) - traded()) : 0;
  }

  private int slicesDue(long time, Execution.Twap twap) {
    long elapsed = Math.max(0, Math.min(time - start, twap.duration()));
    return (int) Math.min(twap.slices(), elapsed * twap.slices() / twap.duration() + 1);
  }

  private long target(int slices, Execution.Twap twap, long step) {
    long share = Fixed8.multiplyDivide(quantity, slices, twap.slices(), RoundingMode.DOWN);
    return slices == twap.slices() ? quantity : Fixed8.floorTo(share, step);
  }

  /** The number of the next child. */
  long nextChild() {
    return children + 1;
  }

  /** A child is on its way to the journal. */
  void sent(long sequence, long time) {
    children++;
    childSignal = sequence;
    childSlice = signal.execution() instanceof Execution.Twap twap ? slicesDue(time, twap) : 0;
  }

  /** Whether the signal is the child that is on its way. */
  boolean awaits(Signal child) {
    return childSignal != 0
        && childSignal == child.sequence()
        && isOf(child.strategy(), child.instrument())
        && side() == child.side()
        && signal.orderType() == child.orderType()
        && signal.limitPrice() == child.limitPrice()
        && child.child().filter(c -> c.parent() == number && c.number() == children).isPresent();
  }

  /** Its child became an order. */
  void ordered(String clientOrderId, long orderQuantity) {
    childSignal = 0;
    childOrder = clientOrderId;
    childQuantity = orderQuantity;
    childFilled = 0;
    childCancelled = false;
  }

  /**
   * Its child did not become an order: the next after a pause, which doubles from 1 s to 64 s.
   *
   * @return the pause, microseconds
   */
  long failed(long time) {
    childSignal = 0;
    long pause = FIRST_PAUSE_MICROS << Math.min(failures, LONGEST_PAUSE_DOUBLINGS);
    failures++;
    notBefore = time + pause;
    return pause;
  }

  /** Whether so many came to nothing in a row that it makes no sense to go on. */
  boolean isHopeless() {
    return failures >= MOST_FAILURES;
  }

  /** A report of its child; a lower filled quantity than before changes nothing. */
  void reported(ExecutionReport report) {
    long most = Long.MAX_VALUE - filled;
    childFilled = Math.max(childFilled, Math.min(most, report.cumulativeQuantity()));
  }

  /**
   * Its child has ended.
   *
   * @return whether it came to nothing that was to be expected, and must be tried again
   */
  boolean ended(ExecutionType how) {
    boolean complete = childFilled >= childQuantity;
    boolean refused = how == ExecutionType.REJECTED || how == ExecutionType.NOT_PLACED;
    // No more to be had within the limit now: the next slice takes it along.
    boolean ofSlice = !refused && isSliced() && isLimited();
    if (ofSlice && !complete) {
      slicesGone = childSlice;
    }
    if (childFilled > 0 || ofSlice) {
      failures = 0;
      notBefore = 0;
    }
    filled += childFilled;
    childFilled = 0;
    childQuantity = 0;
    childOrder = "";
    return !complete && !ofSlice;
  }

  private boolean isLimited() {
    return signal.orderType() == OrderType.LIMIT;
  }

  /** Its child is wanted cancelled, if it is one of these. */
  void cancelled(List<String> clientOrderIds) {
    childCancelled |= !childOrder.isEmpty() && clientOrderIds.contains(childOrder);
  }

  /** Whether its child works at the venue and nobody has cancelled it. */
  boolean hasToCancel() {
    return !childOrder.isEmpty() && !childCancelled;
  }

  /** No child more; the first reason counts. */
  void end(String why) {
    if (ending.isEmpty()) {
      ending = why;
    }
  }

  /** Whether no more children are made. */
  boolean isEnding() {
    return !ending.isEmpty();
  }

  /** Why, in a few words; empty while it is worked. */
  String ending() {
    return ending;
  }
}
