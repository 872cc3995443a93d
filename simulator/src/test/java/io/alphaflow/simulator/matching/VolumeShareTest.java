package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.common.model.TimeInForce.FOK;
import static io.alphaflow.common.model.TimeInForce.GTC;
import static io.alphaflow.common.model.TimeInForce.IOC;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VolumeShareTest {

  /** A market whose periods are begun by hand. */
  private static final class Market implements PeriodVolume {

    final EngineFixture fixture;
    private long period;
    private long volume;

    Market(VolumeShare share, SymbolSpec spec) {
      fixture =
          new EngineFixture(
              new MatchingRules(0, 0, 0, Long.MAX_VALUE).withVolumeShare(share), spec);
      fixture.engine.volume(spec.symbol(), this);
    }

    List<Execution> begins(String price, String ofPeriod) {
      return begins(amount(price), amount(ofPeriod));
    }

    List<Execution> begins(long price, long ofPeriod) {
      period++;
      volume = ofPeriod;
      return fixture.engine.trade("BTCUSD", price, Math.max(1, ofPeriod), period);
    }

    @Override
    public long period() {
      return period;
    }

    @Override
    public long volume() {
      return volume;
    }
  }

  private static SymbolSpec grid(String tick, String step) {
    return new SymbolSpec(
        "BTCUSD", "BTC", "USD", amount(tick), amount(step), amount(step), amount("1000000"), 0);
  }

  private static Market market(String impact, String participation) {
    return new Market(
        new VolumeShare(amount(impact), amount(participation)), grid("0.01", "0.0001"));
  }

  private static List<String> fills(List<Execution> events) {
    return events.stream()
        .flatMap(e -> e.fill().stream())
        .map(f -> Fixed8.format(f.quantity()) + " at " + Fixed8.format(f.price()))
        .toList();
  }

  /** The numbers of zipline's own tests: half of 50 of 2,000 at 3.5 with an impact of 0.1. */
  @Test
  void theNumbersOfZipline() {
    Market market =
        new Market(
            new VolumeShare(amount("0.1"), VolumeShare.USUAL_PARTICIPATION),
            grid("0.00000001", "1"));
    market.fixture.engine.openAccount(
        "z", Map.of("USD", amount("1000"), "BTC", amount("100")), Map.of());
    market.begins("3.5", "2000");
    assertThat(fills(market.fixture.accepted(order(market, "z", SELL, "50"))))
        .containsExactly("50 at 3.49978125");
    market.begins("3.5", "2000");
    assertThat(fills(market.fixture.accepted(order(market, "z", BUY, "50"))))
        .containsExactly("50 at 3.50021875");
  }

  /** Those of PyAlgoTrade's: 25 of 100 at 10 cost 0.625 %. */
  @Test
  void theNumbersOfPyAlgoTrade() {
    Market market = new Market(new VolumeShare(amount("0.1"), Fixed8.ONE), grid("0.00000001", "1"));
    market.fixture.engine.openAccount(
        "z", Map.of("USD", amount("1000"), "BTC", amount("100")), Map.of());
    market.begins("10", "100");
    assertThat(fills(market.fixture.accepted(order(market, "z", BUY, "25"))))
        .containsExactly("25 at 10.0625");
    market.begins("10", "100");
    assertThat(fills(market.fixture.accepted(order(market, "z", SELL, "25"))))
        .containsExactly("25 at 9.9375");
  }

  private static NewOrder order(Market market, String account, Side side, String quantity) {
    NewOrder of = market.fixture.market(side, quantity, "0");
    return new NewOrder(
        account,
        of.symbol(),
        of.clientOrderId(),
        side,
        of.type(),
        of.timeInForce(),
        of.quantity(),
        0,
        0,
        of.selfTradePrevention(),
        7);
  }

  @Test
  void whatWasTradedBeforeInThePeriodCounts() {
    Market market = market("0.1", "1");
    market.begins("100", "10");
    // 0.1 x 0.1^2 x 100 = 0.1; then 0.1 x 0.3^2 x 100 = 0.9.
    assertThat(fills(market.fixture.accepted(market.fixture.market(BUY, "1", "0"))))
        .containsExactly("1 at 100.1");
    assertThat(fills(market.fixture.accepted(market.fixture.market(BUY, "2", "0"))))
        .containsExactly("2 at 100.9");
    market.begins("100", "10");
    assertThat(fills(market.fixture.accepted(market.fixture.market(SELL, "1", "0"))))
        .containsExactly("1 at 99.9");
  }

  @Test
  void impactIsRoundedToTheGridAgainstTheTrader() {
    Market market = market("0.1", "1");
    market.begins("100", "10");
    // 0.1 x 0.01^2 x 100 = 0.001, a tenth of a tick.
    assertThat(fills(market.fixture.accepted(market.fixture.market(BUY, "0.1", "0"))))
        .containsExactly("0.1 at 100.01");
    market.begins("100", "10");
    assertThat(fills(market.fixture.accepted(market.fixture.market(SELL, "0.1", "0"))))
        .containsExactly("0.1 at 99.99");
  }

  @Test
  void marketOrderWaitsForTheVolumeOfLaterPeriods() {
    Market market = market("0", "0.1");
    market.begins("100", "10");
    NewOrder order = market.fixture.market(BUY, "2.5", "0");
    assertThat(fills(market.fixture.accepted(order))).containsExactly("1 at 100");
    assertThat(market.fixture.order(1).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(market.fixture.trade("101", "1")).as("the same period").isEmpty();
    assertThat(market.begins("102", "0")).as("nothing was traded").isEmpty();
    assertThat(fills(market.begins("103", "10"))).containsExactly("1 at 103");
    assertThat(fills(market.begins("104", "10"))).containsExactly("0.5 at 104");
    assertThat(market.fixture.order(1).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(market.begins("105", "10")).isEmpty();
  }

  @Test
  void marketOrderThatWaitsCanBeMadeSmallerAndCancelled() {
    Market market = market("0", "0.1");
    market.begins("100", "10");
    market.fixture.accepted(market.fixture.market(BUY, "2.5", "0"));
    OrderState waits = market.fixture.order(1);
    assertThat(
            market.fixture.engine.amend("a", "BTCUSD", 1, waits.clientOrderId(), amount("2.2"), 9))
        .isInstanceOf(PlaceResult.Accepted.class);
    assertThat(EngineFixture.told(market.fixture.cancel("a", 1, "x")))
        .containsExactly("1 CANCELED CANCELED");
    assertThat(market.begins("100", "10")).isEmpty();
    assertThat(market.fixture.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("11"), 0));
  }

  @Test
  void stopThatBeginsWaitsToo() {
    Market market = market("0", "0.1");
    market.begins("100", "10");
    market.fixture.accepted(market.fixture.stop(SELL, "1.5", "95"));
    assertThat(fills(market.begins("94", "10"))).containsExactly("1 at 94");
    assertThat(fills(market.begins("93", "10"))).containsExactly("0.5 at 93");
  }

  @Test
  void orderForAnAmountSpendsNoMoreThanThat() {
    Market market = market("0.1", "1");
    market.begins("100", "10");
    // 2 would cost 0.4 % more, so it is 1.99 at 100.4 and not 2 at 100.
    List<Execution> events = market.fixture.accepted(market.fixture.market(BUY, "0", "200"));
    Fill fill = events.get(1).fill().orElseThrow();
    assertThat(fill.quoteQuantity())
        .isLessThanOrEqualTo(amount("200"))
        .isGreaterThan(amount("199.9"));
    assertThat(fill.quantity()).isEqualTo(amount("1.992"));
    assertThat(fill.price()).isEqualTo(amount("100.4"));
    assertThat(market.fixture.order(1).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void limitOrdersDoNotPayMoreThanTheirLimit() {
    Market market = market("0.1", "1");
    market.begins("100", "10");
    // Two would be 100.4.
    assertThat(fills(market.fixture.accepted(market.fixture.limit("a", BUY, IOC, "2", "100.3"))))
        .isEmpty();
    assertThat(fills(market.fixture.accepted(market.fixture.limit("a", BUY, FOK, "2", "100.3"))))
        .isEmpty();
    assertThat(fills(market.fixture.accepted(market.fixture.limit("a", BUY, IOC, "2", "100.4"))))
        .containsExactly("2 at 100.4");
    assertThat(market.fixture.refused(market.fixture.maker(BUY, "1", "100")))
        .as("the market is there whatever the size")
        .isEqualTo(Refusal.WOULD_TAKE);
  }

  @Test
  void whatRestsGetsItsShareTooAndTakersCountForIt() {
    Market market = market("0", "0.1");
    market.begins("100", "10");
    market.fixture.accepted(market.fixture.limit("a", BUY, GTC, "5", "90"));
    market.fixture.accepted(market.fixture.market(BUY, "0.4", "0"));
    assertThat(fills(market.fixture.trade("89", "10"))).containsExactly("0.6 at 90");
    assertThat(market.fixture.trade("88", "10")).isEmpty();
    assertThat(fills(market.begins("89", "20"))).containsExactly("2 at 90");
  }

  @Test
  void onlyWhereItHasAMeaning() {
    VolumeShare share = new VolumeShare(1, Fixed8.ONE);
    assertThatThrownBy(
            () -> MatchingRules.DEFAULT.withVolumeShare(share).withMode(MatchingMode.SHADOW, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VolumeShare(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(VolumeShare.NONE.largest()).isZero();
    assertThat(new VolumeShare(amount("0.1"), amount("0.025")).largest())
        .isEqualTo(amount("0.0000625"));
  }

  /** Against the formula in decimals; never more than the share of a period. */
  @Property(tries = 300)
  void pricesAreThoseOfTheFormulaAndNoPeriodGivesMoreThanItsShare(
      @ForAll @IntRange(max = 3_000) int impactPerMille,
      @ForAll @IntRange(min = 1, max = 1_000) int perMille,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 40_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 900_000) int cents,
      @ForAll @IntRange(max = 9) int volume) {
    Market market =
        new Market(
            new VolumeShare(impactPerMille * 100_000L, perMille * 100_000L),
            grid("0.01", "0.0001"));
    market.fixture.engine.openAccount(
        "rich", Map.of("USD", amount("90000000000"), "BTC", amount("1000000")), Map.of());
    long price = cents * 1_000_000L;
    long whole = Fixed8.of(volume);
    long traded = 0;
    for (int i = 0; i < sizes.size(); i++) {
      List<Execution> events = new ArrayList<>();
      if (i % 3 == 0) {
        traded = 0;
        events.addAll(market.begins(price, whole));
      }
      String quantity = Fixed8.format(sizes.get(i) * 10_000L);
      events.addAll(
          market.fixture.accepted(order(market, "rich", i % 2 == 0 ? BUY : SELL, quantity)));
      for (Fill fill : events.stream().flatMap(e -> e.fill().stream()).toList()) {
        traded += fill.quantity();
        assertThat(fill.price()).isEqualTo(expected(fill, price, impactPerMille, traded, whole));
      }
      assertThat(traded).isLessThanOrEqualTo(whole / 1_000 * perMille);
    }
  }

  private static long expected(Fill fill, long price, int perMille, long traded, long volume) {
    BigDecimal share =
        BigDecimal.valueOf(traded).divide(BigDecimal.valueOf(volume), 60, RoundingMode.HALF_EVEN);
    BigDecimal moved =
        BigDecimal.valueOf(price, 6)
            .multiply(BigDecimal.valueOf(perMille, 3))
            .multiply(share.pow(2));
    long ticks =
        moved
            .setScale(40, RoundingMode.HALF_EVEN)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    return fill.side() == BUY
        ? price + ticks * 1_000_000L
        : Math.max(1_000_000L, price - ticks * 1_000_000L);
  }
}
