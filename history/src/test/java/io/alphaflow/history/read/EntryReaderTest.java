package io.alphaflow.history.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.Samples;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.plan.PlannedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryReaderTest {

  private static final BarSpec MINUTE = BarSpec.parse("1m");

  @TempDir Path folder;

  private record Read(List<Bar> bars, Map<Fault, Long> faults, List<String> report, long rows) {
    /** Minutes since the start of the samples. */
    String minutes() {
      StringBuilder text = new StringBuilder();
      bars.forEach(
          b -> text.append((b.openTime() / 1_000 - Samples.START_MS) / 60_000).append(' '));
      return text.toString().strip();
    }
  }

  private static Read read(Path folder, String text) throws Exception {
    Path file = Samples.write(folder.resolve("x.csv"), text);
    Path report = folder.resolve("report.csv");
    Files.deleteIfExists(report);
    List<Bar> bars = new ArrayList<>();
    Rejects rejects = new Rejects(report, false);
    long rows = 0;
    try (rejects) {
      for (PlannedFile plan : Samples.plan(rejects, Optional.of(MINUTE), file)) {
        rows +=
            new EntryReader(plan.entry(), plan.format(), rejects)
                .bars(new ReadCount(), "x:A/B", MINUTE, (bar, row, line) -> bars.add(bar))
                .rows();
      }
    }
    return new Read(
        bars,
        rejects.counts(),
        Files.exists(report) ? Files.readAllLines(report) : List.of(),
        rows);
  }

  private Read minutes(int... minutes) throws Exception {
    StringBuilder text = new StringBuilder();
    Arrays.stream(minutes).forEach(m -> text.append(Samples.kline(m)).append('\n'));
    return read(folder, text.toString());
  }

  @Test
  void aMisplacedLineCostsItselfOnly() throws Exception {
    assertThat(minutes(0, 1, 900, 2, 3, 4).minutes()).isEqualTo("0 1 2 3 4");
    assertThat(minutes(0, 1, 900, 2, 3, 4).faults())
        .containsOnly(Map.entry(Fault.OUT_OF_PLACE, 1L));
    assertThat(minutes(5, 6, 1, 7, 8).minutes()).isEqualTo("5 6 7 8");
    assertThat(minutes(5, 6, 1, 7, 8).faults()).containsOnly(Map.entry(Fault.TIME_GOES_BACK, 1L));
  }

  @Test
  void aMisplacedBlockCostsItselfOnly() throws Exception {
    Read read = minutes(0, 1, 900, 901, 902, 2, 3, 4, 5, 6, 900, 901);
    assertThat(read.minutes()).isEqualTo("0 1 2 3 4 5 6 900 901");
    assertThat(read.faults()).containsOnly(Map.entry(Fault.OUT_OF_PLACE, 3L));
    Read repeated = minutes(0, 1, 2, 3, 4, 1, 2, 5, 6);
    assertThat(repeated.minutes()).isEqualTo("0 1 2 3 4 5 6");
    assertThat(repeated.faults()).containsOnly(Map.entry(Fault.DUPLICATE, 2L));
  }

  @Test
  void aRepeatedBarIsADuplicate() throws Exception {
    Read read = minutes(0, 1, 1, 2, 0, 2);
    assertThat(read.minutes()).isEqualTo("0 1 2");
    assertThat(read.faults()).containsOnly(Map.entry(Fault.DUPLICATE, 3L));
  }

  /** Whatever the order: what comes out goes up, and every row is either out or in the report. */
  @Property(tries = 500)
  void nothingIsLostAndWhatComesOutGoesUp(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 80) Integer> minutes) throws Exception {
    folder = Files.createTempDirectory("order");
    Read read = minutes(minutes.stream().mapToInt(Integer::intValue).toArray());
    // A file that begins with the newest is refused as a whole.
    Assume.that(!read.faults().containsKey(Fault.FILE_UNKNOWN));
    assertThat(read.bars()).isSortedAccordingTo((a, b) -> Long.compare(a.openTime(), b.openTime()));
    assertThat(read.bars().stream().map(Bar::openTime).distinct()).hasSameSizeAs(read.bars());
    long rejected = read.faults().values().stream().mapToLong(Long::longValue).sum();
    assertThat(read.bars().size() + rejected).isEqualTo(minutes.size());
    assertThat(read.report().size()).isEqualTo(rejected == 0 ? 0 : rejected + 1);
  }

  @Test
  void eachBadLineIsCountedReportedAndPassedOver() throws Exception {
    String good = Samples.kline(0);
    String text =
        String.join(
            "\n",
            good,
            Samples.kline(1).replace("41999.5", "42000.9"),
            Samples.kline(2).replace("41999.5", "-1"),
            Samples.kline(3).replace(",1.5,", ",-1.5,"),
            Samples.kline(4).replace(",1.5,", ",,"),
            Samples.kline(5).replace(",1.5,", ",abc,"),
            Samples.kline(6) + ",extra",
            Samples.kline(7).replace("704067620000", "704067620001"),
            "17O4067200000" + Samples.kline(8).substring(13),
            Samples.kline(9).replace("0.5,21000", "7.5,21000"),
            Samples.kline(10),
            "");
    Read read = read(folder, text);
    assertThat(read.minutes()).isEqualTo("0 10");
    assertThat(read.faults())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Fault.HIGH_LOW, 1L,
                Fault.NOT_POSITIVE, 2L,
                Fault.EMPTY_VALUE, 1L,
                Fault.UNPARSABLE, 1L,
                Fault.COLUMN_COUNT, 1L,
                Fault.TIME_NOT_ALIGNED, 1L,
                Fault.TIME_UNREADABLE, 1L,
                Fault.OUT_OF_RANGE, 1L));
    assertThat(read.rows()).isEqualTo(11);
    assertThat(read.report()).hasSize(10);
    assertThat(read.report().get(0)).isEqualTo("file,line,code,reason,text");
    assertThat(read.report().get(1))
        .startsWith(folder.resolve("x.csv") + ",2,HIGH_LOW,\"high must be the highest")
        .contains(Samples.kline(1).replace("41999.5", "42000.9"));
  }

  @Test
  void strictStopsAtTheFirstBadLine() throws Exception {
    Path file =
        Samples.write(folder.resolve("s.csv"), Samples.klines(0, 3) + "x\n" + Samples.klines(4, 2));
    try (Rejects rejects = new Rejects(folder.resolve("r.jsonl"), true)) {
      PlannedFile plan = Samples.plan(rejects, file).get(0);
      EntryReader reader = new EntryReader(plan.entry(), plan.format(), rejects);
      assertThatThrownBy(() -> reader.bars(new ReadCount(), "x:A/B", MINUTE, (b, r, l) -> {}))
          .isInstanceOf(StrictStop.class)
          .hasMessageContaining("s.csv, line 4: COLUMN_COUNT");
    }
    assertThat(Files.readString(folder.resolve("r.jsonl")))
        .isEqualTo(
            "{\"file\":\"%s\",\"line\":4,\"code\":\"COLUMN_COUNT\",\"reason\":\"expected 12 columns, found 1\",\"text\":\"x\"}\n"
                .formatted(file));
  }

  @Test
  void equalTradesOfAFileWithoutIdsAreAllKept() throws Exception {
    Path file =
        Samples.gzip(
            folder.resolve("t.csv.gz"),
            "timestamp,price,amount\n"
                + "1385337600,800,1\n1385337600,800,1\n1385337600,800,0\n1385337601,800,1\n"
                + "1385337600,800,1\n1385337602,800,1\n");
    List<Trade> trades = new ArrayList<>();
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false)) {
      PlannedFile plan = Samples.plan(rejects, file).get(0);
      new EntryReader(plan.entry(), plan.format(), rejects)
          .trades(new ReadCount(), "x:A/B", 1, 0, (t, row, line) -> trades.add(t));
      assertThat(rejects.counts())
          .isEqualTo(Map.of(Fault.NOT_POSITIVE, 1L, Fault.TIME_GOES_BACK, 1L));
    }
    assertThat(trades.stream().map(Trade::tradeId)).containsExactly(1L, 2L, 4L, 6L);
  }

  @Test
  void idsMakeTheOrderOfTradesThatHaveThem() throws Exception {
    String text =
        "1,10,1,10,1704067200000,True,True\n"
            + "2,10,1,10,1704067199000,True,True\n"
            + "2,10,1,10,1704067200000,True,True\n"
            + "3,10,1,10,1704000000000,True,True\n"
            + "5,10,1,10,1704067201000,True,True\n"
            + "4,10,1,10,1704067201000,True,True\n"
            + "6,10,1,10,1704067201000,True,True\n";
    Path file = Samples.write(folder.resolve("t.csv"), text);
    List<Trade> trades = new ArrayList<>();
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false)) {
      PlannedFile plan = Samples.plan(rejects, file).get(0);
      new EntryReader(plan.entry(), plan.format(), rejects)
          .trades(new ReadCount(), "x:A/B", 1, 0, (t, row, line) -> trades.add(t));
      assertThat(rejects.counts())
          .isEqualTo(Map.of(Fault.DUPLICATE, 1L, Fault.TIME_GOES_BACK, 1L, Fault.ID_GOES_BACK, 1L));
    }
    assertThat(trades.stream().map(Trade::tradeId)).containsExactly(1L, 2L, 5L, 6L);
  }

  @Test
  void whatIsLeftOfADamagedFileIsReadAndTheDamageTold() throws Exception {
    Path whole = Samples.gzip(folder.resolve("w.csv.gz"), Samples.klines(0, 20_000));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("c.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    List<Bar> bars = new ArrayList<>();
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false)) {
      PlannedFile plan = Samples.plan(rejects, cut).get(0);
      EntryReader.Result result =
          new EntryReader(plan.entry(), plan.format(), rejects)
              .bars(new ReadCount(), "x:A/B", MINUTE, (b, r, l) -> bars.add(b));
      assertThat(result.whole()).isFalse();
      assertThat(rejects.counts()).containsKey(Fault.FILE_DAMAGED);
      assertThat(rejects.fileFaults()).singleElement().asString().contains("cut off");
    }
    assertThat(bars).hasSizeBetween(1_000, 19_999);
  }
}
