package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.common.model.TimeInForce.GTC;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Fills by queue position in a recorded book, with numbers worked out by hand. */
class ShadowFillsTest {

  /** A market with a book of 799 with 2 and 798 with 3, 801 with 1 and 802 with 4. */
  private static final class Recorded {

    final EngineFixture fixture;
    final Map<Side, TreeMap<Long, Long>> book = new EnumMap<>(Side.class);

    Recorded(MatchingMode mode) {
      fixture = new EngineFixture(new MatchingRules(0, 0, 0, amount("5")).withMode(mode, 1));
      book.put(BUY, new TreeMap<>(Comparator.reverseOrder()));
      book.put(SELL, new TreeMap<>());
      fixture.engine.recordedBook("BTCUSD", this::levels);
      set(BUY, "799", "2");
      set(BUY, "798", "3");
      set(SELL, "801", "1");
      set(SELL, "802", "4");
      fixture.trade("800", "1");
    }

    private List<Level> levels(Side side) {
      return book.get(side).entrySet().stream()
          .map(level -> new Level(level.getKey(), level.getValue()))
          .toList();
    }

    void set(Side side, String price, String quantity) {
      set(side, amount(price), amount(quantity));
    }

    void set(Side side, long price, long quantity) {
      if (quantity == 0) {
        book.get(side).remove(price);
      } else {
        book.get(side).put(price, quantity);
      }
      fixture.engine.bookChanged("BTCUSD");
    }

    long buys(String quantity, String price) {
      return fixture.resting("a", BUY, quantity, price);
    }

    String filled(long order) {
      return Fixed8.format(fixture.order(order).executedQuantity());
    }
  }

  private final Recorded market = new Recorded(MatchingMode.SHADOW);

  @Test
  void cancelsShortenTheQueueOnlyWhenLessIsLeftOfTheLevel() {
    market.set(BUY, "799", "10");
    long order = market.buys("1", "799");
    // Eight more come behind, then nine go: nobody knows which, but at most nine are in front.
    market.set(BUY, "799", "18");
    market.set(BUY, "799", "9");
    market.fixture.trade("799", "9");
    assertThat(market.filled(order)).isEqualTo("0");
    market.fixture.trade("799", "0.25");
    assertThat(market.filled(order)).isEqualTo("0.25");
  }

  @Test
  void whatCameBehindIsNotInFrontWhenTheLevelHadShrunk() {
    market.set(BUY, "799", "10");
    long order = market.buys("1", "799");
    market.set(BUY, "799", "0.5");
    market.set(BUY, "799", "50");
    market.fixture.trade("799", "0.75");
    assertThat(market.filled(order)).isEqualTo("0.25");
  }

  @Test
  void nothingIsInFrontOfALevelThatWasGone() {
    long order = market.buys("1", "799");
    market.set(BUY, "799", "0");
    market.set(BUY, "799", "50");
    market.fixture.trade("799", "0.75");
    assertThat(market.filled(order)).isEqualTo("0.75");
  }

  @Test
  void aTradeAndTheUpdateThatShowsItCountOnce() {
    market.set(BUY, "799", "10");
    long order = market.buys("1", "799");
    market.fixture.trade("799", "4");
    market.set(BUY, "799", "6");
    market.fixture.trade("799", "6");
    assertThat(market.filled(order)).isEqualTo("0");
    market.set(BUY, "799", "1");
    market.fixture.trade("799", "1");
    assertThat(market.filled(order)).isEqualTo("1");
  }

  @Test
  void aTradeThroughThePriceFillsAsMuchAsWasTradedAndClearsTheQueue() {
    market.set(BUY, "799", "10");
    long order = market.buys("1", "799");
    market.fixture.trade("798.99", "0.3");
    assertThat(market.filled(order)).isEqualTo("0.3");
    market.fixture.trade("799", "0.2");
    assertThat(market.filled(order)).isEqualTo("0.5");
  }

