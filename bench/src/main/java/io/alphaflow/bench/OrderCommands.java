package io.alphaflow.bench;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.SplittableRandom;

/**
 * A day at an order book, made before it is measured: of a hundred commands some fifty are limit
 * orders that rest near the market, forty-five cancel one of them, and five are orders that trade.
 * Prices walk; the same seed gives the same commands. Command {@code i} places order {@code i + 1}.
 */
final class OrderCommands {

  /** The grid of prices, in units of 1e-8. */
  static final long TICK = Fixed8.ONE / 100;

  /** The grid of quantities, in units of 1e-8. */
  static final long STEP = Fixed8.ONE / 1_000;

  private static final long START_TICKS = 50_000 * 100;
  private static final int FARTHEST_TICKS = 40;
  private static final int MOST_STEPS = 2_000;
  private static final int PLACES = 50;
  private static final int CANCELS = 45;

  /** How many orders work before the measured commands begin. */
  private final int standing;

  /** Price of an order to place; 0 for a cancel. */
  private final long[] prices;

  /** Quantity of an order, below zero to sell; the order id of a cancel. */
  private final long[] values;

  private OrderCommands(int standing, int commands) {
    this.standing = standing;
    this.prices = new long[standing + commands];
    this.values = new long[standing + commands];
  }

  static OrderCommands make(int standing, int commands, long seed) {
    OrderCommands out = new OrderCommands(standing, commands);
    out.fill(new SplittableRandom(seed));
    return out;
  }

  private void fill(SplittableRandom random) {
    int[] live = new int[prices.length];
    int alive = 0;
    long middle = START_TICKS;
    for (int i = 0; i < prices.length; i++) {
      middle += i % 64 == 0 ? random.nextInt(-2, 3) : 0;
      int drawn = i < standing ? 0 : random.nextInt(100);
      if (drawn >= PLACES && drawn < PLACES + CANCELS && alive > 0) {
        int which = random.nextInt(alive);
        values[i] = live[which];
        live[which] = live[--alive];
      } else {
        boolean trades = drawn >= PLACES + CANCELS;
        place(i, middle, trades, random);
        live[alive++] = i + 1;
      }
    }
  }

  private void place(int i, long middle, boolean trades, SplittableRandom random) {
    boolean buys = random.nextBoolean();
    // The nearer, the more there are.
    int away = 1 + Math.min(random.nextInt(FARTHEST_TICKS), random.nextInt(FARTHEST_TICKS));
    int ticks = trades ? -away / 4 : away;
    prices[i] = (buys ? middle - ticks : middle + ticks) * TICK;
    long quantity = (1 + random.nextInt(MOST_STEPS)) * STEP * (trades ? 5 : 1);
    values[i] = buys ? quantity : -quantity;
  }

  int standing() {
    return standing;
  }

  int size() {
    return prices.length;
  }

  boolean isCancel(int i) {
    return prices[i] == 0;
  }

  long cancelled(int i) {
    return values[i];
  }

  Side side(int i) {
    return values[i] > 0 ? Side.BUY : Side.SELL;
  }

  long price(int i) {
    return prices[i];
  }

  long quantity(int i) {
    return Math.abs(values[i]);
  }
}
