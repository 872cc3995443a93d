package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Synthetic makers that quote to both sides of the recorded price, {@value #LEVELS} prices each:
 * the best with the size of the rules, those behind it with seeded distances and sizes. Their
 * orders stand in the same book as the customers', who trade with each other as well.
 */
final class SandboxLiquidity implements Liquidity {

  private static final int LEVELS = 5;
  private static final int FARTHEST_TICKS = 3;
  private static final int PARTS = 10;

  private final SplittableRandom random;
  private final SymbolGrid grid;
  private long ids;

  /** The grid of prices and quantities, which may change. */
  interface SymbolGrid {
    SymbolSpec spec();
  }

  SandboxLiquidity(SymbolGrid grid, long seed) {
    this.grid = grid;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public List<Level> levels(Side taker) {
    return List.of();
  }

  @Override
  public boolean customersMeet() {
    return true;
  }

  /** The book itself fills what rests. */
  @Override
  public long share(OrderState order, long shown, PassingTrade trade) {
    return 0;
  }

  @Override
  public List<Quote> quotes(TopOfBook top) {
    SymbolSpec spec = grid.spec();
    List<Quote> out = new ArrayList<>(2 * LEVELS);
    for (Side side : Side.values()) {
      long price = side == Side.BUY ? top.bid() : top.ask();
      for (int level = 0; level < LEVELS; level++) {
        long part = level == 0 ? PARTS : 1 + random.nextInt(PARTS);
        long away = (1 + random.nextInt(FARTHEST_TICKS)) * spec.tickSize();
        long quantity = Fixed8.floorTo(top.size() / PARTS * part, spec.stepSize());
        if (price >= spec.tickSize() && price <= spec.maxPrice() && quantity > 0) {
          out.add(new Quote(--ids, side, price, quantity));
        }
        price += side == Side.BUY ? -away : away;
      }
    }
    return out;
  }
}
