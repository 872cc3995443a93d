package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.indicator.IndicatorSpec.Feed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs as text: what is read, how it is written, what is refused and with which words. */
class IndicatorSpecTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sma|sma(20)",
        " sma ( 20 ) |sma(20)",
        "sma()|sma(20)",
        "sma(period=7)|sma(7)",
        "sma(+07)|sma(7)",
        "sma(20,source=close)|sma(20)",
        "sma(source=hl2,period=5)|sma(5,source=hl2)",
        "ema(20,mean)|ema(20)",
        "ema(20,first-value,source=high)|ema(20,seed=first-value,source=high)",
        "bollinger(20,2.50)|bollinger(20,2.5)",
        "bollinger(20,2e0)|bollinger(20,2)",
        "sma(20, source=rsi( 14 ))|sma(20,source=rsi(14))",
        "sma(20,source=rsi)|sma(20,source=rsi(14))",
        "highest(125,source=bollinger(20,2).width)|highest(125,source=bollinger(20,2).width)",
        "highest(5,source=bollinger.middle)|highest(5,source=bollinger(20,2))",
        "sma(3,source=ema(4,seed=first-value,source=lowest(5,source=low)))"
            + "|sma(3,source=ema(4,seed=first-value,source=lowest(5,source=low)))",
      })
  void equalSpecsHaveEqualText(String given, String canonical) {
    IndicatorSpec spec = IndicatorSpec.parse(given);
    assertThat(spec).hasToString(canonical);
    assertThat(IndicatorSpec.parse(canonical)).isEqualTo(spec).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smaa(20)|unknown indicator \"smaa\"; did you mean sma? known are sma, ema,",
        "nonsense|unknown indicator \"nonsense\"; known are sma, ema,",
        "sma(0)|sma: period \"0\" is not accepted; expected a whole number from 1 to 10000",
        "sma(2.5)|period \"2.5\" is not accepted",
        "sma(20,30)|has 2 values by place; expected sma(period=20,source=close)",
        "sma(length=20)|unknown parameter length; known are period",
        "ema(20,seed=zero)|expected one of mean, first-value",
        "bollinger(20,0)|deviations \"0\" is not accepted; expected a number from",
        "bollinger(20,NaN)|deviations \"NaN\" is not accepted",
        "sma(period=20,30)|values by place come first",
        "sma(20,period=20)|gives period twice",
        "sma(20,source=low,source=high)|gives source twice",
        "sma(20,source=last)|source \"last\" is not known; expected one of open, high, low, close",
        "sma(20,source=bollinger(20,2).wide)|no output wide, only middle, upper, lower",
        "sma(20|is no indicator; expected a form such as sma(20)",
        "sma(20))|is no indicator",
        "sma(20).value|is no indicator",
        "sma(,20)|is no indicator",
        "sma(20,)|is no indicator",
        "sma(=20)|is no indicator",
        "(20)|is no indicator",
        "sma(20,source=rsi(14)x)|is no indicator",
      })
  void saysWhatWouldBeRight(String given, String message) {
    assertThatThrownBy(() -> IndicatorSpec.parse(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatFollowsAnAverageOfTheDayNeedsAWholeDayToo() {
    assertThat(IndicatorSpec.parse("vwap").needsWholeDay()).isTrue();
    assertThat(IndicatorSpec.parse("sma(5,source=vwap)").needsWholeDay()).isTrue();
    assertThat(IndicatorSpec.parse("vwap(first-day=part)").needsWholeDay()).isFalse();
    assertThat(IndicatorSpec.parse("rolling-vwap(20)").needsWholeDay()).isFalse();
  }

  @Test
  void refusesTextThatCouldOnlyBeAnAttack() {
    assertThatThrownBy(() -> IndicatorSpec.parse("sma(20,source=".repeat(1_000)))
        .hasMessageContaining("14,000 characters; at most 500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sma(5)",
        "ema(5,seed=first-value)",
        "rsi(5,source=hl2)",
        "sma(4,source=rsi(3))",
        "highest(6,source=bollinger(5,2).width)",
        "lowest(3,source=ema(2,source=sma(4,source=low)))",
      })
  void isReadyAfterItsWarmUpAndGoesOnFromItsStoredForm(String text) {
    IndicatorSpec spec = IndicatorSpec.parse(text);
    LiveIndicator straight = spec.create();
    LiveIndicator restarted = spec.create();
    Candle bar = new Candle();
    for (int i = 1; i <= 50; i++) {
      bar.set(i, i + 1, 100 + i % 3, 105 + i % 7, 95 - i % 5, 100 + i % 11, i);
      straight.onBar(bar);
      restarted = spec.restore(restarted.encode());
      restarted.onBar(bar);
      assertThat(straight.isReady()).as(text + " at " + i).isEqualTo(i >= spec.warmUp());
      assertThat(Double.isNaN(straight.value(0))).isEqualTo(i < spec.warmUp());
      assertThat(Double.doubleToLongBits(restarted.value(0)))
          .isEqualTo(Double.doubleToLongBits(straight.value(0)));
      assertThat(restarted.encode()).isEqualTo(straight.encode());
    }
  }

  @Test
  void aChainFollowsTheValuesOfItsSource() {
    LiveIndicator chain = IndicatorSpec.parse("sma(2,source=highest(3,source=high))").create();
    assertThat(chain.warmUp()).isEqualTo(4);
    double[] highs = {5, 9, 7, 6, 4};
    for (double high : highs) {
      chain.onBar(new Candle().set(0, 1, 1, high, 1, 1, 1));
    }
    assertThat(chain.value(0)).isCloseTo((9 + 7) / 2.0, within(0.0));
  }

  @Test
  void isFedWithBarsAndNothingElse() {
    IndicatorSpec spec = IndicatorSpec.parse("sma(2,source=rsi(3))");
    assertThat(spec.feed()).isEqualTo(Feed.BARS);
    LiveIndicator indicator = spec.create();
    byte[] before = indicator.encode();
    indicator.onTrade(null);
    indicator.onQuote(null);
    assertThat(indicator.encode()).isEqualTo(before);
  }
}
