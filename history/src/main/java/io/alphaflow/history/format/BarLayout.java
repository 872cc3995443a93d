package io.alphaflow.history.format;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.csv.Lines;

/**
 * Where the values of a bar stand in a line. Of what a file does not say, quote volume, number of
 * trades and taker-buy volume are 0.
 */
final class BarLayout {

  private final TimeColumn time;
  private final int open;
  private final int high;
  private final int low;
  private final int close;
  private final int volume;
  private final int quoteVolume;
  private final int trades;
  private final int takerBuyVolume;
  private final int fewest;
  private final int most;

  /** A layout of these columns, in lines of so many cells. */
  BarLayout(TimeColumn time, ColumnMap columns, int fewest, int most) {
    this.time = time;
    this.open = columns.cell(Role.OPEN);
    this.high = columns.cell(Role.HIGH);
    this.low = columns.cell(Role.LOW);
    this.close = columns.cell(Role.CLOSE);
    this.volume = columns.cell(Role.VOLUME);
    this.quoteVolume = columns.cell(Role.QUOTE_VOLUME);
    this.trades = columns.cell(Role.TRADES);
    this.takerBuyVolume = columns.cell(Role.TAKER_BUY_VOLUME);
    this.fewest = fewest;
    this.most = most;
  }

  long time(Lines line) throws BadLine {
    ColumnMap.checkCount(line, fewest, most);
    return time.micros(line);
  }

  /** The line as a bar of {@code spec}, which is of time. */
  Bar read(Lines line, String instrument, BarSpec spec) throws BadLine {
    long openTime = time(line);
    long sequence = Math.floorDiv(openTime, spec.size());
    if (sequence * spec.size() != openTime) {
      throw new BadLine(
          Fault.TIME_NOT_ALIGNED,
          "the time \"%s\" is not the beginning of a bar of %s in UTC"
              .formatted(line.text(time.cell()), spec.label()));
    }
    long o = price(line, open, "open");
    long h = price(line, high, "high");
    long l = price(line, low, "low");
    long c = price(line, close, "close");
    if (h < Math.max(o, c) || l > Math.min(o, c) || h < l) {
      throw new BadLine(
          Fault.HIGH_LOW,
          "high must be the highest and low the lowest of open %s, high %s, low %s, close %s"
              .formatted(line.text(open), line.text(high), line.text(low), line.text(close)));
    }
    long base = volume(line, volume, "volume");
    long takerBuy = volume(line, takerBuyVolume, "taker buy volume");
    if (takerBuy > base) {
      throw new BadLine(
          Fault.OUT_OF_RANGE,
          "the taker buy volume %s is more than the volume %s"
              .formatted(line.text(takerBuyVolume), line.text(volume)));
    }
    return new Bar(
        instrument,
        spec.label(),
        sequence,
        openTime,
        openTime + spec.size(),
        o,
        h,
        l,
        c,
        base,
        volume(line, quoteVolume, "quote volume"),
        trades < 0 ? 0 : count(line),
        takerBuy,
        0);
  }

  private static long price(Lines line, int cell, String name) throws BadLine {
    long value = line.decimal(cell, name);
    if (value <= 0) {
      throw ColumnMap.notPositive(line, cell, name, "above 0");
    }
    return value;
  }

  private static long volume(Lines line, int cell, String name) throws BadLine {
    if (cell < 0) {
      return 0;
    }
    long value = line.decimal(cell, name);
    if (value < 0) {
      throw ColumnMap.notPositive(line, cell, name, "0 or more");
    }
    return value;
  }

  private long count(Lines line) throws BadLine {
    long value = line.integer(trades, "number of trades");
    if (value < 0) {
      throw ColumnMap.notPositive(line, trades, "number of trades", "0 or more");
    }
    return value;
  }
}
