package io.alphaflow.ingest.mark;

import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Trade;
import java.util.Optional;

/**
 * Samples the price of one instrument: the first trade, then the first trade that is at least one
 * interval of market time after the last mark. Constant memory. Serialised by {@link
 * io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class MarkSampler {

  private long sequence;
  private long lastTime;

  /** A sampler that has seen no trade. */
  public MarkSampler() {}

  /**
   * The mark that a trade gives, if any.
   *
   * @param intervalMicros least market time between two marks, microseconds
   */
  public Optional<Mark> sample(Trade trade, long intervalMicros) {
    long time = trade.exchangeTime();
    if (sequence > 0 && time - lastTime < intervalMicros) {
      return Optional.empty();
    }
    sequence++;
    lastTime = time;
    return Optional.of(
        new Mark(trade.instrument(), sequence, trade.price(), trade.tradeId(), time));
  }
}
