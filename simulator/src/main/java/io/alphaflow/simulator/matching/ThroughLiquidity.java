package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The recording at its worst. Every order meets the whole of the synthetic best level. One that
 * rests fills only when a trade goes through its price: at the price itself the queue in front is
 * unknown.
 */
final class ThroughLiquidity implements Liquidity {

  private final Supplier<Optional<TopOfBook>> top;

  ThroughLiquidity(Supplier<Optional<TopOfBook>> top) {
    this.top = top;
  }

  @Override
  public List<Level> levels(Side taker) {
    return top.get().map(t -> List.of(new Level(t.takerPrice(taker), t.size()))).orElse(List.of());
  }

  @Override
  public long share(OrderState order, long shown, PassingTrade trade) {
    if (order.price() == trade.price) {
      return 0;
    }
    long share = Math.min(shown, trade.left);
    trade.left -= share;
    return share;
  }
}
