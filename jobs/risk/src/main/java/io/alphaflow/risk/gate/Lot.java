package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.function.LongConsumer;

/**
 * What one order, or all children of a parent, bought under protection and what is left of it.
 *
 * <p>It is armed until a mark reaches a level. A level that was reached stays reached, whatever the
 * price does then: the lot fires until it is sold. At any time at most one exit of it is on its
 * way, first as a signal, then as an order. Quantities are base, prices quote, units of 1e-8; times
 * are logical.
 */
final class Lot {

  private static final long ALL = Long.MAX_VALUE;
  private static final long FIRST_PAUSE_MICROS = 5_000_000;
  private static final int LONGEST_PAUSE_DOUBLINGS = 5;
  private static final long REMINDER_MICROS = 60_000_000;

  private long number;
  private long parent;
  private String strategy;
  private String instrument;
  private Protection protection;
  private String entryOrder;
  private long bought;
  private long entryPrice;
  private long quantity;
  private long highestMark;
  private ExitKind reached;
  private long level;
  private long exitSequence;
  private String exitOrder = "";
  private int failures;
  private long notBefore;
  private String waitsFor = "";
  private long toldAt;

  /** Used when state is read. */
  Lot() {}

  /** The lot of an approved order, of which nothing is bought yet. */
  Lot(long number, Signal entry, String entryOrder) {
    this.number = number;
    this.strategy = entry.strategy();
    this.instrument = entry.instrument();
    this.protection = entry.protection();
    this.entryOrder = entryOrder;
    this.parent = entry.child().map(Execution.Child::parent).orElse(0L);
  }

  /** The next child of its parent buys for it. */
  void entryGoesOn(String clientOrderId) {
    entryOrder = clientOrderId;
  }

  /**
   * A fill of the entry.
   *
   * @param feeInBase what the venue kept of it; negative for a rebate
   * @param mark in force, 0 when there is none; the trailing stop begins with that of the first
   *     fill
   */
  void buy(long fill, long price, long feeInBase, long mark) {
    if (bought == 0) {
      highestMark = mark;
    }
    bought = plus(bought, fill);
    if (fill > 0) {
      entryPrice += Fixed8.multiplyDivide(price - entryPrice, fill, bought, RoundingMode.HALF_EVEN);
    }
    long received = feeInBase > 0 ? fill - feeInBase : plus(fill, -Math.max(feeInBase, -ALL));
    quantity = Math.max(0, plus(quantity, received));
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    return b > 0 && sum < 0 ? ALL : sum;
  }

  /**
   * It was sold elsewhere, or by its exit.
   *
   * @return what is left of {@code sold} when the lot is empty
   */
  long reduce(long sold) {
    long part = Math.min(sold, quantity);
    quantity -= part;
    return sold - part;
  }

  /** A price of the instrument: the first level that it reaches is the one that counts. */
  void mark(long price) {
    if (bought == 0) {
      return;
    }
    highestMark = Math.max(highestMark, price);
    for (ExitKind kind : ExitKind.values()) {
      long kindsLevel = kind.level(protection, highestMark);
      if (reached == null && kind.isReached(kindsLevel, price)) {
        reached = kind;
        level = kindsLevel;
      }
    }
  }

  /** The prices at which it would fire now; none when it holds nothing or a level was reached. */
  void levels(LongConsumer to) {
    if (bought == 0 || quantity == 0 || reached != null) {
      return;
    }
    for (ExitKind kind : ExitKind.values()) {
      long at = kind.level(protection, highestMark);
      if (at > 0) {
        to.accept(at);
      }
    }
  }

  /** Whether an exit should be made: a level was reached and none is on its way. */
  boolean wantsExit(long time) {
    return reached != null
        && quantity > 0
        && exitSequence == 0
        && exitOrder.isEmpty()
        && time >= notBefore;
  }

  /** Why the exit cannot be made now; whether to tell: it is news, or a minute has passed. */
  boolean waits(String why, long time) {
    boolean tell = !waitsFor.equals(why) || time - toldAt >= REMINDER_MICROS;
    waitsFor = why;
    toldAt = tell ? time : toldAt;
    return tell;
  }

  /** Its exit is on the way to the journal. */
  void fired(long sequence) {
    exitSequence = sequence;
    waitsFor = "";
  }

  /** Whether the signal is the exit that is on its way. */
  boolean awaits(Signal exit) {
    return exitSequence != 0
        && exitSequence == exit.sequence()
        && strategy.equals(exit.strategy())
        && instrument.equals(exit.instrument());
  }

  /** Its exit became an order. */
  void exitApproved(String clientOrderId) {
    exitSequence = 0;
    exitOrder = clientOrderId;
  }

  /**
   * Its exit came to nothing: it fires again at the first mark after a pause, which doubles each
   * time from 5 s to 160 s.
   *
   * @return the pause, microseconds
   */
  long exitFailed(long time) {
    exitSequence = 0;
    exitOrder = "";
    long pause = FIRST_PAUSE_MICROS << Math.min(failures, LONGEST_PAUSE_DOUBLINGS);
    failures++;
    notBefore = time + pause;
    return pause;
  }

  /** Its exit was filled as a whole; if something is left, it is next. */
  void exitFilled() {
    exitOrder = "";
    failures = 0;
    notBefore = 0;
  }

  /** Its entry can buy no more. */
  void entryEnded() {
    entryOrder = "";
  }

  /** Whether nothing of it can be sold and nothing can come. */
  boolean isOver(long smallest) {
    return quantity < smallest && entryOrder.isEmpty() && exitOrder.isEmpty();
  }

  /** Counted from 1 for each account. */
  long number() {
    return number;
  }

  /** Number of the parent whose children buy it, 0 when it is none. */
  long parent() {
    return parent;
  }

  String strategy() {
    return strategy;
  }

  String instrument() {
    return instrument;
  }

  /** Order that buys it; empty when it has ended. */
  String entryOrder() {
    return entryOrder;
  }

  /** Order that sells it; empty when there is none. */
  String exitOrder() {
    return exitOrder;
  }

  /** Average price of the entry. */
  long entryPrice() {
    return entryPrice;
  }

  /** What is left. */
  long quantity() {
    return quantity;
  }

  /** What was reached; null while it is armed. */
  ExitKind reached() {
    return reached;
  }

  /** The price that was reached. */
  long level() {
    return level;
  }
}
