package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.signals.instance.StrategyInstance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BorrowingTest {

  private static final long RATE = Fixed8.parse("0.0365");

  /** Bars of four hours; the price falls on the first day and stays. */
  private static List<Bar> bars(int number) {
    List<Bar> bars = new ArrayList<>();
    long cent = Fixed8.ONE / 100;
    long before = 10_000;
    long length = Borrowing.DAY / 6;
    for (int i = 0; i < number; i++) {
      long close = i < 2 ? before + 100 : i == 2 ? 9_900 : 9_900 - Math.min(i - 2, 2) * 50;
      long time = Runs.START + i * length;
      bars.add(
          new Bar(
              Runs.BTC.toString(),
              "4h",
              time / length,
              time,
              time + length,
              before * cent,
              Math.max(before, close) * cent,
              Math.min(before, close) * cent,
              close * cent,
              Fixed8.of(1_000),
              0,
              1,
              0,
              0));
      before = close;
    }
    return bars;
  }

  /** Two short, with fees of nothing but the borrowing. */
  private static BacktestOptions options(long rate, long sample) {
    Variant cross =
        Runs.cross(
            "a",
            1,
            2,
            Runs.free().withBorrowRate(rate),
            "direction",
            "both",
            "sizing",
            "base-quantity",
            "size",
            "2");
    List<StrategyInstance> instances =
        cross.instances().stream()
            .map(
                i ->
                    new StrategyInstance(
                        i.id(), i.type(), i.account(), i.symbols(), "4h", true, i.parameters()))
            .toList();
    BacktestOptions of = Runs.options(new Variant("a", instances, cross.fills()));
    return new BacktestOptions(
        of.listings(),
        of.variants(),
        of.currency(),
        of.cash(),
        of.limits(),
        true,
        false,
        0,
        of.markInterval(),
        sample,
        true);
  }

  private static Backtest run(long rate, int bars, long sample) {
    return Runs.run(options(rate, sample), bars(bars));
  }

  private static double last(Backtest run) {
    EquityCurve curve = run.results().get(0).equity();
    return curve.equity()[curve.size() - 1];
  }

  @Test
  void theFeeOfADay() {
    // 2 at 98 with 3.65 % a year: 2 x 98 x 0.0365 / 365 = 0.0196.
    assertThat(Borrowing.fee(Fixed8.of(2), Fixed8.of(98), RATE)).isEqualTo(Fixed8.parse("0.0196"));
    // A three hundred and sixty-fifth of 1 is 0.002739726..., rounded up.
    assertThat(Borrowing.fee(Fixed8.ONE, Fixed8.ONE, Fixed8.ONE)).isEqualTo(273_973);
    assertThat(Borrowing.fee(1, 1, 1)).isEqualTo(1);
  }

  @Test
  void eachDayAtWhoseEndTheAccountIsShortCostsThat() {
    // Short of 2 from the first day on, at 98 at the end of each; 20 bars are three days and 8 h.
    Backtest free = run(0, 20, Runs.MINUTE);
    Backtest paid = run(RATE, 20, Runs.MINUTE);
    assertThat(paid.results().get(0).fills()).isEqualTo(free.results().get(0).fills()).hasSize(1);
    assertThat(free.desk().price(Runs.BTC.toString())).isEqualTo(Fixed8.of(98));
    assertThat(last(free) - last(paid)).isCloseTo(3 * 0.0196, within(1e-9));
    assertThat(paid.desk().book().account("a").orElseThrow().balance("USD"))
        .isEqualTo(
            free.desk().book().account("a").orElseThrow().balance("USD")
                - 3 * Fixed8.parse("0.0196"));
  }

  @Test
  void aDayThatEndsWithTheDataCounts() {
    assertThat(last(run(0, 18, Runs.MINUTE)) - last(run(RATE, 18, Runs.MINUTE)))
        .isCloseTo(3 * 0.0196, within(1e-9));
    assertThat(last(run(0, 17, Runs.MINUTE)) - last(run(RATE, 17, Runs.MINUTE)))
        .isCloseTo(2 * 0.0196, within(1e-9));
  }

  @Test
  void howOftenTheCurveIsSampledChangesNothing() {
    assertThat(last(run(RATE, 20, Borrowing.DAY))).isEqualTo(last(run(RATE, 20, Runs.MINUTE)));
    Backtest paid = run(RATE, 20, Runs.MINUTE);
    EquityCurve curve = paid.results().get(0).equity();
    long dayEnd = Runs.START + Borrowing.DAY - 1;
    int at = Arrays.binarySearch(curve.times(), dayEnd);
    assertThat(at).as("the day's last point").isNotNegative();
    EquityCurve free = run(0, 20, Runs.MINUTE).results().get(0).equity();
    assertThat(free.equity()[at] - curve.equity()[at]).isCloseTo(0.0196, within(1e-9));
  }

  @Test
  void cashThatOrdersHoldMakesNoDayFree() {
    Backtest run = new Backtest(options(RATE, Runs.MINUTE), Runs.CATALOG, true);
    List<Bar> bars = bars(20);
    bars.subList(0, 5).forEach(run::bar);
    Venue venue = run.desk().accounts().iterator().next().venue();
    long before = run.desk().book().account("a").orElseThrow().balance("USD");
    hold(venue, free(venue), run.desk().time());
    assertThat(free(venue)).isLessThan(Fixed8.parse("0.0001"));
    bars.subList(5, 20).forEach(run::bar);
    run.finish();
    assertThat(last(run(0, 20, Runs.MINUTE)) - last(run)).isCloseTo(3 * 0.0196, within(1e-9));
    AccountLedger ledger = run.desk().book().account("a").orElseThrow();
    assertThat(before - ledger.balance("USD")).isEqualTo(3 * Fixed8.parse("0.0196"));
    assertThat(free(venue)).isZero();
    assertThat(venue.owed("USD"))
        .isBetween(3 * Fixed8.parse("0.0196") - Fixed8.parse("0.0001"), 3 * Fixed8.parse("0.0196"));
    venue.cancel("held", run.desk().time());
    venue.charge("USD", 0);
    assertThat(venue.owed("USD")).isZero();
    assertThat(free(venue)).isEqualTo(ledger.balance("USD"));
  }

  /** A buy far below the market that takes all the cash. */
  private static void hold(Venue venue, long cash, long time) {
    long price = Fixed8.of(90);
    long step = Runs.listing().stepSize();
    long quantity = Fixed8.divide(cash, price, RoundingMode.DOWN) / step * step;
    OrderIntent order =
        new OrderIntent("held", Side.BUY, OrderType.LIMIT, TimeInForce.GTC, quantity, price, 0);
    Decision decision =
        new Decision(
            "a",
            1_000,
            0,
            0,
            time,
            "a-cross",
            Runs.BTC.toString(),
            SignalOrigin.STRATEGY,
            1_000,
            0,
            Outcome.APPROVED,
            order,
            List.of(),
            new DecisionInputs(0, 0, 0, 0, 0, 0, 0, 0, 0, "5"),
            List.of(),
            List.of(),
            List.of(),
            0);
    venue.place(venue.sent(decision), time);
  }

  private static long free(Venue venue) {
    return venue.balances().stream()
        .filter(balance -> balance.asset().equals("USD"))
        .findFirst()
        .orElseThrow()
        .free();
  }

  @Test
  void gapsInTheDataCostTheirDaysToo() {
    List<Bar> bars = bars(30);
    List<Bar> weekend = new ArrayList<>(bars.subList(0, 6));
    weekend.addAll(bars.subList(24, 25));
    double[] ends = new double[2];
    for (int i = 0; i < 2; i++) {
      ends[i] = last(Runs.run(options(i * RATE, Runs.MINUTE), weekend));
    }
    assertThat(ends[0] - ends[1]).isCloseTo(4 * 0.0196, within(1e-9));
  }

  @Property
  void theFeeIsThatOfDecimals(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long quantity,
      @ForAll @LongRange(min = 1, max = 10_000_000_000_000L) long price,
      @ForAll @LongRange(min = 1, max = 100_000_000L) long rate) {
    BigDecimal exact =
        BigDecimal.valueOf(quantity, 8)
            .multiply(BigDecimal.valueOf(price, 8))
            .multiply(BigDecimal.valueOf(rate, 8))
            .divide(BigDecimal.valueOf(365), 8, RoundingMode.UP);
    assertThat(BigDecimal.valueOf(Borrowing.fee(quantity, price, rate), 8))
        .isEqualByComparingTo(exact);
  }
}
