package io.alphaflow.backtest.engine;

import io.alphaflow.common.money.Fixed8;
import java.io.Serializable;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens between a desk and its venue besides the constant time that an order takes. What is
 * drawn for an order depends on the seed and its id, and on nothing else.
 *
 * <p>Latencies hold where there are trades: the time within a bar is not known.
 *
 * @param feedLatency market time from a trade to the strategies' signals, microseconds
 * @param responseLatency market time from the venue to the desk, microseconds: until then the gate
 *     and the ledger do not know of a fill
 * @param orderLatencies measured times from a decision to the venue, microseconds, one of which is
 *     drawn for each order; empty when all take the same
 * @param rejectRate share of the new orders that the venue refuses, units of 1e-8
 * @param seed of what is drawn
 */
public record Frictions(
    long feedLatency, long responseLatency, List<Long> orderLatencies, long rejectRate, long seed)
    implements Serializable {

  /** Nothing. */
  public static final Frictions NONE = new Frictions(0, 0, List.of(), 0, 1);

  /** Checks the ranges. */
  public Frictions {
    orderLatencies = List.copyOf(orderLatencies);
    if (feedLatency < 0 || responseLatency < 0 || orderLatencies.stream().anyMatch(l -> l < 0)) {
      throw new IllegalArgumentException("a latency below 0");
    }
    if (rejectRate < 0 || rejectRate > Fixed8.ONE) {
      throw new IllegalArgumentException(
          "a share of " + Fixed8.format(rejectRate) + " of the orders; expected 0 to 1");
    }
  }

  /** Whether the venue refuses a new order. */
  boolean refuses(String clientOrderId) {
    return rejectRate > 0 && random(clientOrderId, 1).nextLong(Fixed8.ONE) < rejectRate;
  }

  /**
   * Market time from a decision to the venue, microseconds.
   *
   * @param key of what is sent
   * @param usual when nothing was measured
   */
  long orderLatency(String key, long usual) {
    return orderLatencies.isEmpty()
        ? usual
        : orderLatencies.get(random(key, 2).nextInt(orderLatencies.size()));
  }

  private SplittableRandom random(String key, int what) {
    return new SplittableRandom(seed ^ ((long) key.hashCode() << 32 | key.length() << 4 | what));
  }
}
