package io.alphaflow.common.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class NotionalSumTest {

  @Property
  void sumIsExactAndRoundedOnce(
      @ForAll List<@LongRange(min = -9_000_000_000_000L, max = 9_000_000_000_000L) Long> prices,
      @ForAll @LongRange(min = 1, max = 100_000_000L) long quantity) {
    NotionalSum sum = new NotionalSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (long price : prices) {
      sum.add(price, quantity);
      expected = expected.add(Fixed8.toBigDecimal(price).multiply(Fixed8.toBigDecimal(quantity)));
    }
    long rounded = Fixed8.ofBigDecimal(expected.setScale(8, RoundingMode.HALF_UP));
    assertThat(sum.toFixed8(RoundingMode.HALF_UP)).isEqualTo(rounded);
    assertThat(new NotionalSum(sum.high(), sum.low()).toFixed8(RoundingMode.HALF_UP))
        .isEqualTo(rounded);
  }
}
