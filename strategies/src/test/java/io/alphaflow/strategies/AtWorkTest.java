package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import io.alphaflow.strategy.testing.StrategyTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every strategy trades on recorded data. What it saw and did is left in {@code target/charts},
 * from which {@code docs/strategies/charts.py} draws the charts of its page.
 */
class AtWorkTest {

  private static final Path CHARTS = Path.of("target", "charts");

  /** What is on the chart of a page. */
  enum Chart {
    MA_CROSS(MovingAverageCross.DESCRIPTOR, "15m", Map.of()),
    PRICE_CROSS(PriceCross.DESCRIPTOR, "15m", Map.of("band", "0.5")),
    MACD(MacdCross.DESCRIPTOR, "30m", Map.of()),
    RSI_REVERSION(RsiReversion.DESCRIPTOR, "5m", Map.of()),
    BOLLINGER_SQUEEZE(
        BollingerSqueeze.DESCRIPTOR, "15m", Map.of("lookback", "60", "threshold", "0.2")),
    MOMENTUM(
        Momentum.DESCRIPTOR,
        "15m",
        Map.of("period", "24", "entry", "3", "exit", "0", "max-volatility", "1.5")),
    DONCHIAN_BREAKOUT(DonchianBreakout.DESCRIPTOR, "30m", Map.of()),
    DCA(
        DollarCostAverage.DESCRIPTOR,
        "15m",
        Map.of("every", "12", "unit", "hours", "dip", "1.5", "lookback", "24")),
    GRID(
        Grid.DESCRIPTOR,
        "15m",
        Map.of("lower", "900", "upper", "1150", "levels", "10", "stop", "850"));

    private final StrategyDescriptor descriptor;
    private final String interval;
    private final Map<String, String> parameters;

    Chart(StrategyDescriptor descriptor, String interval, Map<String, String> parameters) {
      this.descriptor = descriptor;
      this.interval = interval;
      this.parameters = parameters;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tradesOnTheRecordedMarket(Chart chart) throws IOException {
    StrategyDescriptor.Made made =
        chart.descriptor.create(chart.descriptor.resolve(chart.parameters));
    StrategyTester tester = StrategyTester.of(made);
    List<String> rows = new ArrayList<>();
    rows.add("time,open,high,low,close" + names(made) + ",signal");
    List<SignalIntent> all = new ArrayList<>();
    for (Bar bar : RecordedMarket.bars(chart.interval)) {
      List<SignalIntent> intents = tester.bar(bar);
      all.addAll(intents);
      StringBuilder row = new StringBuilder().append(bar.closeTime());
      for (long price : new long[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
        row.append(',').append(Fixed8.format(price));
      }
      for (double value : tester.values()) {
        row.append(',').append(Double.isNaN(value) ? "" : value);
      }
      row.append(',').append(intents.isEmpty() ? "" : intents.get(0).side());
      rows.add(row.toString());
    }
    write(chart.descriptor, rows);
    assertThat(all).hasSizeGreaterThan(3).anyMatch(intent -> intent.side() == Side.BUY);
    assertThat(all.stream().anyMatch(intent -> intent.side() == Side.SELL))
        .isEqualTo(chart != Chart.DCA);
  }

  private static String names(StrategyDescriptor.Made made) {
    StringBuilder names = new StringBuilder();
    for (Wanted wanted : made.inputs().indicators()) {
      for (String output : wanted.spec().outputs()) {
        names.append(",\"").append(wanted.spec()).append(' ').append(output).append('"');
      }
    }
    return names.toString();
  }

  private static void write(StrategyDescriptor descriptor, List<String> rows) throws IOException {
    Files.createDirectories(CHARTS);
    Files.write(CHARTS.resolve(descriptor.type() + ".csv"), rows);
  }

  /** BTC/USD and LTC/USD at Coinbase, two days of April 2018, from QuantConnect's LEAN. */
  @Test
  void tradesThePairsOfTwoRecordedMarkets() throws IOException {
    String folder = System.getProperty("ALPHAFLOW_DATA", System.getenv("ALPHAFLOW_DATA"));
    assumeTrue(folder != null, "ALPHAFLOW_DATA names no folder with market data");
    Path klines = Path.of(folder, "klines-coinbase-1m");
    assumeTrue(Files.isDirectory(klines), klines + " is not there");
    List<Optional<Bar>> first =
        Klines.read(klines.resolve("BTCUSD_1m_trade_2017-2018.csv.gz"), "sim:BTC/USD");
    List<Optional<Bar>> second =
        Klines.read(klines.resolve("LTCUSD_1m_trade_20180405-06.csv.gz"), "sim:LTC/USD");
    StrategyTester tester =
        StrategyTester.of(PairsReversion.DESCRIPTOR, Map.of("lookback", "240", "entry", "2.5"));
    List<String> rows = new ArrayList<>();
    rows.add("time,first,second,signal,leg");
    for (int i = 0; i < first.size(); i++) {
      List<SignalIntent> intents = tester.bars(List.of(first.get(i), second.get(i)));
      if (first.get(i).isPresent() && second.get(i).isPresent()) {
        rows.add(
            first.get(i).get().closeTime()
                + ","
                + Fixed8.format(first.get(i).get().close())
                + ","
                + Fixed8.format(second.get(i).get().close())
                + ","
                + (intents.isEmpty() ? "," : intents.get(0).side() + "," + intents.get(0).leg()));
      }
    }
    write(PairsReversion.DESCRIPTOR, rows);
    assertThat(rows).anyMatch(row -> row.contains("BUY")).anyMatch(row -> row.contains("SELL"));
  }
}
