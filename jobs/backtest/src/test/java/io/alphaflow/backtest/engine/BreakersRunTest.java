package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.PriceShockRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The desk's circuit breakers in a run. */
class BreakersRunTest {

  private static final List<Bar> BARS = Runs.bars(11, 600);
  private static final long HOUR = 60 * Runs.MINUTE;

  private static BreakerOptions breakers(CountBreaker breaker, int count, long within, long pause) {
    return BreakerOptions.of(
        Map.of(breaker, new CountRule(count, within, pause)), PriceShockRule.OFF);
  }

  private static BacktestOptions options(BreakerOptions breakers, Variant... variants) {
    return Runs.toldEverything(Runs.options(variants)).with(breakers);
  }

  private static Variant cross(String account) {
    return Runs.cross(account, 2, 5, Runs.free());
  }

  private static List<ExecutedFill> fills(Backtest run) {
    return run.results().get(0).fills();
  }

  @Test
  void velocityStopsAllThatTheStrategyAsksForAfterwards() {
    List<ExecutedFill> all = fills(Runs.run(Runs.options(cross("a")), BARS));
    assertThat(all).hasSizeGreaterThan(20);
    Backtest run =
        Runs.run(
            options(breakers(CountBreaker.ORDER_VELOCITY, 5, 600 * HOUR, 0), cross("a")), BARS);
    // The fifth order is approved, and trips; what it bought is held to the end.
    assertThat(fills(run)).isEqualTo(all.subList(0, 5));
    assertThat(fills(run).get(4).side()).isEqualTo(Side.BUY);
    assertThat(run.alerts())
        .extracting(Alert::message)
        .singleElement()
        .asString()
        .startsWith("order-velocity: EXITS_ONLY of ")
        .contains("until somebody resumes it", "5 orders approved");
    assertThat(run.results().get(0).counts().rejections()).containsKey("ORDER_VELOCITY");
  }

  @Test
  void protectiveExitsStillSell() {
    Variant protectedOne = Runs.cross("a", 2, 5, Runs.free(), "stop-loss", "0.5");
    Backtest run =
        Runs.run(options(breakers(CountBreaker.ORDER_VELOCITY, 1, HOUR, 0), protectedOne), BARS);
    assertThat(fills(run)).extracting(ExecutedFill::side).containsExactly(Side.BUY, Side.SELL);
    assertThat(fills(run).get(1).tag()).isNotEqualTo("cross-down");
  }

  @Test
  void afterTheCoolDownItGoesOn() {
    Backtest run =
        Runs.run(
            options(breakers(CountBreaker.ORDER_VELOCITY, 5, 600 * HOUR, 2 * HOUR), cross("a")),
            BARS);
    List<ExecutedFill> fills = fills(run);
    List<ExecutedFill> all = fills(Runs.run(Runs.options(cross("a")), BARS));
    long stopped = fills.get(4).decidedAt();
    assertThat(fills).hasSizeBetween(10, all.size() - 1);
    assertThat(fills.subList(5, fills.size()))
        .first()
        .satisfies(fill -> assertThat(fill.decidedAt()).isGreaterThanOrEqualTo(stopped + 2 * HOUR));
    assertThat(run.alerts()).hasSizeGreaterThan(1);
  }

  @Test
  void aStreakOfLossesStopsTheStrategy() {
    Backtest run =
        Runs.run(options(breakers(CountBreaker.LOSING_STREAK, 2, 600 * HOUR, 0), cross("a")), BARS);
    double[] pnl =
        run.results().get(0).roundTrips().stream().mapToDouble(trip -> trip.pnl()).toArray();
    assertThat(pnl).hasSizeGreaterThan(1);
    assertThat(pnl[pnl.length - 1]).isNegative();
    assertThat(pnl[pnl.length - 2]).isNegative();
    for (int i = 1; i < pnl.length - 1; i++) {
      assertThat(pnl[i] < 0 && pnl[i - 1] < 0).as("an earlier streak").isFalse();
    }
    assertThat(run.results().get(0).counts().rejections()).containsKey("LOSING_STREAK");
  }

  @Test
  void whatStopsOneDoesNotStopAnotherNorMoveItsTrips() {
    BreakerOptions breakers = breakers(CountBreaker.ORDER_VELOCITY, 4, 12 * Runs.MINUTE, HOUR);
    Variant other = Runs.cross("b", 3, 8, Runs.free());
    Backtest together = Runs.run(options(breakers, cross("a"), other), BARS);
    Backtest alone = Runs.run(options(breakers, other), BARS);
    assertThat(together.results().get(1).fills()).isEqualTo(alone.results().get(0).fills());
    assertThat(together.results().get(1).counts()).isEqualTo(alone.results().get(0).counts());
    assertThat(together.alerts()).isNotEmpty();
  }

  @Test
  void theSameRunTripsTheSame() {
    BreakerOptions breakers = breakers(CountBreaker.REPEATED_EXECUTION, 2, 600 * HOUR, HOUR);
    assertThat(Runs.run(options(breakers, cross("a")), BARS).alerts())
        .isEqualTo(Runs.run(options(breakers, cross("a")), BARS).alerts());
  }
}
