package io.alphaflow.history.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.Samples;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineBarsTest {

  @TempDir Path folder;

  private final List<String> faults = new ArrayList<>();

  private List<Bar> bars(boolean includeOpen, String specs, Path... files) throws Exception {
    List<Bar> bars = new ArrayList<>();
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false)) {
      List<PlannedFile> plan = Samples.plan(rejects, files);
      List<BarSpec> wanted = Arrays.stream(specs.split(",")).map(BarSpec::parse).toList();
      new OfflineBars(wanted, includeOpen, rejects, bars::add).run(plan);
      rejects.counts().forEach((fault, count) -> faults.add(count + " " + fault));
    }
    return bars;
  }

  private static String csv(List<Bar> bars) {
    StringWriter out = new StringWriter();
    BarCsv csv = new BarCsv(out, false, true);
    bars.forEach(csv::write);
    return out.toString();
  }

  @Test
  void barsOfTradesWithTheLastOneOnlyOnDemand() throws Exception {
    Path file =
        Samples.write(
            folder.resolve("t.csv"),
            "1,100,1,0,1704067200000,False,True\n"
                + "2,101,2,0,1704067210000,True,True\n"
                + "3,99.5,0.5,0,1704067259999,False,True\n"
                + "4,100,1,0,1704067320000,False,True\n");
    String header =
        "interval,open_time_ms,open,high,low,close,volume,quote_volume,trades,taker_buy_volume\n";
    String first = "1m,1704067200000,100,101,99.5,99.5,3.5,351.75,3,1.5\n";
    assertThat(csv(bars(false, "1m", file))).isEqualTo(header + first);
    assertThat(csv(bars(true, "1m,2t", file)))
        .isEqualTo(
            header
                + "2t,1704067200000,100,101,100,101,3,302,2,1\n"
                + first
                + "2t,1704067259999,99.5,100,99.5,100,1.5,149.75,2,1.5\n"
                + "1m,1704067320000,100,100,100,100,1,100,1,1\n");
  }

  @Test
  void severalFilesOfOneInstrumentAreOneSeries() throws Exception {
    Path second = Samples.write(folder.resolve("b.csv"), Samples.trades(91, 90));
    Path first = Samples.write(folder.resolve("a.csv"), Samples.trades(1, 90));
    Path whole = Samples.write(folder.resolve("c.csv"), Samples.trades(1, 180));
    assertThat(bars(true, "1m,1h", second, first)).isEqualTo(bars(true, "1m,1h", whole));
  }

  @Test
  void coarserBarsOfBars() throws Exception {
    Path file = Samples.write(folder.resolve("k.csv"), Samples.klines(0, 12));
    List<Bar> five = bars(false, "5m", file);
    assertThat(five).hasSize(2);
    assertThat(five.get(1).trades()).isEqualTo(6 + 7 + 8 + 9 + 10);
    assertThat(bars(true, "5m", file)).hasSize(3).startsWith(five.get(0), five.get(1));
    assertThat(bars(false, "1m", file)).hasSize(12);
    assertThat(bars(false, "4m,12m", file))
        .extracting(Bar::interval)
        .containsExactly("4m", "4m", "4m", "12m");
    assertThat(bars(false, "100t", file)).isEmpty();
    assertThat(faults).containsExactly("1 FILE_REFUSED");
  }

  @Test
  void aTradeForABarThatIsClosedIsTold() throws Exception {
    Path file =
        Samples.write(
            folder.resolve("t.csv"),
            "1,100,1,0,1704067259000,False,True\n2,100,1,0,1704067260000,False,True\n"
                + "3,100,1,0,1704067259999,False,True\n4,100,1,0,1704067320000,False,True\n");
    assertThat(bars(false, "1m", file)).extracting(Bar::trades).containsExactly(1L, 1L);
    assertThat(faults).containsExactly("1 " + Fault.LATE_TRADE);
  }

  @Test
  void filesThatOverlapCountOnce() throws Exception {
    String first = "1,100,1,0,1704067201000,False,True\n2,100,1,0,1704067202000,False,True\n";
    Path a = Samples.write(folder.resolve("a.csv"), first);
    Path b = Samples.write(folder.resolve("b.csv"), first + "3,100,1,0,1704067203000,False,True\n");
    assertThat(bars(true, "1m", a, b)).extracting(Bar::trades).containsExactly(3L);
    assertThat(faults).containsExactly("2 " + Fault.DUPLICATE);
  }

  /** 100,000 real trades: minutes put together from seconds are minutes built from trades. */
  @Test
  void realTradesGiveTheSameBarsOverFilesOfFinerBars() throws Exception {
    Path trades = Samples.recorded("trades/bitstamp_BTCUSD_trades_20131125-20131201.csv.gz");
    List<Bar> seconds = bars(true, "1s", trades);
    assertThat(faults).containsExactly("18 " + Fault.NOT_POSITIVE);
    assertThat(seconds.stream().mapToLong(Bar::trades).sum()).isEqualTo(100_000 - 18);
    StringWriter text = new StringWriter();
    BarCsv csv = new BarCsv(text, false, false);
    seconds.forEach(csv::write);
    Path file = Samples.write(folder.resolve("seconds-1s.csv"), text.toString());
    for (String spec : List.of("1m", "1h", "1d")) {
      List<Bar> direct = bars(true, spec, trades);
      assertThat(
              bars(true, spec, file).stream()
                  .map(OfflineBarsTest::exact)
                  .collect(Collectors.toList()))
          .as(spec)
          .isEqualTo(direct.stream().map(OfflineBarsTest::exact).toList());
    }
    assertThat(bars(true, "1m", trades)).hasSize(9_399);
  }

  /**
   * All but the quote volume, which is rounded twice on the way over a file, and the closing id.
   */
  private static Bar exact(Bar b) {
    return new Bar(
        b.instrument(),
        b.interval(),
        b.sequence(),
        b.openTime(),
        b.closeTime(),
        b.open(),
        b.high(),
        b.low(),
        b.close(),
        b.volume(),
        0,
        b.trades(),
        b.takerBuyVolume(),
        0);
  }
}
