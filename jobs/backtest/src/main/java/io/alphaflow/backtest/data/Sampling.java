package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.io.IOException;
import java.util.Optional;

/** Reads the first events of an instrument: of what is in range, or of any when that is nothing. */
final class Sampling implements EventSink {

  private final Sampler any = new Sampler();
  private final Sampler inRange = new Sampler();
  private final InRange range;

  private Sampling(long from, long to) {
    range = new InRange(inRange, from, to, (fault, event) -> {});
  }

  /** What they say about prices; nothing when there are none. */
  static Optional<PriceSample> of(long from, long to, Merge.Source source) throws IOException {
    Sampling sampling = new Sampling(from, to);
    try {
      source.run(sampling);
    } catch (Enough e) {
      // The rest says the same.
    }
    Sampler sampler = sampling.inRange.isEmpty() ? sampling.any : sampling.inRange;
    return sampler.isEmpty() ? Optional.empty() : Optional.of(sampler.sample());
  }

  /** The same, on a grid that has the prices of the first recorded book too. */
  static PriceSample withBook(PriceSample sample, Merge.Source source) throws IOException {
    PriceSample[] refined = {sample};
    try {
      source.run(
          new BookOnly() {
            @Override
            public void book(BookChange change) {
              for (long price : change.bidPrices()) {
                refined[0] = refined[0].onGrid(price);
              }
              for (long price : change.askPrices()) {
                refined[0] = refined[0].onGrid(price);
              }
              throw new Enough();
            }
          });
    } catch (Enough e) {
      // One book has enough prices.
    }
    return refined[0];
  }

  private abstract static class BookOnly implements EventSink {
    @Override
    public void bar(Bar bar) {}

    @Override
    public void trade(Trade trade) {}
  }

  @Override
  public void bar(Bar bar) {
    any.bar(bar);
    range.bar(bar);
    check();
  }

  @Override
  public void trade(Trade trade) {
    any.trade(trade);
    range.trade(trade);
    check();
  }

  private void check() {
    if (inRange.isFull()) {
      throw new Enough();
    }
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}
