package io.alphaflow.risk.gate;

import io.alphaflow.risk.limit.LimitValue;

/**
 * A token bucket on logical time in whole numbers. The credit is counted in tokens × microseconds,
 * so refilling loses nothing: {@code burst} tokens come back in {@code per} microseconds.
 */
final class TokenBucket {

  private long credit;
  private long time;
  private boolean used;

  /** Whole tokens left at {@code now}. */
  long left(long now, LimitValue rate) {
    return creditAt(now, rate) / rate.per();
  }

  /** Takes a token; below zero never, a bucket that was empty stays empty. */
  void take(long now, LimitValue rate) {
    credit = Math.max(0, creditAt(now, rate) - rate.per());
    time = now;
    used = true;
  }

  private long creditAt(long now, LimitValue rate) {
    long full = Math.multiplyExact(rate.amount(), rate.per());
    long elapsed = now - time;
    if (!used || elapsed >= rate.per()) {
      return full;
    }
    return Math.min(full, credit + elapsed * rate.amount());
  }
}
