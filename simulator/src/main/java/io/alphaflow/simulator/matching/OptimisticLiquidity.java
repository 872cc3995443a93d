package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whatever touches the recorded price fills whole. */
final class OptimisticLiquidity implements Liquidity {

  private final Supplier<Optional<TopOfBook>> top;

  OptimisticLiquidity(Supplier<Optional<TopOfBook>> top) {
    this.top = top;
  }

  @Override
  public List<Level> levels(Side taker) {
    return top.get()
        .map(t -> List.of(new Level(t.takerPrice(taker), Long.MAX_VALUE)))
        .orElse(List.of());
  }

  @Override
  public long share(OrderState order, long shown, PassingTrade trade) {
    return shown;
  }
}
