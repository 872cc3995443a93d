package io.alphaflow.ingest.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.NotionalSum;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Builds the bars of one instrument and one interval from its trades in order of id. Exact: volumes
 * are sums of {@code long}, the quote volume is rounded once. Constant memory.
 *
 * <p>A bar is closed by the first trade of a later interval, never by a clock, so the same trades
 * give the same bars. Serialised by {@link io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class BarBuilder {

  private String interval = "";
  private long sequence;
  private long openTime;
  private long open;
  private long high;
  private long low;
  private long close;
  private long volume;
  private long quoteVolumeHigh;
  private long quoteVolumeLow;
  private long trades;
  private long takerBuyVolume;

  /** For the codec. */
  BarBuilder() {}

  /** A builder that has seen no trade. */
  public BarBuilder(BarInterval interval) {
    this.interval = interval.label();
  }

  /** Whether the trade belongs into a bar that was closed already; it must not be added then. */
  public boolean isLate(Trade trade) {
    return trades > 0 && trade.exchangeTime() < openTime;
  }

  /** Start of the bar under construction, epoch microseconds UTC. */
  public long openTime() {
    return openTime;
  }

  /**
   * Adds a trade.
   *
   * @param length the interval this builder was made for
   * @return the bar that it closed
   * @throws IllegalStateException when the builder was made for another interval
   * @throws IllegalArgumentException when the trade is late
   */
  public Optional<Bar> add(Trade trade, BarInterval length) {
    if (!interval.equals(length.label())) {
      throw new IllegalStateException(
          "the state holds %s bars but the configuration says %s: bars of another interval need a start without this state"
              .formatted(interval, length.label()));
    }
    if (isLate(trade)) {
      throw new IllegalArgumentException("late for the bar from " + openTime + " on: " + trade);
    }
    long start = length.openTime(trade.exchangeTime());
    Optional<Bar> closed = Optional.empty();
    if (trades > 0 && start > openTime) {
      closed = Optional.of(close(trade, length));
      trades = 0;
    }
    if (trades == 0) {
      begin(start, trade.price());
    }
    include(trade);
    return closed;
  }

  private Bar close(Trade by, BarInterval length) {
    sequence++;
    return new Bar(
        by.instrument(),
        interval,
        sequence,
        openTime,
        Math.addExact(openTime, length.micros()),
        open,
        high,
        low,
        close,
        volume,
        new NotionalSum(quoteVolumeHigh, quoteVolumeLow).toFixed8(RoundingMode.HALF_UP),
        trades,
        takerBuyVolume,
        by.tradeId());
  }

  private void begin(long start, long price) {
    openTime = start;
    open = price;
    high = price;
    low = price;
    volume = 0;
    quoteVolumeHigh = 0;
    quoteVolumeLow = 0;
    takerBuyVolume = 0;
  }

  private void include(Trade trade) {
    high = Math.max(high, trade.price());
    low = Math.min(low, trade.price());
    close = trade.price();
    volume = Math.addExact(volume, trade.quantity());
    NotionalSum quoteVolume = new NotionalSum(quoteVolumeHigh, quoteVolumeLow);
    quoteVolume.add(trade.price(), trade.quantity());
    quoteVolumeHigh = quoteVolume.high();
    quoteVolumeLow = quoteVolume.low();
    if (!trade.buyerIsMaker()) {
      takerBuyVolume = Math.addExact(takerBuyVolume, trade.quantity());
    }
    trades++;
  }
}
