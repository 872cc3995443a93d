package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.common.model.TimeInForce.FOK;
import static io.alphaflow.common.model.TimeInForce.GTC;
import static io.alphaflow.common.model.TimeInForce.IOC;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MatchingModesTest {

  private static EngineFixture in(MatchingMode mode) {
    return new EngineFixture(new MatchingRules(0, 0, 1, amount("5")).withMode(mode, 42));
  }

  private static Fill fill(Execution event) {
    return event.fill().orElseThrow();
  }

  /** The recorded book is 799 with 2 and 798 with 3, 801 with 1 and 802 with 4. */
  @Nested
  class Shadow {

    private final EngineFixture market = in(MatchingMode.SHADOW);
    private final Map<Side, List<Level>> recorded = new EnumMap<>(Side.class);

    Shadow() {
      market.engine.recordedBook("BTCUSD", recorded::get);
      book(BUY, "799", "2", "798", "3");
      book(SELL, "801", "1", "802", "4");
      market.trade("800", "1");
    }

    private void book(Side side, String... levels) {
      List<Level> out = new ArrayList<>();
      for (int i = 0; i < levels.length; i += 2) {
        out.add(new Level(amount(levels[i]), amount(levels[i + 1])));
      }
      recorded.put(side, out);
    }

    @Test
    void takerEatsLevelsAndFindsThemEaten() {
      List<Execution> events = market.accepted(market.limit("a", BUY, IOC, "2", "802"));
      assertThat(fill(events.get(1)).price()).isEqualTo(amount("801"));
      assertThat(fill(events.get(2)).price()).isEqualTo(amount("802"));
      assertThat(market.order(1).status()).isEqualTo(OrderStatus.FILLED);
      List<Execution> next = market.accepted(market.market(BUY, "4", "0"));
      assertThat(EngineFixture.told(next))
          .containsExactly("2 NEW NEW", "2 TRADE PARTIALLY_FILLED", "2 EXPIRED EXPIRED");
      assertThat(market.order(2).executedQuantity()).isEqualTo(amount("3"));
    }

    @Test
    void levelThatTheRecordingChangesIsWholeAgain() {
      market.accepted(market.market(BUY, "1", "0"));
      book(SELL, "801", "1.5", "802", "4");
      List<Execution> events = market.accepted(market.market(BUY, "1.5", "0"));
      assertThat(events).hasSize(2);
      assertThat(fill(events.get(1)).price()).isEqualTo(amount("801"));
    }

    @Test
    void fillOrKillCountsWhatIsLeft() {
      market.accepted(market.market(BUY, "1", "0"));
      List<Execution> killed = market.accepted(market.limit("a", BUY, FOK, "4.5", "802"));
      assertThat(killed.get(1).order().expiryReason())
          .hasValue(ExpiryReason.UNFILLED_FOK_ORDER_EXPIRED);
      assertThat(market.accepted(market.limit("a", BUY, FOK, "4", "802"))).hasSize(2);
    }

    @Test
    void marketByQuoteQuantityWalksTheLevels() {
      market.accepted(market.market(BUY, "0", "1603"));
      assertThat(market.order(1).quantity()).isEqualTo(amount("2"));
      assertThat(market.order(1).executedQuote()).isEqualTo(amount("1603"));
    }

    @Test
    void makerWaitsForTheQueueInFrontAndGetsTheExcess() {
      market.resting("a", BUY, "1", "799");
      assertThat(market.trade("799", "1.5")).isEmpty();
      List<Execution> events = market.trade("799", "0.7");
      assertThat(fill(events.get(0)).quantity()).isEqualTo(amount("0.2"));
      assertThat(fill(market.trade("799", "0.3").get(0)).quantity()).isEqualTo(amount("0.3"));
      assertThat(market.trade("798", "9")).hasSize(1);
      assertThat(market.order(1).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void queueIsNeverLongerThanTheRecordedLevel() {
      market.resting("a", BUY, "1", "799");
      book(BUY, "799", "0.4", "798", "3");
      assertThat(fill(market.trade("799", "1").get(0)).quantity()).isEqualTo(amount("0.6"));
    }

    @Test
    void nothingIsInFrontOfABetterPriceAndAnUnknownQueueIsEndless() {
      market.resting("a", BUY, "1", "800");
      assertThat(fill(market.trade("800", "0.1").get(0)).quantity()).isEqualTo(amount("0.1"));
      market.resting("a", BUY, "1", "790");
      assertThat(market.trade("790", "100")).extracting(e -> e.order().orderId()).containsOnly(1L);
      assertThat(market.trade("789.99", "100")).hasSize(1);
    }

    @Test
    void customersDoNotMeet() {
      market.resting("a", BUY, "1", "800");
      assertThat(market.accepted(market.limit("b", SELL, GTC, "1", "800"))).hasSize(1);
    }
  }

  @Nested
  class Optimistic {

    private final EngineFixture market = in(MatchingMode.OPTIMISTIC);

    @Test
    void whateverIsTouchedFillsWhole() {
      market.trade("800", "0.0001");
      assertThat(market.accepted(market.market(BUY, "9", "0"))).hasSize(2);
      market.resting("a", SELL, "9", "810");
      market.resting("b", SELL, "9", "810");
      assertThat(market.trade("809.99", "1")).isEmpty();
      assertThat(EngineFixture.told(market.trade("810", "0.0001")))
          .containsExactly("2 TRADE FILLED", "3 TRADE FILLED");
    }
  }

  /** Makers quote 5 at 799.99 and at 800.01, and more behind. */
  @Nested
  class Sandbox {

    private final EngineFixture market = in(MatchingMode.SANDBOX);

    Sandbox() {
      market.trade("800", "1");
    }

    @Test
    void customersTradeWithEachOtherByPriceAndTime() {
      long late = market.resting("b", BUY, "1", "799.99");
      long better = market.resting("b", BUY, "1", "800");
      List<Execution> events = market.accepted(market.limit("a", SELL, GTC, "7", "799.99"));
      assertThat(events)
          .extracting(e -> e.order().orderId())
          .containsExactly(3L, 3L, better, 3L, 3L, late);
      // Both sides of a trade have one id; the makers' side is told to nobody.
      assertThat(fill(events.get(1)).tradeId()).isEqualTo(fill(events.get(2)).tradeId());
      assertThat(fill(events.get(2)).maker()).isTrue();
      assertThat(market.order(3).status()).isEqualTo(OrderStatus.FILLED);
      assertThat(market.order(late).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void accountThatPreventsNothingTradesWithItself() {
      market.resting("a", BUY, "1", "800");
      market.accepted(market.limit("a", SELL, GTC, "1", "800"));
      assertThat(market.engine.fills("BTCUSD")).hasSize(2);
      assertThat(market.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("10"), 0));
      assertThat(market.balance("a", "USD")).isEqualTo(new Balance("USD", amount("10000"), 0));
    }

    @Test
    void decrementTakesFromBoth() {
      market.resting("a", BUY, "6", "800");
      market.prevention = SelfTradePrevention.DECREMENT;
      List<Execution> events = market.accepted(market.limit("a", SELL, GTC, "2", "800"));
      assertThat(EngineFixture.told(events))
          .containsExactly(
              "2 NEW NEW", "1 TRADE_PREVENTION NEW", "2 TRADE_PREVENTION EXPIRED_IN_MATCH");
      assertThat(market.order(1).preventedQuantity()).isEqualTo(amount("2"));
      assertThat(market.order(1).remaining()).isEqualTo(amount("4"));
      assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("3200"));
      assertThat(market.balance("a", "BTC").locked()).isZero();
      market.accepted(market.limit("b", SELL, GTC, "4", "800"));
      assertThat(market.order(1).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void icebergShowsAPartAndQueuesAgain() {
      market.accepted(market.special("a", BUY, VenueOrderType.LIMIT, GTC, "3", "800", "0", "1"));
      market.resting("b", BUY, "1", "800");
      List<Execution> events = market.accepted(market.limit("b", SELL, IOC, "2.5", "800"));
      assertThat(events)
          .filteredOn(e -> e.fill().filter(Fill::maker).isPresent())
          .extracting(e -> e.order().orderId())
          .containsExactly(1L, 2L, 1L);
      assertThat(market.order(1).remaining()).isEqualTo(amount("1.5"));
    }

    @Test
    void makersThatMoveTradeWithWhatIsInTheirWay() {
      market.resting("a", BUY, "1", "799.5");
      List<Execution> events = market.trade("799", "1");
      assertThat(EngineFixture.told(events)).containsExactly("1 TRADE FILLED");
      assertThat(fill(events.get(0)).price()).isEqualTo(amount("799.5"));
    }

    @Test
    void tradeBetweenCustomersSetsOffStops() {
      market.accepted(market.stop(SELL, "1", "799.99"));
      List<Execution> events = market.accepted(market.limit("b", SELL, IOC, "1", "799.99"));
      assertThat(EngineFixture.told(events))
          .containsExactly("2 NEW NEW", "2 TRADE FILLED", "1 NEW NEW", "1 TRADE FILLED");
    }

    @Test
    void theSameSeedGivesTheSameMakers() {
      EngineFixture other = in(MatchingMode.SANDBOX);
      other.trade("800", "1");
      for (EngineFixture each : List.of(market, other)) {
        each.accepted(each.market(BUY, "9", "0"));
      }
      assertThat(market.engine.fills("BTCUSD")).isEqualTo(other.engine.fills("BTCUSD"));
      assertThat(market.engine.fills("BTCUSD")).hasSizeGreaterThan(1);
    }
  }
}
