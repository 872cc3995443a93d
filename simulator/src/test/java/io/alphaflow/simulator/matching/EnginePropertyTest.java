package io.alphaflow.simulator.matching;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.book.FastOrderBook;
import io.alphaflow.simulator.matching.book.NaiveOrderBook;
import io.alphaflow.simulator.matching.book.OrderBook;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * All order types, pairs, amendments and modes at random: money is neither made nor lost, and what
 * is locked is what open orders need.
 */
class EnginePropertyTest {

  private static final long STEP = amount("0.0001");
  private static final List<String> ACCOUNTS = List.of("a", "b");

  private sealed interface Step {

    record PublicTrade(long price, long quantity) implements Step {}

    record Place(NewOrder order) implements Step {}

    record PlacePair(NewOrder stop, NewOrder other) implements Step {}

    record Cancel(String account, int nth) implements Step {}

    record Amend(String account, int nth, long quantity) implements Step {}
  }

  private static Arbitrary<Long> prices() {
    return Arbitraries.longs().between(79_800, 80_200).map(t -> t * 1_000_000);
  }

  private static Arbitrary<Long> lots() {
    return Arbitraries.longs().between(200, 30_000).map(n -> n * STEP);
  }

  private static Arbitrary<NewOrder> orders() {
    return Combinators.combine(
            Arbitraries.of(ACCOUNTS),
            Arbitraries.of(Side.class),
            Arbitraries.of(VenueOrderType.class),
            Arbitraries.of(TimeInForce.class),
            Combinators.combine(lots(), lots(), Arbitraries.of(true, false)).as(Tuple::of),
            prices(),
            prices(),
            Arbitraries.of(SelfTradePrevention.class))
        .as(
            (account, side, type, tif, lots, price, stop, prevention) -> {
              boolean byQuote = type == VenueOrderType.MARKET && lots.get3();
              boolean iceberg =
                  type.hasLimit()
                      && (tif == TimeInForce.GTC || !type.hasTimeInForce())
                      && lots.get3();
              return new NewOrder(
                  account,
                  "BTCUSD",
                  "",
                  side,
                  type,
                  tif,
                  byQuote ? 0 : lots.get1(),
                  byQuote ? lots.get1() * 800 : 0,
                  type.hasLimit() ? price : 0,
                  type.isContingent() ? stop : 0,
                  iceberg ? lots.get2() : 0,
                  prevention,
                  0);
            });
  }

  private static Arbitrary<Step> pairs() {
    return Combinators.combine(
            Arbitraries.of(ACCOUNTS),
            Arbitraries.of(Side.class),
            lots(),
            prices(),
            prices(),
            Arbitraries.of(
                VenueOrderType.LIMIT_MAKER,
                VenueOrderType.TAKE_PROFIT,
                VenueOrderType.TAKE_PROFIT_LIMIT))
        .as(
            (account, side, quantity, one, two, type) -> {
              long low = Math.min(one, two);
              long high = Math.max(one, two);
              long stop = side == Side.SELL ? low : high;
              long far = side == Side.SELL ? high : low;
              return new Step.PlacePair(
                  leg(account, side, VenueOrderType.STOP_LOSS_LIMIT, quantity, stop, stop),
                  leg(
                      account,
                      side,
                      type,
                      quantity,
                      type.hasLimit() ? far : 0,
                      type.isContingent() ? far : 0));
            });
  }

  private static NewOrder leg(
      String account, Side side, VenueOrderType type, long quantity, long price, long stop) {
    return new NewOrder(
        account,
        "BTCUSD",
        "",
        side,
        type,
        TimeInForce.GTC,
        quantity,
        0,
        price,
        stop,
        0,
        SelfTradePrevention.NONE,
        0);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> nth = Arbitraries.integers().between(1, 60);
    Arbitrary<Step> trade =
        Combinators.combine(prices(), Arbitraries.longs().between(0, amount("3")))
            .as(Step.PublicTrade::new);
    Arbitrary<Step> place = orders().map(Step.Place::new);
    Arbitrary<Step> cancel =
        Combinators.combine(Arbitraries.of(ACCOUNTS), nth).as(Step.Cancel::new);
    Arbitrary<Step> amend =
        Combinators.combine(Arbitraries.of(ACCOUNTS), nth, lots()).as(Step.Amend::new);
    return Arbitraries.frequencyOf(
            Tuple.of(4, trade),
            Tuple.of(6, place),
            Tuple.of(2, pairs()),
            Tuple.of(1, cancel),
            Tuple.of(1, amend))
        .list()
        .ofMinSize(20)
        .ofMaxSize(120);
  }