  @Test
  void twoOwnOrdersShareWhatATradeLeavesOver() {
    long first = market.buys("1", "799");
    long second = market.buys("1", "799");
    market.fixture.trade("799", "3.5");
    // Two were in front of both; the first gets 1, the second what is left of 1.5.
    assertThat(market.filled(first)).isEqualTo("1");
    assertThat(market.filled(second)).isEqualTo("0.5");
  }

  @Test
  void anOrderThatTakesAndRestsHasNothingInFront() {
    List<Execution> events =
        market.fixture.accepted(market.fixture.limit("a", BUY, GTC, "1.5", "801"));
    assertThat(events.get(1).fill().orElseThrow().price()).isEqualTo(amount("801"));
    // Half of it is the best bid now; but this trade takes the ask that it took itself.
    market.fixture.trade("801", "0.3");
    assertThat(market.filled(1)).isEqualTo("1");
    market.set(SELL, "801", "0");
    market.fixture.trade("801", "0.2");
    assertThat(market.filled(1)).isEqualTo("1.2");
  }

  @Test
  void takerPaysTheLevelsThatItsSizeNeeds() {
    List<Execution> events = market.fixture.accepted(market.fixture.market(BUY, "3", "0"));
    assertThat(events.stream().flatMap(e -> e.fill().stream()))
        .extracting(f -> Fixed8.format(f.quantity()) + " at " + Fixed8.format(f.price()))
        .containsExactly("1 at 801", "2 at 802");
    assertThat(market.fixture.order(1).executedQuote()).isEqualTo(amount("2405"));
  }

  /** What happens to the market, the same for all modes. */
  private record Step(Side side, long price, long quantity, boolean trade) {}

  /** Mostly at the price of the order, in small trades, sometimes beyond it. */
  private static List<Step> steps(Random random, long price) {
    List<Step> steps = new ArrayList<>();
    long half = amount("0.5");
    for (int i = 0; i < 60; i++) {
      boolean trade = random.nextInt(3) > 0;
      int where = random.nextInt(25);
      long at = where == 0 ? price - half : where < 18 ? price : price + half * (where - 17);
      long quantity =
          amount("0.0001") * (trade ? 1 + random.nextInt(4_000) : random.nextInt(20_000));
      steps.add(new Step(at <= price ? BUY : SELL, at, quantity, trade));
    }
    return steps;
  }

  /**
   * An order that rests is filled at no time more than as soon as its price trades, at no time less
   * than only by trades through it, and never by more than was traded at its price or beyond.
   */
  @Property(tries = 500)
  void fillsLieBetweenTheOptimisticAndTheConservative(@ForAll long seed) {
    Random random = new Random(seed);
    String quantity = Fixed8.format(amount("0.01") * (2 + random.nextInt(500)));
    String price = List.of("798", "798.5", "799", "799.5").get(random.nextInt(4));
    List<Step> steps = steps(random, amount(price));
    boolean between = false;
    List<Recorded> all =
        List.of(
            new Recorded(MatchingMode.THROUGH),
            new Recorded(MatchingMode.SHADOW),
            new Recorded(MatchingMode.OPTIMISTIC));
    all.forEach(of -> of.buys(quantity, price));
    long traded = 0;
    for (Step step : steps) {
      for (Recorded of : all) {
        if (step.trade()) {
          of.fixture.engine.trade("BTCUSD", step.price(), step.quantity(), 1);
        } else {
          of.set(step.side(), step.price(), step.quantity());
        }
      }
      traded += step.trade() && step.price() <= amount(price) ? step.quantity() : 0;
      long[] filled =
          all.stream().mapToLong(of -> of.fixture.order(1).executedQuantity()).toArray();
      assertThat(filled[1]).isBetween(filled[0], filled[2]).isLessThanOrEqualTo(traded);
      between |= filled[0] < filled[1] && filled[1] < filled[2];
      OrderState order = all.get(1).fixture.order(1);
      assertThat(order.executedQuantity() + order.remaining()).isEqualTo(order.quantity());
    }
    Statistics.collect(between ? "between" : "one of both");
    Statistics.coverage(c -> c.check("between").percentage(p -> p > 50));
  }
}
