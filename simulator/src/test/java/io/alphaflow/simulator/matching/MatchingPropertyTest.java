package io.alphaflow.simulator.matching;

import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is traded, ordered and cancelled, no money appears or disappears. */
class MatchingPropertyTest {

  private static final long STEP = amount("0.0001");

  /** Something that happens to the engine. */
  private sealed interface Step {
    record PublicTrade(long price, long quantity) implements Step {}

    record Place(
        String account,
        Side side,
        VenueOrderType type,
        TimeInForce timeInForce,
        long quantity,
        long quoteQuantity,
        long price,
        SelfTradePrevention prevention)
        implements Step {

      Place with(SelfTradePrevention other) {
        return new Place(account, side, type, timeInForce, quantity, quoteQuantity, price, other);
      }
    }

    record Cancel(String account, int nth) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> price = Arbitraries.longs().between(79_000, 81_000).map(t -> t * 1_000_000);
    Arbitrary<Long> anyQuantity = Arbitraries.longs().between(0, amount("3"));
    Arbitrary<Long> lots = Arbitraries.longs().between(1, 30_000).map(n -> n * STEP);
    Arbitrary<String> account = Arbitraries.of("a", "b");
    Arbitrary<Step> trade = Combinators.combine(price, anyQuantity).as(Step.PublicTrade::new);
    Arbitrary<Step> place =
        Combinators.combine(
                account,
                Arbitraries.of(Side.class),
                Arbitraries.of(VenueOrderType.class),
                Arbitraries.of(TimeInForce.class),
                lots,
                Arbitraries.longs().between(0, amount("2000")).injectNull(0.5),
                price,
                Arbitraries.of(SelfTradePrevention.class))
            .as(
                (a, side, type, tif, quantity, quote, limit, prevention) ->
                    type != VenueOrderType.MARKET
                        ? new Step.Place(a, side, type, tif, quantity, 0, limit, prevention)
                        : new Step.Place(
                            a,
                            side,
                            type,
                            tif,
                            quantity,
                            quote == null ? 0 : quote,
                            0,
                            prevention));
    Arbitrary<Step> cancel =
        Combinators.combine(account, Arbitraries.integers().between(1, 60)).as(Step.Cancel::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, trade),
            net.jqwik.api.Tuple.of(4, place),
            net.jqwik.api.Tuple.of(1, cancel))
        .list()
        .ofMinSize(20)
        .ofMaxSize(120);
  }

  @Property(tries = 300)
  void keepsItsBooks(@ForAll("steps") List<Step> steps) {
    EngineFixture market =
        new EngineFixture(new MatchingRules(amount("0.001"), 123_457, 2, amount("2")));
    int ids = 0;
    for (Step step : steps) {
      if (step instanceof Step.PublicTrade t) {
        onTrade(market, t);
      } else if (step instanceof Step.Place p) {
        market.engine.place(order(p, ++ids), 2);
      } else if (step instanceof Step.Cancel c) {
        market.engine.cancel(c.account(), "BTCUSD", c.nth(), "x", 0, 3);
      }
      assertNothingLostOrNegative(market);
    }
    assertOrdersAgreeWithFills(market);
  }

  @Property(tries = 300)
  void ordersThatPreventItNeverCrossWithOthersOfTheirAccount(
      @ForAll("steps") List<Step> steps, @ForAll("modes") SelfTradePrevention mode) {
    EngineFixture market = new EngineFixture();
    int ids = 0;
    for (Step step : steps) {
      if (step instanceof Step.PublicTrade t) {
        onTrade(market, t);
      } else if (step instanceof Step.Place p) {
        market.engine.place(order(p.with(mode), ++ids), 2);
      }
      for (String account : List.of("a", "b")) {
        assertNoneCross(market.engine.openOrders(account, "BTCUSD"));
      }
    }
    assertNothingLostOrNegative(market);
  }

  @Provide
  Arbitrary<SelfTradePrevention> modes() {
    return Arbitraries.of(SelfTradePrevention.class).filter(SelfTradePrevention::isOn);
  }

  private static void assertNoneCross(List<OrderState> open) {
    long bid = 0;
    long ask = Long.MAX_VALUE;
    for (OrderState o : open) {
      bid = o.side() == Side.BUY ? Math.max(bid, o.price()) : bid;
      ask = o.side() == Side.SELL ? Math.min(ask, o.price()) : ask;
    }
    assertThat(bid).isLessThan(ask);
  }

  private static NewOrder order(Step.Place p, int id) {
    return new NewOrder(
        p.account(),
        "BTCUSD",
        "c" + id,
        p.side(),
        p.type(),
        p.timeInForce(),
        p.quoteQuantity() > 0 ? 0 : p.quantity(),
        p.quoteQuantity(),
        p.price(),
        p.prevention(),
        0);
  }

  private static void onTrade(EngineFixture market, Step.PublicTrade t) {
    List<Execution> events = market.engine.trade("BTCUSD", t.price(), t.quantity(), 1);
    long filled = 0;
    for (Execution event : events) {
      Fill fill = event.fill().orElseThrow();
      filled += fill.quantity();
      assertThat(fill.maker()).isTrue();
      assertThat(fill.quantity() % STEP).isZero();
      assertThat(fill.side() == Side.BUY ? t.price() < fill.price() : t.price() > fill.price())
          .as("the trade goes through the limit")
          .isTrue();
    }
    assertThat(filled).isLessThanOrEqualTo(t.quantity());
  }

  /** Accounts, the other side of every fill and the fees, worked out from the fills alone. */
  private static void assertNothingLostOrNegative(EngineFixture market) {
    Map<String, Long> expected = new TreeMap<>();
    for (String account : List.of("a", "b")) {
      expected.put(account + "/USD", amount("10000"));
      expected.put(account + "/BTC", amount("10"));
    }
    for (Fill f : market.engine.allFills()) {
      long sign = f.side() == Side.BUY ? 1 : -1;
      long quote = Fixed8.multiply(f.price(), f.quantity(), RoundingMode.UNNECESSARY);
      expected.merge(f.account() + "/BTC", sign * f.quantity(), Long::sum);
      expected.merge(f.account() + "/USD", -sign * quote, Long::sum);
      expected.merge(f.account() + "/" + f.commissionAsset(), -f.commission(), Long::sum);
    }
    expected.forEach(
        (key, total) -> {
          Balance balance =
              market.balance(key.substring(0, 1), key.substring(key.indexOf('/') + 1));
          assertThat(balance.free()).isNotNegative();
          assertThat(balance.locked()).isNotNegative();
          assertThat(balance.free() + balance.locked()).as(key).isEqualTo(total);
          assertThat(balance.locked()).as(key).isEqualTo(lockedByOrders(market, key));
        });
  }

  private static long lockedByOrders(EngineFixture market, String key) {
    long locked = 0;
    for (OrderState o : market.engine.openOrders(key.substring(0, 1), "BTCUSD")) {
      if (o.side() == Side.BUY && key.endsWith("USD")) {
        locked += Fixed8.multiply(o.price(), o.remaining(), RoundingMode.UNNECESSARY);
      } else if (o.side() == Side.SELL && key.endsWith("BTC")) {
        locked += o.remaining();
      }
    }
    return locked;
  }

  private static void assertOrdersAgreeWithFills(EngineFixture market) {
    for (OrderState o : market.engine.orders("BTCUSD")) {
      List<Fill> own = new ArrayList<>(market.engine.fills("BTCUSD"));
      own.removeIf(f -> f.orderId() != o.orderId());
      assertThat(own.stream().mapToLong(Fill::quantity).sum()).isEqualTo(o.executedQuantity());
      assertThat(own.stream().mapToLong(Fill::quoteQuantity).sum()).isEqualTo(o.executedQuote());
      assertThat(o.executedQuantity()).isLessThanOrEqualTo(o.quantity());
      boolean prevented = o.status() == OrderStatus.EXPIRED_IN_MATCH;
      assertThat(o.status() == OrderStatus.FILLED || prevented).isEqualTo(o.remaining() == 0);
    }
    assertThat(market.engine.fills("BTCUSD"))
        .extracting(Fill::tradeId)
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, market.engine.fills("BTCUSD").size())
                .boxed()
                .toList());
  }
}
