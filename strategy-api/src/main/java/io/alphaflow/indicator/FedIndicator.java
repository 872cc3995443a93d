package io.alphaflow.indicator;

import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;

/** An indicator that is fed with events, by its kind. */
final class FedIndicator implements LiveIndicator {

  private final Indicator indicator;
  private final CandleField field;
  // The same object as what it is: an instanceof for each event would cost as much as an average.
  private final SeriesIndicator series;
  private final BarIndicator bars;
  private final TradeIndicator trades;
  private final QuoteIndicator quotes;

  private FedIndicator(Indicator indicator, CandleField field) {
    this.indicator = indicator;
    this.field = field;
    this.series = indicator instanceof SeriesIndicator s ? s : null;
    this.bars = indicator instanceof BarIndicator b ? b : null;
    this.trades = indicator instanceof TradeIndicator t ? t : null;
    this.quotes = indicator instanceof QuoteIndicator q ? q : null;
  }

  /** An indicator at work; {@code field} is what one of a series follows. */
  static LiveIndicator of(Indicator indicator, CandleField field) {
    return new FedIndicator(indicator, field);
  }

  @Override
  public void onBar(Candle bar) {
    if (series != null) {
      series.update(field.of(bar));
    } else if (bars != null) {
      bars.update(bar);
    }
  }

  @Override
  public void onTrade(Trade trade) {
    if (trades != null) {
      trades.update(trade);
    }
  }

  @Override
  public void onQuote(Quote quote) {
    if (quotes != null) {
      quotes.update(quote);
    }
  }

  @Override
  public boolean isReady() {
    return indicator.isReady();
  }

  @Override
  public double value(int output) {
    return indicator.value(output);
  }

  @Override
  public int warmUp() {
    return indicator.warmUp();
  }

  @Override
  public boolean needsWholeDay() {
    return indicator.needsWholeDay();
  }

  @Override
  public byte[] encode() {
    return encode(indicator);
  }

  static byte[] encode(Indicator indicator) {
    @SuppressWarnings("unchecked")
    Class<Indicator> type = (Class<Indicator>) indicator.getClass();
    return new StateCodec<>(type).encode(indicator);
  }

  static <T extends Indicator> T decode(Class<T> type, byte[] state) {
    return new StateCodec<>(type).decode(state);
  }
}
