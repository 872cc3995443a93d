package io.alphaflow.history.bars;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import java.util.function.Consumer;

/**
 * Bars of time out of finer ones. Exact in all but the quote volume, which is the sum of values
 * that were rounded already. A bar is given out when it cannot change any more.
 */
public final class BarRollup {

  private final BarSpec spec;
  private final Consumer<Bar> out;
  private Bar open;

  /** A rollup to bars of {@code spec}. */
  public BarRollup(BarSpec spec, Consumer<Bar> out) {
    this.spec = spec;
    this.out = out;
  }

  /** Takes the next finer bar of the same instrument. */
  public void add(Bar finer) {
    long openTime = spec.openTime(finer.openTime());
    if (open != null && open.openTime() != openTime) {
      close();
    }
    open = open == null ? first(finer, openTime) : merged(open, finer);
    if (finer.closeTime() == open.closeTime()) {
      close();
    }
  }

  private void close() {
    out.accept(open);
    open = null;
  }

  private Bar first(Bar finer, long openTime) {
    return new Bar(
        finer.instrument(),
        spec.label(),
        Math.floorDiv(openTime, spec.size()),
        openTime,
        openTime + spec.size(),
        finer.open(),
        finer.high(),
        finer.low(),
        finer.close(),
        finer.volume(),
        finer.quoteVolume(),
        finer.trades(),
        finer.takerBuyVolume(),
        0);
  }

  private static Bar merged(Bar so, Bar next) {
    return new Bar(
        so.instrument(),
        so.interval(),
        so.sequence(),
        so.openTime(),
        so.closeTime(),
        so.open(),
        Math.max(so.high(), next.high()),
        Math.min(so.low(), next.low()),
        next.close(),
        Math.addExact(so.volume(), next.volume()),
        Math.addExact(so.quoteVolume(), next.quoteVolume()),
        so.trades() + next.trades(),
        Math.addExact(so.takerBuyVolume(), next.takerBuyVolume()),
        0);
  }

  /** Gives out the bar that is not over yet, if there is one. */
  void open(Consumer<Bar> into) {
    if (open != null) {
      into.accept(open);
    }
  }
}
