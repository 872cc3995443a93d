package io.alphaflow.history.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OffsetRangeTest {

  @Test
  void oneOffsetForAllPartitionsOrOneOfEach() {
    OffsetRange range = OffsetRange.parse("12", "0:30,2:7");
    assertThat(range.begin(5)).hasValue(12);
    assertThat(range.end(0)).hasValue(30);
    assertThat(range.end(1)).isEmpty();
    assertThat(range.end(2)).hasValue(7);
    assertThat(OffsetRange.parse(null, null)).isEqualTo(OffsetRange.EVERYTHING);
  }

  @Test
  void saysWhatIsExpected() {
    for (String text : new String[] {"x", "1:", ":2", "-1", "1,2:a", ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OffsetRange.parse(text, null))
          .withMessageContaining("0:12,1:9");
    }
  }
}
