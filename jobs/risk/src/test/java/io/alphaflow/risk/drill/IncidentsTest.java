package io.alphaflow.risk.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The order number at which trading stops, for each of the controls that may stop it. */
class IncidentsTest {

  private static final int KNIGHT = 0;
  private static final int LIQUIDATION = 1;
  private static final int DUPLICATE = 2;

  /** Nothing stops anything. An order is worth 100. */
  private static DeskFixture open() {
    DeskFixture desk = new DeskFixture();
    for (Limit limit : Limit.values()) {
      desk.withText(limit, "off");
    }
    return desk.withText(Limit.MAX_ORDER_VALUE, "1000");
  }

  /** What a desk has that says nothing but what it must. */
  private static DeskFixture usual() {
    DeskFixture desk = open().withBreakers(builtIn());
    for (Limit limit : Limit.values()) {
      limit.fallback().ifPresent(value -> desk.with(limit, value));
    }
    return desk;
  }

  private static BreakerOptions builtIn() {
    Map<CountBreaker, CountRule> counts = new TreeMap<>();
    for (CountBreaker breaker : CountBreaker.values()) {
      counts.put(breaker, breaker.builtIn());
    }
    return BreakerOptions.of(counts, PriceShockRule.BUILT_IN);
  }

  private static IncidentResult run(DeskFixture desk, int incident) {
    return Incidents.run(desk.options()).get(incident);
  }

  private static void assertStopped(IncidentResult result, int order, String... codes) {
    assertThat(result.order()).as(result.sentence()).isEqualTo(order);
    assertThat(result.codes()).containsExactly(codes);
    assertThat(result.last()).as("nothing is approved afterwards").isEqualTo(order - 1);
    assertThat(result.approved()).isEqualTo(order - 1);
  }

  @Test
  void knightStopsAtTheEleventhOrder() {
    assertStopped(run(usual(), KNIGHT), 11, "STRATEGY_ORDER_RATE", "REPEATED_EXECUTION");
  }

  @Test
  void liquidationStopsAtTheSecondSale() {
    assertStopped(run(usual(), LIQUIDATION), 2, "INSUFFICIENT_BALANCE", "DUPLICATE_ORDER");
  }

  @Test
  void duplicateStopStopsAtTheSecondOrder() {
    assertStopped(run(usual(), DUPLICATE), 2, "DUPLICATE_ORDER");
  }

  /** Each limit by itself; 10,000 orders come within ten seconds. */
  @ParameterizedTest
  @CsvSource({
    "ORDERS_PER_STRATEGY, 7/1d, 8, STRATEGY_ORDER_RATE",
    "ORDERS_PER_ACCOUNT, 30/1d, 31, ACCOUNT_ORDER_RATE",
    "MAX_POSITION, 1000, 10, MAX_POSITION",
    "MAX_POSITION_VALUE, 2000, 20, MAX_POSITION_VALUE",
    "MAX_POSITION_SHARE, 5%, 5000, MAX_POSITION_SHARE",
    "MAX_GROSS_EXPOSURE, 30000, 300, MAX_GROSS_EXPOSURE",
    "MAX_NET_EXPOSURE, 30000, 300, MAX_NET_EXPOSURE",
    "MAX_CONCENTRATION, 1%, 1000, MAX_CONCENTRATION",
    "MAX_LEVERAGE, 0.01, 1000, MAX_LEVERAGE"
  })
  void knightStopsAtWhatOneLimitAllows(Limit limit, String text, int order, String code) {
    assertStopped(run(open().withText(limit, text), KNIGHT), order, code);
  }

  @ParameterizedTest
  @EnumSource(
      value = CountBreaker.class,
      names = {"ORDER_VELOCITY", "REPEATED_EXECUTION"})
  void breakerStopsKnightForGood(CountBreaker breaker) {
    DeskFixture desk = open().withBreaker(breaker, breaker.builtIn());
    assertStopped(run(desk, KNIGHT), breaker.builtIn().count() + 1, breaker.name());
  }

  @Test
  void breakerStopsDuplicatesWhereTheyAreAllowed() {
    assertStopped(
        run(usual().withText(Limit.DUPLICATE_WINDOW, "off"), DUPLICATE), 11, "REPEATED_EXECUTION");
  }

  /** That no order can be sold twice needs no limit. */
  @Test
  void liquidationStopsOnADeskWithoutLimits() {
    assertStopped(run(open(), LIQUIDATION), 2, "INSUFFICIENT_BALANCE");
  }

  @Test
  void deskWithoutLimitsIsToldThatNothingStopsKnight() {
    IncidentResult knight = run(open(), KNIGHT);
    assertThat(knight.order()).isZero();
    assertThat(knight.codes()).isEqualTo(List.of());
    assertThat(knight.sentence()).isEqualTo("NOT STOPPED: all 10,000 orders were approved");
  }
}
