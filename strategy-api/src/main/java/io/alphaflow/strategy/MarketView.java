package io.alphaflow.strategy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import java.util.Optional;

/** What a strategy can look at besides the event at hand; never anything later. */
public interface MarketView {

  /** An indicator's value; all are ready when a strategy is called. */
  double value(IndicatorRef indicator);

  /** The last closed bar of a leg, of the interval of the instance; empty before the first. */
  Optional<Bar> bar(int leg);

  /** The last top of book of the first leg; empty when none came or none was asked for. */
  Optional<Quote> quote();

  /**
   * How many signals this instance has given for a leg. The next intent for it that is returned
   * gets this number plus one, the one after it plus two, and so on: a strategy that may want to
   * take an order back keeps its number, see {@link SignalIntent#cancel}.
   */
  long signals(int leg);

  /** The market time of the event at hand, epoch microseconds UTC. */
  long time();
}
