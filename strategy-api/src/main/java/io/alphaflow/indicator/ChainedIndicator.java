package io.alphaflow.indicator;

import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An indicator that follows the values of another. It takes its first number when the other has its
 * first, so the warm-ups add up, less the one event that serves both. A value of the other that is
 * not finite, after an overflow, is passed over.
 */
final class ChainedIndicator implements LiveIndicator {

  private final Feed feed;
  private final LiveIndicator source;
  private final int output;
  private final SeriesIndicator follower;

  ChainedIndicator(Feed feed, LiveIndicator source, int output, SeriesIndicator follower) {
    this.feed = feed;
    this.source = source;
    this.output = output;
    this.follower = follower;
  }

  /** One as {@link #encode} wrote it. */
  static ChainedIndicator restore(
      IndicatorSpec source, int output, Class<? extends SeriesIndicator> type, byte[] state) {
    int end = Integer.BYTES + ByteBuffer.wrap(state).getInt();
    return new ChainedIndicator(
        source.feed(),
        source.restore(Arrays.copyOfRange(state, Integer.BYTES, end)),
        output,
        FedIndicator.decode(type, Arrays.copyOfRange(state, end, state.length)));
  }

  @Override
  public void onBar(Candle bar) {
    if (feed == Feed.BARS) {
      source.onBar(bar);
      follow();
    }
  }

  @Override
  public void onTrade(Trade trade) {
    if (feed == Feed.TRADES) {
      source.onTrade(trade);
      follow();
    }
  }

  @Override
  public void onQuote(Quote quote) {
    if (feed == Feed.QUOTES) {
      source.onQuote(quote);
      follow();
    }
  }

  private void follow() {
    double value = source.value(output);
    if (source.isReady() && Double.isFinite(value)) {
      follower.update(value);
    }
  }

  @Override
  public boolean isReady() {
    return follower.isReady();
  }

  @Override
  public double value(int index) {
    return follower.value(index);
  }

  @Override
  public int warmUp() {
    return source.warmUp() + follower.warmUp() - 1;
  }

  @Override
  public boolean needsWholeDay() {
    return source.needsWholeDay();
  }

  /** The length of the source's state in four bytes, that state, and the follower's. */
  @Override
  public byte[] encode() {
    byte[] first = source.encode();
    byte[] second = FedIndicator.encode(follower);
    return ByteBuffer.allocate(Integer.BYTES + first.length + second.length)
        .putInt(first.length)
        .put(first)
        .put(second)
        .array();
  }
}
