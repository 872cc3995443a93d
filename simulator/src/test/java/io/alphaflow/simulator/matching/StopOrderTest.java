package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contingent orders; the market is at 800, with 5 at 799.99 and at 800.01. */
class StopOrderTest {

  private final EngineFixture market = new EngineFixture();

  @BeforeEach
  void openAt800() {
    market.trade("800", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP_LOSS, BUY, 810, 809.99, 810",
    "STOP_LOSS, SELL, 790, 790.01, 790",
    "TAKE_PROFIT, BUY, 790, 790.01, 790",
    "TAKE_PROFIT, SELL, 810, 809.99, 810"
  })
  void becomesAMarketOrderWhenTheMarketReachesItsStopPrice(
      VenueOrderType type, Side side, String stop, String before, String reached) {
    NewOrder order = market.special("a", side, type, TimeInForce.GTC, "1", "0", stop, "0");
    List<Execution> placed = market.accepted(order);
    assertThat(EngineFixture.told(placed)).containsExactly("1 NEW NEW");
    assertThat(placed.get(0).order().working()).isFalse();
    assertThat(market.trade(before, "1")).isEmpty();
    assertThat(EngineFixture.told(market.trade(reached, "1")))
        .containsExactly("1 NEW NEW", "1 TRADE FILLED");
    assertThat(market.order(1).workingMicros()).isEqualTo(1_000);
    assertThat(market.balance("a", "USD").locked()).isZero();
    assertThat(market.balance("a", "BTC").locked()).isZero();
  }

  @Test
  void isRefusedWhenTheMarketIsThereAlready() {
    assertThat(market.refused(market.stop(BUY, "1", "800"))).isEqualTo(Refusal.WOULD_TRIGGER);
    assertThat(market.refused(market.stop(SELL, "1", "800"))).isEqualTo(Refusal.WOULD_TRIGGER);
  }

  @Test
  void locksWhatItWillNeedAndGivesItBack() {
    market.accepted(market.stopLimit(BUY, "2", "815", "810"));
    market.accepted(market.stop(BUY, "1", "820"));
    market.accepted(market.stop(SELL, "3", "700"));
    assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("2450"));
    assertThat(market.balance("a", "BTC").locked()).isEqualTo(amount("3"));
    for (long id = 1; id <= 3; id++) {
      assertThat(EngineFixture.told(market.cancel("a", id, "x")))
          .containsExactly(id + " CANCELED CANCELED");
    }
    assertThat(market.balance("a", "USD").locked()).isZero();
    assertThat(market.balance("a", "BTC").locked()).isZero();
    assertThat(market.trade("900", "1")).isEmpty();
  }

  @Test
  void stopLimitThatTriggersRestsAtItsLimit() {
    market.accepted(market.stopLimit(BUY, "1", "805", "810"));
    assertThat(EngineFixture.told(market.trade("810", "1"))).containsExactly("1 NEW NEW");
    assertThat(market.order(1).working()).isTrue();
    assertThat(EngineFixture.told(market.trade("804", "9"))).containsExactly("1 TRADE FILLED");
    assertThat(market.order(1).executedQuote()).isEqualTo(amount("805"));
  }

  @Test
  void immediateStopLimitExpiresWithWhatItCannotFill() {
    market.accepted(
        market.special(
            "a", BUY, VenueOrderType.STOP_LOSS_LIMIT, TimeInForce.IOC, "7", "811", "810", "0"));
    List<Execution> events = market.trade("810", "1");
    assertThat(EngineFixture.told(events))
        .containsExactly("1 NEW NEW", "1 TRADE PARTIALLY_FILLED", "1 EXPIRED EXPIRED");
    assertThat(events.get(2).order().expiryReason())
        .hasValue(ExpiryReason.UNFILLED_IOC_QUANTITY_EXPIRED);
  }

  @Test
  void marketStopThatItsOwnerCannotPayAnyLongerFillsWhatHeCan() {
    market.accepted(market.stop(BUY, "10", "900"));
    List<Execution> events = market.trade("2500", "1");
    assertThat(EngineFixture.told(events))
        .containsExactly("1 NEW NEW", "1 TRADE PARTIALLY_FILLED", "1 EXPIRED EXPIRED");
    assertThat(market.order(1).executedQuantity()).isEqualTo(amount("3.9999"));
    assertThat(market.order(1).expiryReason()).hasValue(ExpiryReason.INSUFFICIENT_LIQUIDITY);
  }

  @Test
  void severalThatOneTradeSetsOffGoByTheirStopPrice() {
    market.accepted(market.stop(SELL, "1", "780"));
    market.accepted(market.stop(SELL, "1", "790"));
    assertThat(market.trade("770", "1"))
        .extracting(e -> e.order().orderId())
        .containsExactly(2L, 2L, 1L, 1L);
  }
}
