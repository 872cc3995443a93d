package io.alphaflow.risk.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.PermissionRule;
import io.alphaflow.risk.control.TradingHours;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.control.VolatilityOptions.Method;
import io.alphaflow.risk.drill.DrillResult.Status;
import io.alphaflow.risk.limit.Limit;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DrillSuiteTest {

  /** A desk that limits everything. */
  private static DeskFixture desk() {
    Map<CountBreaker, CountRule> counts = new TreeMap<>();
    for (CountBreaker breaker : CountBreaker.values()) {
      counts.put(breaker, breaker.builtIn());
    }
    return new DeskFixture()
        .live()
        .withText(Limit.MAX_ORDER_VALUE, "5000")
        .withText(Limit.MAX_ORDER_QUANTITY, "2")
        .withText(Limit.PRICE_COLLAR, "5%")
        .withText(Limit.MAX_MARK_AGE, "250ms")
        .withText(Limit.MAX_MARK_JUMP, "10%")
        .withText(Limit.MAX_POSITION, "3")
        .withText(Limit.MAX_POSITION_VALUE, "10000")
        .withText(Limit.MAX_POSITION_SHARE, "5%")
        .withText(Limit.MAX_POSITIONS_PER_SYMBOL, "2")
        .withText(Limit.MAX_GROSS_EXPOSURE, "1000000000")
        .withText(Limit.MAX_NET_EXPOSURE, "1")
        .withText(Limit.MAX_OPEN_POSITIONS, "20")
        .withText(Limit.MAX_CONCENTRATION, "25%")
        .withText(Limit.MAX_LEVERAGE, "1")
        .withText(Limit.ORDERS_PER_STRATEGY, "10/60s")
        .withText(Limit.ORDERS_PER_ACCOUNT, "30/60s")
        .withText(Limit.ORDER_TO_FILL, "50/1h/100")
        .withText(Limit.DUPLICATE_WINDOW, "1d")
        .withText(Limit.MAX_DAILY_LOSS, "1000")
        .withText(Limit.MAX_ROLLING_LOSS, "500/1h")
        .withText(Limit.MAX_STRATEGY_LOSS, "0.00000001")
        .withText(Limit.MAX_DRAWDOWN, "1500")
        .withText(Limit.MAX_DRAWDOWN_SHARE, "100%")
        .withText(Limit.MARKET_DATA_TIMEOUT, "5m")
        .withText(Limit.EXECUTION_TIMEOUT, "5m")
        .withText(Limit.MIN_CONFIDENCE, "60%")
        .with(Level.account(DeskFixture.NEIGHBOUR), Limit.MAX_DAILY_LOSS, "0")
        .with(Level.strategy(Level.ALL, "trend"), Limit.MAX_ORDER_VALUE, "10")
        .with(Level.strategy(Level.ALL, "trend"), Limit.MARKET_DATA_TIMEOUT, "1m")
        .with(Level.instrument("sim:BTC/USD"), Limit.MAX_POSITION, "0.5")
        .with(Level.instrument("sim:ETH/EUR"), Limit.MAX_POSITIONS_PER_SYMBOL, "5")
        .withPermissions(
            List.of(
                new PermissionRule(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(Side.BUY, Side.SELL),
                    List.of(OrderType.LIMIT))))
        .withHours(
            new TradingHours(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(9, 30),
                LocalTime.of(16, 0),
                ZoneId.of("America/New_York"),
                Set.of()))
        .withVolatility(new VolatilityOptions(Method.EWMA, 20, 14, 0.06, 300_000_000L, 60_000_000L))
        .withBreakers(
            new BreakerOptions(
                counts,
                Map.of(
                    DeskFixture.NEIGHBOUR,
                    Map.of(CountBreaker.ORDER_VELOCITY, new CountRule(2, 1_000, 60_000_000))),
                PriceShockRule.BUILT_IN,
                Map.of("sim:BTC/USD", new PriceShockRule(10_000, 1_000_000, 0))));
  }

  private static final RiskOptions DESK = desk().options();
  private static final List<DrillResult> ALL = DrillSuite.run(DESK);

  private static DrillResult only(List<DrillResult> results, String limit) {
    List<DrillResult> found = results.stream().filter(r -> r.limit().equals(limit)).toList();
    assertThat(found).as(limit).hasSize(1);
    return found.get(0);
  }

  @Test
  void everyDrillOfADeskThatLimitsEverythingFires() {
    assertThat(ALL.stream().filter(DrillResult::isFailed)).isEmpty();
    assertThat(ALL.stream().filter(r -> r.status() == Status.OFF))
        .as("the neighbour has one breaker only")
        .allMatch(r -> r.source().startsWith("risk.breakers.accounts." + DeskFixture.NEIGHBOUR));
    assertThat(ALL).filteredOn(r -> r.status() == Status.FIRED).allMatch(r -> r.order() > 0);
  }

  @Test
  void everyCodeAndEveryControlHasADrill() {
    Set<String> codes =
        ALL.stream()
            .filter(r -> r.status() == Status.FIRED)
            .map(DrillResult::code)
            .collect(Collectors.toSet());
    assertThat(codes)
        .containsAll(Arrays.stream(DecisionCode.values()).map(DecisionCode::name).toList());
    assertThat(ALL.stream().map(DrillResult::control).distinct())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 25).mapToObj(number -> "C" + number).toList());
  }

  static List<Control> controls() {
    return Controls.ALL;
  }

  /** What would show nothing without the control shows nothing. */
  @ParameterizedTest
  @MethodSource("controls")
  void withoutAControlItsDrillsFail(Control control) {
    String name = control.getClass().getSimpleName();
    List<Control> others = Controls.ALL.stream().filter(c -> c != control).toList();
    List<DrillResult> ofIt =
        DrillSuite.run(DESK, others).stream().filter(r -> r.by().equals(name)).toList();
    assertThat(ofIt).isNotEmpty().allMatch(DrillResult::isFailed);
  }

  @ParameterizedTest
  @CsvSource({
    "maxOrderValue 5000, 2",
    "maxOrderValue 10 (strategy trend), 2",
    "maxPosition 0.5 (instrument sim:BTC/USD), 2",
    "maxPositionsPerSymbol 2, 3",
    "maxPositionsPerSymbol 5 (instrument sim:ETH/EUR), 6",
    "maxOpenPositions 20, 21",
    "ordersPerStrategy 10/1m, 11",
    "ordersPerAccount 30/1m, 31",
    "orderToFill 50/1h/100, 101",
    "duplicateWindow 1d, 3",
    "maxDailyLoss 0 (account spare), 3",
    "marketDataTimeout 1m (strategy trend), 3",
    "orderVelocity 20 in 60 s, 21",
    "orderVelocity 2 in 0.001 s, 3",
    "losingStreak 5 in 86400 s, 11",
    "rejectStorm 20 in 60 s, 21",
    "priceShock 0.0001 in 1 s, 2"
  })
  void firesAtTheOrderBeyondTheLimit(String limit, int order) {
    assertThat(only(ALL, limit).order()).isEqualTo(order);
  }

  @Test
  void whatIsSwitchedOffIsReportedAsSuch() {
    DeskFixture desk = new DeskFixture().withText(Limit.MAX_ORDER_VALUE, "off");
    DrillResult off = only(DrillSuite.run(desk.options()), "maxOrderValue off");
    assertThat(off.status()).isEqualTo(Status.OFF);
    assertThat(off.isFailed()).isFalse();
    assertThat(off.source()).isEqualTo("given");
  }

  @Test
  void whatNobodyConfiguredFiresToo() {
    DeskFixture desk = new DeskFixture().without(Limit.MAX_POSITION);
    DrillResult missing = only(DrillSuite.run(desk.options()), "maxPosition");
    assertThat(missing.code()).isEqualTo("LIMIT_NOT_CONFIGURED");
    assertThat(missing.status()).isEqualTo(Status.FIRED);
    assertThat(missing.source()).isEqualTo("not configured for account main");
  }

  @Test
  void limitThatHoldsForNobodyIsNotDrilled() {
    DeskFixture desk = new DeskFixture();
    for (String account : List.of(DeskFixture.ACCOUNT, DeskFixture.NEIGHBOUR, "second")) {
      desk.with(Level.account(account), Limit.MAX_ORDER_VALUE, "7");
    }
    assertThat(DrillSuite.run(desk.options()))
        .filteredOn(r -> r.code().equals("MAX_ORDER_VALUE"))
        .extracting(DrillResult::limit)
        .containsExactly(
            "maxOrderValue 7 (account main)",
            "maxOrderValue 7 (account second)",
            "maxOrderValue 7 (account spare)");
  }

  /** The smaller burst of one level with the slower refill of another. */
  @Test
  void rateThatTwoLevelsSayTogetherIsDrilled() {
    DeskFixture desk =
        new DeskFixture()
            .with(Level.account(DeskFixture.ACCOUNT), Limit.ORDERS_PER_STRATEGY, "10/1h")
            .with(Level.strategy(Level.ALL, "trend"), Limit.ORDERS_PER_STRATEGY, "5/60s");
    assertThat(DrillSuite.run(desk.options()))
        .filteredOn(r -> r.code().equals("STRATEGY_ORDER_RATE") && r.source().contains(" and "))
        .extracting(r -> r.limit().split(" ")[1], DrillResult::order, DrillResult::status)
        .containsExactly(tuple("5/30m", 6, Status.FIRED));
  }

  @Test
  void rulesThatPermitEverythingAreReportedAsOff() {
    assertThat(DrillSuite.run(new DeskFixture().options()))
        .filteredOn(r -> r.code().equals("NOT_PERMITTED"))
        .extracting(DrillResult::status)
        .containsExactly(Status.OFF);
  }
}
