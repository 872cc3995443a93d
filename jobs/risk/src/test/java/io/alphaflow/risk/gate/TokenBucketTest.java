package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.risk.limit.LimitValue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  @Test
  void refillsInPartsWithoutLosingAny() {
    LimitValue rate = LimitValue.rate(3, 10);
    TokenBucket bucket = new TokenBucket();
    bucket.take(0, rate);
    bucket.take(0, rate);
    bucket.take(0, rate);
    assertThat(bucket.left(0, rate)).isZero();
    assertThat(bucket.left(3, rate)).isZero();
    assertThat(bucket.left(4, rate)).isEqualTo(1);
    bucket.take(4, rate);
    assertThat(bucket.left(6, rate)).isZero();
    assertThat(bucket.left(7, rate)).isEqualTo(1);
    assertThat(bucket.left(1_000, rate)).isEqualTo(3);
  }

  @Test
  void burstOfNoneAllowsNone() {
    assertThat(new TokenBucket().left(1_000, LimitValue.rate(0, 10))).isZero();
  }

  @Property(tries = 300)
  void neverMoreThanBurstAndRefillInAnyTime(
      @ForAll @IntRange(min = 1, max = 20) int burst,
      @ForAll @LongRange(min = 1, max = 1_000) long per,
      @ForAll @LongRange(min = 1, max = 400) long step) {
    LimitValue rate = LimitValue.rate(burst, per);
    TokenBucket bucket = new TokenBucket();
    long taken = 0;
    long end = 3 * per;
    for (long now = 0; now <= end; now += step) {
      while (bucket.left(now, rate) > 0) {
        bucket.take(now, rate);
        taken++;
      }
      assertThat(taken).isLessThanOrEqualTo(burst + now * burst / per);
    }
  }
}