  /** An engine under the steps, checked after each. */
  private static final class Run {

    private final EngineFixture market;
    private final List<Execution> told = new ArrayList<>();
    private int ids;

    Run(MatchingMode mode, Supplier<OrderBook> books) {
      MatchingRules rules =
          new MatchingRules(amount("0.001"), 123_457, 2, amount("2")).withMode(mode, 7);
      market = new EngineFixture(new MatchingEngine(List.of(BTCUSD), rules, books));
      market.trade("800", "1");
    }

    void apply(Step step) {
      take(step);
      assertMoneyAddsUp();
      assertLocksAreNeeds();
    }

    /** Each order is forgotten with the step that ends it. */
    void applyAndForget(Step step) {
      int before = told.size();
      take(step);
      told.subList(before, told.size()).stream()
          .map(Execution::order)
          .filter(order -> !order.status().isOpen())
          .forEach(order -> market.engine.forget("BTCUSD", order.orderId()));
      assertThat(market.engine.orders("BTCUSD")).allMatch(order -> order.status().isOpen());
      assertLocksAreNeeds();
    }

    private void take(Step step) {
      if (step instanceof Step.PublicTrade t) {
        told.addAll(market.engine.trade("BTCUSD", t.price(), t.quantity(), 1));
      } else if (step instanceof Step.Place p) {
        place(p.order());
      } else if (step instanceof Step.PlacePair p) {
        NewOrderPair pair = new NewOrderPair("l" + ++ids, named(p.stop()), named(p.other()));
        if (market.engine.place(pair, 2) instanceof PairResult.Accepted a) {
          told.addAll(a.executions());
        }
      } else if (step instanceof Step.Cancel c) {
        told.addAll(market.cancel(c.account(), c.nth(), "x"));
      } else if (step instanceof Step.Amend a) {
        PlaceResult result =
            market.engine.amend(a.account(), "BTCUSD", a.nth(), "c" + ++ids, a.quantity(), 3);
        if (result instanceof PlaceResult.Accepted accepted) {
          told.addAll(accepted.executions());
        }
      }
    }

    private void place(NewOrder order) {
      PlaceResult result = market.engine.place(named(order), 2);
      if (result instanceof PlaceResult.Accepted accepted) {
        told.addAll(accepted.executions());
      }
    }

    private NewOrder named(NewOrder order) {
      return order.amended("c" + ++ids, order.quantity());
    }

    /** Balances worked out from the fills alone, with the commissions. */
    private void assertMoneyAddsUp() {
      Map<String, Long> expected = new TreeMap<>();
      Map<String, Long> fees = new TreeMap<>();
      for (String account : ACCOUNTS) {
        expected.put(account + "/USD", amount("10000"));
        expected.put(account + "/BTC", amount("10"));
      }
      for (Fill f : market.engine.allFills()) {
        long sign = f.side() == Side.BUY ? 1 : -1;
        long quote = Fixed8.multiply(f.price(), f.quantity(), RoundingMode.UNNECESSARY);
        expected.merge(f.account() + "/BTC", sign * f.quantity(), Long::sum);
        expected.merge(f.account() + "/USD", -sign * quote, Long::sum);
        expected.merge(f.account() + "/" + f.commissionAsset(), -f.commission(), Long::sum);
        fees.merge(f.commissionAsset(), f.commission(), Long::sum);
      }
      expected.forEach(
          (key, total) -> {
            Balance b = market.balance(key.substring(0, 1), key.substring(2));
            assertThat(b.free()).isNotNegative();
            assertThat(b.locked()).isNotNegative();
            assertThat(b.free() + b.locked()).as(key).isEqualTo(total);
          });
      assertThat(market.engine.feesCollected()).isEqualTo(fees);
    }

