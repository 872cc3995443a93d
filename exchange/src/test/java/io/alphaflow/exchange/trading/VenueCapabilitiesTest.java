package io.alphaflow.exchange.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VenueCapabilitiesTest {

  private static final VenueCapabilities LIMITED =
      new VenueCapabilities(
          true,
          false,
          true,
          false,
          false,
          false,
          8,
          Set.of(OrderType.LIMIT),
          Set.of(TimeInForce.GTC));

  private static NewOrder order(String id, OrderType type, TimeInForce timeInForce) {
    return new NewOrder(
        InstrumentId.parse("sim:BTC/USD"),
        id,
        Side.BUY,
        type,
        timeInForce,
        Fixed8.ONE,
        Fixed8.of(100),
        SelfTradePrevention.NONE);
  }

  @Test
  void takesWhatTheVenueHas() {
    assertThat(LIMITED.refusal(order("id", OrderType.LIMIT, TimeInForce.GTC))).isEmpty();
  }

  @Test
  void refusesWhatTheVenueDoesNotHave() {
    assertThat(LIMITED.refusal(order("id", OrderType.MARKET, TimeInForce.GTC)))
        .hasValue("the venue has no MARKET orders");
    assertThat(LIMITED.refusal(order("id", OrderType.LIMIT, TimeInForce.IOC)))
        .hasValue("the venue has no limit orders IOC");
    assertThat(LIMITED.refusal(order("too-long-", OrderType.LIMIT, TimeInForce.GTC)))
        .hasValue("the client order id must have 1 to 8 characters");
  }

  @Test
  void aMarketOrderHasNoTimeInForce() {
    assertThat(
            new VenueCapabilities(false, false, true)
                .refusal(order("id", OrderType.MARKET, TimeInForce.FOK)))
        .isEmpty();
  }

  @Test
  void onlyVenuesThatKnowIdsForeverLetAnOrderBeSentAgain() {
    assertThat(new VenueCapabilities(false, false, true).mayReplay()).isFalse();
    assertThat(new VenueCapabilities(true, false, true).mayReplay()).isTrue();
    assertThat(new VenueCapabilities(false, true, false).mayReplay()).isTrue();
  }

  @Test
  void onlyAPurchaseAtTheMarketIsForAnAmountAndOnlyWhereTheVenueTakesAmounts() {
    VenueCapabilities takes = new VenueCapabilities(false, false, true);
    NewOrder market = order("id", OrderType.MARKET, TimeInForce.GTC);
    assertThat(takes.refusal(market.spending(Fixed8.of(50)))).isEmpty();
    assertThat(takes.refusal(order("id", OrderType.LIMIT, TimeInForce.GTC).spending(1)))
        .hasValue("the venue has no orders LIMIT BUY by an amount of quote");
    VenueCapabilities without =
        new VenueCapabilities(
            true,
            false,
            true,
            false,
            false,
            false,
            8,
            Set.of(OrderType.MARKET),
            Set.of(TimeInForce.GTC));
    assertThat(without.refusal(market)).isEmpty();
    assertThat(without.refusal(market.spending(Fixed8.of(50))))
        .hasValue("the venue has no orders MARKET BUY by an amount of quote");
    assertThat(without.withAmounts().refusal(market.spending(Fixed8.of(50)))).isEmpty();
  }
}
