package io.alphaflow.common.ledger;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.StrategyPosition;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.NamedValues;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The positions of one account by strategy instance, from the postings of its ledger, and the round
 * trips that the strategies make. Bounded by the strategies and the instruments that they trade.
 */
public final class StrategyBook {

  private final NamedValues<NamedValues<StrategyHolding>> byInstrument = new NamedValues<>();

  /**
   * Takes the postings of one entry.
   *
   * @param instruments the trading rules by instrument
   * @param method how cost is chosen
   * @param time of the fill, epoch microseconds UTC
   * @param ended takes the round trips that end
   * @throws ArithmeticException when an amount is out of range; nothing has changed then
   */
  public void apply(
      List<Posting> postings,
      Function<String, Instrument> instruments,
      CostMethod method,
      long time,
      Consumer<RoundTrip> ended) {
    List<StrategyHolding> touched = new ArrayList<>();
    List<StrategyHolding> before = new ArrayList<>();
    try {
      for (Posting posting : postings) {
        // The other assets of an account belong to no strategy.
        if (posting.instrument().indexOf(':') >= 0) {
          StrategyHolding holding = holding(posting.instrument(), posting.strategy());
          if (!touched.contains(holding)) {
            touched.add(holding);
            before.add(holding.copy());
          }
          long smallest = smallest(instruments.apply(posting.instrument()));
          holding.apply(posting, method, smallest, time, ended);
        }
      }
      for (StrategyHolding holding : touched) {
        holding.settle(time, ended);
      }
    } catch (ArithmeticException e) {
      for (int i = 0; i < touched.size(); i++) {
        touched.get(i).become(before.get(i));
      }
      throw e;
    }
  }

  private static long smallest(Instrument instrument) {
    return instrument == null
        ? 1
        : Math.max(1, Math.max(instrument.minQuantity(), instrument.stepSize()));
  }

  private StrategyHolding holding(String instrument, String strategy) {
    return byInstrument
        .getOrMake(instrument, NamedValues::new)
        .getOrMake(strategy, () -> new StrategyHolding(strategy, instrument));
  }

  /** The instruments that strategies trade or traded, in order. */
  public Collection<String> instruments() {
    return byInstrument.inOrder().keySet();
  }

  /** Whether a price of the instrument says something about a round trip that is not over. */
  public boolean hasOpenTrip(String instrument) {
    NamedValues<StrategyHolding> holdings = byInstrument.get(instrument);
    return holdings != null && holdings.values().stream().anyMatch(StrategyHolding::isInTrip);
  }

  /** A price of an instrument. What it would make of a position out of range is not noted. */
  public void marked(Mark mark) {
    NamedValues<StrategyHolding> holdings = byInstrument.get(mark.instrument());
    if (holdings != null) {
      for (StrategyHolding holding : holdings.values()) {
        holding.marked(mark.price());
      }
    }
  }

  /**
   * The positions that have changed since the last time.
   *
   * <p>The values of an instrument's strategies are differences of the values of their first one,
   * two, three, … together, so that they add up to the value of the account's position.
   *
   * @param held whether also those that hold something
   */
  public List<StrategyPosition> take(SortedMap<String, Mark> marks, boolean held) {
    List<StrategyPosition> positions = new ArrayList<>();
    for (Map.Entry<String, NamedValues<StrategyHolding>> of : byInstrument.inOrder().entrySet()) {
      if (held || of.getValue().values().stream().anyMatch(StrategyHolding::hasChanged)) {
        add(of.getValue(), marks.get(of.getKey()), h -> h.tell(held), positions);
      }
    }
    return positions;
  }

  /** All positions. */
  public List<StrategyPosition> all(SortedMap<String, Mark> marks) {
    List<StrategyPosition> positions = new ArrayList<>();
    byInstrument
        .inOrder()
        .forEach(
            (instrument, holdings) -> add(holdings, marks.get(instrument), h -> true, positions));
    return positions;
  }

  private static void add(
      NamedValues<StrategyHolding> holdings,
      Mark mark,
      Predicate<StrategyHolding> told,
      List<StrategyPosition> positions) {
    long quantity = 0;
    long counted = 0;
    for (StrategyHolding holding : holdings.values()) {
      Position position = holding.position();
      quantity = Math.addExact(quantity, position.quantity());
      long together = mark == null ? 0 : value(quantity, mark.price());
      long value = mark == null ? position.cost() : Math.subtractExact(together, counted);
      counted = together;
      if (told.test(holding)) {
        positions.add(holding.snapshot(value));
      }
    }
  }

  private static long value(long quantity, long price) {
    return Fixed8.multiply(quantity, price, RoundingMode.HALF_EVEN);
  }
}
