package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.List;

/** The price of each instrument with the fills on it. */
final class PriceSection {

  private static final int CANDLES = 1_000;
  private static final int MARKERS = 1_500;
  private static final int INSTRUMENTS = 6;

  private final BacktestResult result;
  private final ChartData charts;

  PriceSection(BacktestResult result, ChartData charts) {
    this.result = result;
    this.charts = charts;
  }

  String html() {
    List<PriceBars> all = result.prices();
    StringBuilder html = new StringBuilder();
    StringBuilder data = new StringBuilder("[");
    for (int i = 0; i < Math.min(INSTRUMENTS, all.size()); i++) {
      PriceBars bars = all.get(i);
      List<ExecutedFill> fills =
          result.fills().stream()
              .filter(fill -> fill.instrument().equals(bars.instrument()))
              .toList();
      html.append("<h3>").append(Html.escape(bars.instrument())).append("</h3>\n");
      html.append(Html.chart("price-" + i, "Price of " + bars.instrument() + " with fills"));
      html.append(note(bars, fills.size()));
      data.append(i == 0 ? "" : ",").append(json(bars, fills));
    }
    charts.raw("prices", data + "]");
    if (all.size() > INSTRUMENTS) {
      html.append(Html.note(Text.of("The first %d of %,d instruments.", INSTRUMENTS, all.size())));
    }
    return Html.section(
        "prices",
        "Price with fills",
        all.isEmpty() ? Html.note("The result has no prices.") : html.toString());
  }

  private static String note(PriceBars bars, int fills) {
    int size = bars.times().length;
    String candles =
        size <= CANDLES
            ? Text.of("%,d bars of %s.", size, bars.interval())
            : Text.of(
                "%,d bars of %s, drawn as %,d candles of several.", size, bars.interval(), CANDLES);
    String markers =
        fills <= MARKERS
            ? Text.of(" %,d fills.", fills)
            : Text.of(
                " %,d fills, of which every %dth is marked; all are in fills.csv.",
                fills, step(fills));
    return Html.note(candles + markers);
  }

  private static int step(int fills) {
    return Math.max(1, (fills + MARKERS - 1) / MARKERS);
  }

  private static String json(PriceBars bars, List<ExecutedFill> fills) {
    StringBuilder out = new StringBuilder("{\"instrument\":");
    out.append(ChartData.string(bars.instrument())).append(",\"candles\":[");
    int size = bars.times().length;
    int buckets = Math.min(size, CANDLES);
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) bucket * size / buckets);
      int to = (int) ((bucket + 1L) * size / buckets);
      out.append(bucket == 0 ? "" : ",").append(candle(bars, from, to));
    }
    out.append("],\"fills\":[");
    int step = step(fills.size());
    for (int i = 0; i < fills.size(); i += step) {
      out.append(i == 0 ? "" : ",").append(marker(fills.get(i)));
    }
    return out.append("]}").toString();
  }

  /** [time, open, close, low, high], the order of the library. */
  private static String candle(PriceBars bars, int from, int to) {
    double low = bars.low()[from];
    double high = bars.high()[from];
    for (int i = from + 1; i < to; i++) {
      low = Math.min(low, bars.low()[i]);
      high = Math.max(high, bars.high()[i]);
    }
    return Text.of(
        "[%d,%s,%s,%s,%s]",
        ChartData.millis(bars.times()[from]),
        ChartData.number(bars.open()[from]),
        ChartData.number(bars.close()[to - 1]),
        ChartData.number(low),
        ChartData.number(high));
  }

  /** [time, price, 1 for a buy, text]. */
  private static String marker(ExecutedFill fill) {
    String text =
        Text.of(
            "%s %s at %s, fee %s%s · %s · %s",
            fill.side() == Side.BUY ? "bought" : "sold",
            Fixed8.format(fill.quantity()),
            Fixed8.format(fill.price()),
            Fixed8.format(fill.fee()),
            fill.maker() ? ", maker" : "",
            fill.strategy(),
            fill.tag());
    return Text.of(
        "[%d,%s,%d,%s]",
        ChartData.millis(fill.time()),
        ChartData.number(Fixed8.toDouble(fill.price())),
        fill.side() == Side.BUY ? 1 : 0,
        ChartData.string(text));
  }
}
