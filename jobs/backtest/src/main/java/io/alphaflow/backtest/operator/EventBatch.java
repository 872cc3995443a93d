package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Some bars or some trades in the order of time, in columns: what goes from the source to the
 * tasks.
 *
 * @param interval of bars; empty for trades
 * @param instruments that there are in it
 * @param which instrument each event is of
 * @param numbers of all events, one behind the other
 */
public record EventBatch(String interval, String[] instruments, int[] which, long[] numbers) {

  private static final int BAR = 11;
  private static final int TRADE = 6;

  /** How many events. */
  public int size() {
    return which.length;
  }

  /** Gives the events out, all to one after the other. */
  public void replay(List<? extends EventSink> sinks) {
    if (interval.isEmpty()) {
      Trade[] trades = new Trade[size()];
      Arrays.setAll(trades, i -> trade(instruments[which[i]], i * TRADE));
      for (EventSink sink : sinks) {
        for (Trade trade : trades) {
          sink.trade(trade);
        }
      }
    } else {
      Bar[] bars = new Bar[size()];
      Arrays.setAll(bars, i -> bar(instruments[which[i]], i * BAR));
      for (EventSink sink : sinks) {
        for (Bar bar : bars) {
          sink.bar(bar);
        }
      }
    }
  }

  private Bar bar(String instrument, int at) {
    return new Bar(
        instrument,
        interval,
        numbers[at],
        numbers[at + 1],
        numbers[at + 2],
        numbers[at + 3],
        numbers[at + 4],
        numbers[at + 5],
        numbers[at + 6],
        numbers[at + 7],
        numbers[at + 8],
        numbers[at + 9],
        numbers[at + 10],
        0);
  }

  private Trade trade(String instrument, int at) {
    return new Trade(
        instrument,
        numbers[at],
        numbers[at + 1],
        numbers[at + 2],
        numbers[at + 3] != 0,
        numbers[at + 4],
        numbers[at + 5]);
  }

  /** Puts events together. */
  public static final class Builder implements EventSink {

    private final int most;
    private final Consumer<EventBatch> out;
    private final List<String> instruments = new ArrayList<>();
    private String interval = "";
    private int[] which;
    private long[] numbers;
    private int size;

    /**
     * A builder.
     *
     * @param most events of a batch
     */
    public Builder(int most, Consumer<EventBatch> out) {
      this.most = most;
      this.out = out;
      this.which = new int[most];
      this.numbers = new long[most * BAR];
    }

    @Override
    public void bar(Bar bar) {
      interval = bar.interval();
      int at = begin(bar.instrument(), BAR);
      numbers[at] = bar.sequence();
      numbers[at + 1] = bar.openTime();
      numbers[at + 2] = bar.closeTime();
      numbers[at + 3] = bar.open();
      numbers[at + 4] = bar.high();
      numbers[at + 5] = bar.low();
      numbers[at + 6] = bar.close();
      numbers[at + 7] = bar.volume();
      numbers[at + 8] = bar.quoteVolume();
      numbers[at + 9] = bar.trades();
      numbers[at + 10] = bar.takerBuyVolume();
      end(BAR);
    }

    @Override
    public void trade(Trade trade) {
      int at = begin(trade.instrument(), TRADE);
      numbers[at] = trade.tradeId();
      numbers[at + 1] = trade.price();
      numbers[at + 2] = trade.quantity();
      numbers[at + 3] = trade.buyerIsMaker() ? 1 : 0;
      numbers[at + 4] = trade.exchangeTime();
      numbers[at + 5] = trade.ingestTime();
      end(TRADE);
    }

    private int begin(String instrument, int width) {
      int known = instruments.indexOf(instrument);
      if (known < 0) {
        known = instruments.size();
        instruments.add(instrument);
      }
      which[size] = known;
      return size * width;
    }

    private void end(int width) {
      size++;
      if (size == most) {
        flush(width);
      }
    }

    /** Gives out what there is. */
    public void flush() {
      flush(interval.isEmpty() ? TRADE : BAR);
    }

    private void flush(int width) {
      if (size > 0) {
        out.accept(
            new EventBatch(
                interval,
                instruments.toArray(String[]::new),
                Arrays.copyOf(which, size),
                Arrays.copyOf(numbers, size * width)));
        size = 0;
      }
    }
  }
}
