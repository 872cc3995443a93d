package io.alphaflow.common.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.state.HighWater.Verdict;
import org.junit.jupiter.api.Test;

class HighWaterTest {

  private final HighWater highWater = new HighWater();

  @Test
  void takesEachSequenceOnce() {
    assertThat(highWater.observe("a", 1, 10)).isEqualTo(Verdict.NEXT);
    assertThat(highWater.observe("a", 2, 20)).isEqualTo(Verdict.NEXT);
    assertThat(highWater.observe("a", 1, 10)).isEqualTo(Verdict.DUPLICATE);
    assertThat(highWater.observe("a", 2, 20)).isEqualTo(Verdict.DUPLICATE);
    assertThat(highWater.observe("b", 1, 10)).isEqualTo(Verdict.NEXT);
    assertThat(highWater.last("a")).isEqualTo(2);
  }

  @Test
  void tellsAGapAndAConflict() {
    highWater.observe("a", 1, 10);
    assertThat(highWater.observe("a", 3, 30)).isEqualTo(Verdict.GAP);
    assertThat(highWater.observe("a", 3, 31)).isEqualTo(Verdict.CONFLICT);
    assertThat(highWater.observe("a", 4, 40)).isEqualTo(Verdict.NEXT);
  }

  @Test
  void survivesEncoding() {
    StateCodec<HighWater> codec = new StateCodec<>(HighWater.class);
    highWater.observe("b", 5, 1);
    highWater.observe("a", 7, 2);
    HighWater restored = codec.decode(codec.encode(highWater));
    assertThat(restored.observe("a", 7, 2)).isEqualTo(Verdict.DUPLICATE);
    assertThat(restored.last("b")).isEqualTo(5);
    assertThat(codec.encode(restored)).isEqualTo(codec.encode(highWater));
  }
}
