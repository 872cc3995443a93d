package io.alphaflow.cli.lookahead;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.util.List;
import java.util.Optional;

/** One event of a recorded market, in the order in which the desk shows them. */
sealed interface Step {

  /** Market time, epoch microseconds UTC. */
  long time();

  /**
   * The bars that closed at a time.
   *
   * @param legs of each symbol its bar, if it traded; never all empty
   */
  record Bars(List<Optional<Bar>> legs) implements Step {
    @Override
    public long time() {
      return legs.stream().flatMap(Optional::stream).mapToLong(Bar::closeTime).max().orElseThrow();
    }
  }

  /** A trade. */
  record OneTrade(Trade trade) implements Step {
    @Override
    public long time() {
      return trade.exchangeTime();
    }
  }
}
