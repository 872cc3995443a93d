package io.alphaflow.history.bars;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Bars as CSV: {@code
 * open_time_ms,open,high,low,close,volume,quote_volume,trades,taker_buy_volume}, on demand with
 * {@code instrument} and {@code interval} before them.
 */
public final class BarCsv {

  private final Writer out;
  private final boolean instruments;
  private final boolean intervals;
  private final StringBuilder line = new StringBuilder();

  /** Writes the header. */
  public BarCsv(Writer out, boolean instruments, boolean intervals) {
    this.out = out;
    this.instruments = instruments;
    this.intervals = intervals;
    line.append(instruments ? "instrument," : "").append(intervals ? "interval," : "");
    line.append("open_time_ms,open,high,low,close,volume,quote_volume,trades,taker_buy_volume");
    end();
  }

  /** Writes a bar. */
  public void write(Bar bar) {
    if (instruments) {
      line.append(bar.instrument()).append(',');
    }
    if (intervals) {
      line.append(bar.interval()).append(',');
    }
    line.append(Math.floorDiv(bar.openTime(), 1_000)).append(',');
    amount(bar.open()).amount(bar.high()).amount(bar.low()).amount(bar.close());
    amount(bar.volume()).amount(bar.quoteVolume());
    line.append(bar.trades()).append(',').append(Fixed8.format(bar.takerBuyVolume()));
    end();
  }

  private BarCsv amount(long value) {
    line.append(Fixed8.format(value)).append(',');
    return this;
  }

  private void end() {
    try {
      out.append(line).append('\n');
      line.setLength(0);
    } catch (IOException e) {
      throw new UncheckedIOException("the bars cannot be written: " + e.getMessage(), e);
    }
  }
}
