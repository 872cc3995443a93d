package io.alphaflow.common.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Fixed8Test {

  @ParameterizedTest
  @CsvSource({
    "800.01,80001000000",
    "0.00000001,1",
    "-0.5,-50000000",
    "0.100000000000,10000000",
    "92233720368.54775807,9223372036854775807",
    "7,700000000",
    ".5,50000000"
  })
  void readsPlainDecimals(String text, long units) {
    assertThat(Fixed8.parse(text)).isEqualTo(units);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1e5",
        "1.000000001",
        "1,5",
        "0x1",
        " 1",
        "92233720368.54775808",
        "1.2.3"
      })
  void refusesWhatIsNotAnExactAmount(String text) {
    assertThatThrownBy(() -> Fixed8.parse(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Property
  void formatAndParseAreInverse(@ForAll long units) {
    long value = units == Long.MIN_VALUE ? 0 : units;
    assertThat(Fixed8.parse(Fixed8.format(value))).isEqualTo(value);
    assertThat(new BigDecimal(Fixed8.format(value)))
        .isEqualByComparingTo(Fixed8.toBigDecimal(value));
  }

  @Property
  void productAgreesWithBigDecimal(
      @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long a,
      @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long b,
      @ForAll RoundingMode rounding) {
    BigDecimal exact = Fixed8.toBigDecimal(a).multiply(Fixed8.toBigDecimal(b));
    if (rounding == RoundingMode.UNNECESSARY && exact.stripTrailingZeros().scale() > 8) {
      assertThatThrownBy(() -> Fixed8.multiply(a, b, rounding))
          .isInstanceOf(ArithmeticException.class);
    } else {
      assertThat(Fixed8.multiply(a, b, rounding))
          .isEqualTo(Fixed8.ofBigDecimal(exact.setScale(8, rounding)));
    }
  }

  @Property
  void quotientAgreesWithBigDecimal(
      @ForAll @LongRange(min = -90_000_000_000L, max = 90_000_000_000L) long a,
      @ForAll @LongRange(min = 1, max = 90_000_000_000_000L) long b) {
    BigDecimal expected =
        Fixed8.toBigDecimal(a).divide(Fixed8.toBigDecimal(b), 8, RoundingMode.HALF_EVEN);
    assertThat(Fixed8.divide(a, b, RoundingMode.HALF_EVEN))
        .isEqualTo(Fixed8.ofBigDecimal(expected));
  }

  /** Divisors of all sizes, and amounts about the ends of the range. */
  @Property(tries = 20_000)
  void productDividedAgreesWithBigDecimal(
      @ForAll("amounts") long a,
      @ForAll("amounts") long b,
      @ForAll("amounts") long c,
      @ForAll RoundingMode rounding) {
    Assume.that(c != 0);
    BigDecimal product = BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b));
    assertThat(orOutOfRange(() -> Fixed8.multiplyDivide(a, b, c, rounding)))
        .isEqualTo(
            orOutOfRange(
                () -> product.divide(BigDecimal.valueOf(c), 0, rounding).longValueExact()));
  }

  private static String orOutOfRange(LongSupplier amount) {
    try {
      return Long.toString(amount.getAsLong());
    } catch (ArithmeticException e) {
      return "out of range, or rounded although that is not allowed";
    }
  }

  @Provide
  Arbitrary<Long> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.longs().between(-1_000, 1_000),
        Arbitraries.integers().map(i -> (long) i),
        Combinators.combine(
                Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, -Fixed8.ONE, Fixed8.ONE),
                Arbitraries.longs().between(-3, 3))
            .as(Long::sum));
  }

  @Test
  void overflowIsAnErrorAndNeverWraps() {
    assertThatThrownBy(() -> Fixed8.multiply(Long.MAX_VALUE, Fixed8.of(2), RoundingMode.DOWN))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Fixed8.add(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
  }

  @Property
  void gridRoundingStaysOnTheGridAndOnItsSide(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long value,
      @ForAll @LongRange(min = 1, max = 1_000_000L) long step) {
    assertThat(Fixed8.floorTo(value, step)).isBetween(value - step + 1, value);
    assertThat(Fixed8.ceilTo(value, step)).isBetween(value, value + step - 1);
    assertThat(Fixed8.isMultipleOf(Fixed8.floorTo(value, step), step)).isTrue();
    assertThat(Fixed8.isMultipleOf(Fixed8.ceilTo(value, step), step)).isTrue();
  }
}
