package io.alphaflow.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingTest {

  private static Reading most(long limit, long observed) {
    return new Reading("C1", "MAX_ORDER_VALUE", limit, observed, "USD", null);
  }

  private static Reading least(long limit, long observed) {
    return new Reading("C25", "MIN_CONFIDENCE", limit, observed, "", true);
  }

  @Test
  void nearerIsWhatHasLessLeftOrIsFurtherBeyond() {
    assertThat(most(10, 9).isNearerThan(most(10, 8))).isTrue();
    assertThat(most(10, 12).isNearerThan(most(10, 9))).isTrue();
    assertThat(most(9, 8).isNearerThan(most(10, 8))).isTrue();
    assertThat(most(10, 9).isNearerThan(most(10, 9))).isFalse();
    assertThat(least(10, 11).isNearerThan(least(10, 12))).isTrue();
    assertThat(least(10, 8).isNearerThan(least(10, 11))).isTrue();
    assertThat(most(Long.MAX_VALUE, Long.MIN_VALUE).isNearerThan(most(1, 1))).isFalse();
  }
}
