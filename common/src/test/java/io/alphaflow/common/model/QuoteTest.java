package io.alphaflow.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuoteTest {

  @Test
  void spreadAndImbalanceFollowFromTheBook() {
    Quote quote = quote(30, 10);
    assertThat(quote.spread()).isEqualTo(2);
    assertThat(quote.imbalance()).isEqualTo(0.5);
    assertThat(quote(0, 10).imbalance()).isEqualTo(-1);
    assertThat(quote(0, 0).imbalance()).isZero();
  }

  @Test
  void whatFollowsIsNotWritten() {
    assertThat(new String(Topics.QUOTES.codec().encode(quote(1, 1)), StandardCharsets.UTF_8))
        .doesNotContain("spread", "imbalance");
  }

  private static Quote quote(long bidDepth, long askDepth) {
    return new Quote("sim:BTC/USD", 1, 100, 1, 102, 1, bidDepth, askDepth, 0, 0);
  }
}
