package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BollingerSqueezeTest {

  /** Wide, then ever narrower swings: by bar 14 the bands are at their narrowest. */
  private static final double[] NARROWING = {
    100, 110, 100, 109, 101, 108, 102, 107, 103, 106, 104, 105.5, 104.5, 105.2
  };

  private static Scenario run(String patience) {
    return Scenario.of(
        BollingerSqueeze.DESCRIPTOR,
        Map.of(
            "period",
            "4",
            "deviations",
            "1.2",
            "lookback",
            "6",
            "threshold",
            "0",
            "patience",
            patience));
  }

  @Test
  void buysTheBreakoutAfterASqueezeAndSellsBelowTheMiddle() {
    Scenario run = run("2").closes(NARROWING).closes(108, 110, 112, 104);
    assertThat(run.calls()).containsExactly("15 BUY squeeze-breakout", "18 SELL middle-band");
    assertThat(run.intents().get(0).indicators().keySet())
        .containsExactly(
            "close", "middle", "upper", "lower", "percentB", "width", "narrowest", "widest");
    assertThat(run.intents().get(0).indicators().get("percentB")).isGreaterThan(1);
  }

  @Test
  void aBreakoutWithoutASqueezeIsNone() {
    Scenario run =
        run("0").closes(100, 100.1, 100, 100.2, 100, 100.4, 99, 103, 96, 108, 92, 120, 121, 140);
    assertThat(run.calls()).isEmpty();
  }

  @Test
  void aSqueezeIsForgottenAfterItsPatience() {
    // The bars between widen the bands without a close above the upper one.
    double[] between = {102, 103.5, 102.5};
    assertThat(run("2").closes(NARROWING).closes(between).closes(112).calls()).isEmpty();
    assertThat(run("4").closes(NARROWING).closes(between).closes(112).calls())
        .containsExactly("18 BUY squeeze-breakout");
  }

  @Test
  void neverSignalsUntilTheWidthHasAFullRange() {
    // period + lookback - 1 + patience = 14: that bar is the first to be decided on.
    double[] quiet = {105, 105.1, 105, 105.1, 105, 105.1, 105, 105.1, 105, 105.1, 105, 105.1, 105};
    assertThat(run("5").closes(Arrays.copyOf(quiet, 12)).closes(120).calls()).isEmpty();
    assertThat(run("5").closes(quiet).closes(120).calls())
        .containsExactly("14 BUY squeeze-breakout");
  }
}
