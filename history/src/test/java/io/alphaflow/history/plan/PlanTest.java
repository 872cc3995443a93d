package io.alphaflow.history.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.history.Samples;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.read.Rejects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  @TempDir Path folder;
  private Rejects rejects;

  @BeforeEach
  void begin() {
    rejects = new Rejects(folder.resolve("report.csv"), false);
  }

  private List<PlannedFile> byName(Path... files) throws Exception {
    return Plan.of(
        List.of(files),
        new PlanOptions(
            ReadOptions.detect(Samples.LATEST),
            Optional.empty(),
            Optional.of("binance"),
            Optional.empty(),
            Optional.empty()),
        rejects);
  }

  @Test
  void readsSymbolAndIntervalFromTheNamesAndSortsByTime() throws Exception {
    Path late =
        Samples.zip(folder.resolve("ETHUSDT-1m-a.zip"), "ETHUSDT-1m-a.csv", Samples.klines(100, 5));
    Path early =
        Samples.zip(folder.resolve("ETHUSDT-1m-b.zip"), "ETHUSDT-1m-b.csv", Samples.klines(0, 5));
    Path other = Samples.write(folder.resolve("BTCFDUSD-1m.csv"), Samples.klines(0, 5));
    Path trades = Samples.write(folder.resolve("BTCFDUSD-trades.csv"), Samples.trades(1, 5));
    List<PlannedFile> plan = byName(late, trades, early, other);
    assertThat(plan)
        .extracting(p -> p.instrument() + " " + p.interval().map(BarSpec::label).orElse("trades"))
        .containsExactly(
            "binance:BTC/FDUSD trades",
            "binance:BTC/FDUSD 1m",
            "binance:ETH/USDT 1m",
            "binance:ETH/USDT 1m");
    assertThat(plan.get(2).entry().file()).isEqualTo(early);
    assertThat(plan.get(2).firstTime()).isEqualTo(Samples.START_MS * 1_000);
    assertThat(rejects.counts()).isEmpty();
  }

  @Test
  void findsTheIntervalInTheTimesWhenNothingSaysIt() throws Exception {
    Path file =
        Samples.write(
            folder.resolve("x.csv"),
            "date,open,high,low,close,volume\n2017-01-06,1,1,1,1,1\n2017-01-09,1,1,1,1,1\n"
                + "2017-01-10,1,1,1,1,1\n");
    assertThat(Samples.plan(rejects, file).get(0).interval()).contains(BarSpec.parse("1d"));
    Path one =
        Samples.write(
            folder.resolve("y.csv"), "date,open,high,low,close,volume\n2017-01-06,1,1,1,1,1\n");
    assertThat(Samples.plan(rejects, one)).isEmpty();
    assertThat(rejects.fileFaults()).singleElement().asString().contains("--interval 1m");
  }

  @Test
  void filesThatCannotBeReadAreToldAndTheOthersStay() throws Exception {
    Path good = Samples.write(folder.resolve("BTCUSDT-1m.csv"), Samples.klines(0, 5));
    Path empty = Samples.write(folder.resolve("empty.csv"), "");
    Path blank = Samples.zip(folder.resolve("blank.zip"), "BTCUSDT-1m.csv", "");
    byte[] zip =
        Files.readAllBytes(
            Samples.zip(folder.resolve("z.zip"), "BTCUSDT-1m.csv", Samples.klines(0, 500)));
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(zip, zip.length / 2));
    byte[] broken = zip.clone();
    for (int i = 60; i < 90; i++) {
      broken[i] ^= 0x5a;
    }
    Path damaged = Files.write(folder.resolve("damaged.zip"), broken);
    Path unknown = Samples.write(folder.resolve("letter.txt"), "Dear reader,\nhow are you?\n");
    Path unnamed = Samples.write(folder.resolve("data.csv"), Samples.klines(0, 5));
    Path wrong = Samples.write(folder.resolve("BTCUSDT-1m-w.csv"), Samples.klines(0, 5));
    Samples.write(folder.resolve("BTCUSDT-1m-w.csv.CHECKSUM"), "0".repeat(64) + "  x\n");
    assertThat(byName(good, empty, blank, cut, damaged, unknown, unnamed, wrong))
        .extracting(p -> p.entry().file())
        .containsExactly(good);
    assertThat(rejects.counts())
        .isEqualTo(
            Map.of(
                Fault.FILE_EMPTY, 2L,
                Fault.FILE_DAMAGED, 2L,
                Fault.FILE_UNKNOWN, 2L,
                Fault.FILE_CHECKSUM, 1L));
    assertThat(rejects.files()).isEqualTo(7);
    assertThat(rejects.lines()).isZero();
  }

  @Test
  void aFileThatBeginsWithTheNewestIsToldToBeTurned() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 10; i > 0; i--) {
      text.append(Samples.kline(i)).append('\n');
    }
    assertThat(byName(Samples.write(folder.resolve("BTCUSDT-1m.csv"), text.toString()))).isEmpty();
    assertThat(rejects.fileFaults()).singleElement().asString().contains("tac");
  }
}