    /** A pair needs what the dearer of both needs; of any other order, what it says itself. */
    private void assertLocksAreNeeds() {
      for (String account : ACCOUNTS) {
        Map<Side, Long> needs = new TreeMap<>(Map.of(Side.BUY, 0L, Side.SELL, 0L));
        Map<Long, Long> ofPairs = new TreeMap<>();
        for (OrderState o : market.engine.openOrders(account, "BTCUSD")) {
          if (o.orderListId() == OrderState.NO_LIST) {
            needs.merge(o.side(), need(o), Long::sum);
          } else {
            long before = ofPairs.getOrDefault(o.orderListId(), 0L);
            long dearer = Math.max(before, need(o));
            ofPairs.put(o.orderListId(), dearer);
            needs.merge(o.side(), dearer - before, Long::sum);
          }
        }
        assertThat(market.balance(account, "USD").locked()).isEqualTo(needs.get(Side.BUY));
        assertThat(market.balance(account, "BTC").locked()).isEqualTo(needs.get(Side.SELL));
      }
    }

    private static long need(OrderState o) {
      long left = o.quantity() - o.executedQuantity() - o.preventedQuantity();
      long price = o.price() > 0 ? o.price() : o.request().stopPrice();
      return o.side() == Side.SELL ? left : Fixed8.multiply(price, left, RoundingMode.UNNECESSARY);
    }

    /** The story of each order is told whole and in order. */
    void assertStories() {
      Map<Long, OrderState> last = new TreeMap<>();
      Map<Long, Long> filled = new TreeMap<>();
      long executionId = 0;
      for (Execution e : told) {
        assertThat(e.executionId()).isGreaterThan(0).isNotEqualTo(executionId);
        executionId = e.executionId();
        OrderState before = last.put(e.order().orderId(), e.order());
        assertThat(before == null || before.status().isOpen()).as("nothing after the end").isTrue();
        e.fill().ifPresent(f -> filled.merge(f.orderId(), f.quantity(), Long::sum));
      }
      for (OrderState o : market.engine.orders("BTCUSD")) {
        assertThat(last.get(o.orderId())).isEqualTo(o);
        assertThat(filled.getOrDefault(o.orderId(), 0L)).isEqualTo(o.executedQuantity());
        boolean done = o.status() == OrderStatus.FILLED;
        assertThat(done || o.status() == OrderStatus.EXPIRED_IN_MATCH)
            .isEqualTo(o.remaining() == 0);
      }
      for (OrderListState list : market.engine.orderLists()) {
        boolean open = list.orderIds().stream().anyMatch(id -> market.order(id).status().isOpen());
        assertThat(list.open()).isEqualTo(open);
        long fills =
            list.orderIds().stream().filter(id -> market.order(id).executedQuantity() > 0).count();
        assertThat(fills).as("one cancels the other").isLessThanOrEqualTo(1);
      }
      assertSandboxIsNotCrossed();
    }

    private void assertSandboxIsNotCrossed() {
      if (market.engine.rules().mode() != MatchingMode.SANDBOX) {
        return;
      }
      long bid = 0;
      long ask = Long.MAX_VALUE;
      for (OrderState o : market.engine.orders("BTCUSD")) {
        if (o.status().isOpen() && o.working()) {
          bid = o.side() == Side.BUY ? Math.max(bid, o.price()) : bid;
          ask = o.side() == Side.SELL ? Math.min(ask, o.price()) : ask;
        }
      }
      assertThat(bid).isLessThan(ask);
    }
  }

  @Property(tries = 400)
  void booksAddUpInEveryMode(@ForAll("steps") List<Step> steps, @ForAll MatchingMode mode) {
    Run run = new Run(mode, FastOrderBook::new);
    steps.forEach(run::apply);
    run.assertStories();
  }

  @Property(tries = 200)
  void fastAndNaiveBookTellTheSameStory(
      @ForAll("steps") List<Step> steps, @ForAll MatchingMode mode) {
    Run fast = new Run(mode, FastOrderBook::new);
    Run naive = new Run(mode, NaiveOrderBook::new);
    for (Step step : steps) {
      fast.apply(step);
      naive.apply(step);
    }
    assertThat(fast.told).isEqualTo(naive.told);
  }

  @Property(tries = 200)
  void forgettingWhatHasEndedChangesNothingElse(
      @ForAll("steps") List<Step> steps, @ForAll MatchingMode mode) {
    Run remembers = new Run(mode, FastOrderBook::new);
    Run forgets = new Run(mode, FastOrderBook::new);
    for (Step step : steps) {
      remembers.apply(step);
      forgets.applyAndForget(step);
    }
    assertThat(forgets.told).isEqualTo(remembers.told);
    ACCOUNTS.forEach(
        account ->
            assertThat(forgets.market.engine.balances(account))
                .isEqualTo(remembers.market.engine.balances(account)));
  }
}
