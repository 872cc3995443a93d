package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.List;

/**
 * The recording at its worst, of which own orders are a limited share: takers move the price as
 * {@link VolumeShare} says, and all that fills in a period, takers and makers together, is at most
 * their share of its volume. A market order that finds nothing left waits for the next period.
 */
final class VolumeShareLiquidity implements Liquidity {

  private final Market market;
  private final Liquidity recording;
  private final VolumeShare rule;
  private long period = Long.MIN_VALUE;
  private long used;

  /**
   * A share of a market.
   *
   * @param recording what there would be without a limit
   */
  VolumeShareLiquidity(Market market, Liquidity recording, VolumeShare rule) {
    this.market = market;
    this.recording = recording;
    this.rule = rule;
  }

  @Override
  public List<Level> levels(Side taker) {
    return recording.levels(taker);
  }

  @Override
  public List<Level> levels(Side taker, long wanted) {
    long quantity = Math.min(wanted, left());
    if (quantity <= 0) {
      return List.of();
    }
    return recording.levels(taker).stream()
        .limit(1)
        .map(best -> new Level(moved(taker, best.price(), quantity), quantity))
        .toList();
  }

  /** Rounded to the grid against the trader. */
  private long moved(Side taker, long price, long quantity) {
    long tick = market.spec().tickSize();
    long impact =
        Fixed8.ceilTo(
            rule.impact(market.lastPrice(), used + quantity, market.volume().volume()), tick);
    return taker == Side.BUY
        ? Math.min(market.maxPrice(), price + impact)
        : Math.max(tick, price - impact);
  }

  /** What may still be traded in the period, base. */
  private long left() {
    PeriodVolume now = market.volume();
    if (now.period() != period) {
      period = now.period();
      used = 0;
    }
    long most = Fixed8.multiply(now.volume(), rule.participation(), RoundingMode.DOWN);
    return Fixed8.floorTo(Math.max(0, most - used), market.spec().stepSize());
  }

  @Override
  public boolean comesBack() {
    return left() == 0;
  }

  @Override
  public void taken(Side taker, long price, long quantity) {
    used += quantity;
  }

  @Override
  public long share(OrderState order, long shown, PassingTrade trade) {
    long share = recording.share(order, Math.min(shown, left()), trade);
    long whole = Fixed8.floorTo(share, market.spec().stepSize());
    used += whole;
    return whole;
  }
}
