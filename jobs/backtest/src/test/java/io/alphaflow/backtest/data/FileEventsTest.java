package io.alphaflow.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEventsTest {

  private static final String HEADER = "time,open,high,low,close,volume\n";

  /** Seconds; the start of an hour. */
  private static final long START = 1_599_998_400;

  @TempDir Path folder;

  private List<PlannedFile> plan(Rejects rejects, Path... files) throws IOException {
    ReadOptions read =
        new ReadOptions(
            Optional.empty(), Map.of(), Optional.empty(), ZoneOffset.UTC, Long.MAX_VALUE);
    PlanOptions options =
        new PlanOptions(
            read,
            Optional.empty(),
            Optional.of("file"),
            Optional.empty(),
            Optional.of(InstrumentId.parse("file:SOME/USD")));
    return Plan.of(List.of(files), options, rejects);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String rows(long from, int number, long step, int price) {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < number; i++) {
      rows.append(START + from + i * step)
          .append(",%d,%d,%d,%d.25,1\n".formatted(price, price + 1, price, price));
    }
    return rows.toString();
  }

  private static List<String> read(FileEvents events) throws IOException {
    List<String> order = new ArrayList<>();
    events.run(
        new EventSink() {
          @Override
          public void bar(Bar bar) {
            order.add(bar.instrument() + "@" + (bar.openTime() / 1_000_000 - START) / 60);
          }

          @Override
          public void trade(Trade trade) {
            order.add(trade.instrument() + "#" + trade.tradeId());
          }
        });
    return order;
  }

  @Test
  void mergesInstrumentsByTimeAndThenByName() throws IOException {
    Path btc = file("BTCUSD-1m.csv", rows(60, 4_000, 60, 100));
    Path eth = file("ETHUSD-1m.csv", rows(120, 3_000, 120, 10));
    try (Rejects rejects = Rejects.none()) {
      FileEvents events =
          new FileEvents(plan(rejects, eth, btc), rejects, Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat(events.instruments())
          .extracting(Object::toString)
          .containsExactly("file:BTC/USD", "file:ETH/USD");
      assertThat(events.interval()).isEqualTo("1m");
      List<String> order = read(events);
      assertThat(order)
          .hasSize(7_000)
          .startsWith("file:BTC/USD@1", "file:BTC/USD@2", "file:ETH/USD@2", "file:BTC/USD@3");
      assertThat(order.subList(6_999, 7_000)).containsExactly("file:ETH/USD@6000");
      assertThat(rejects.counts()).isEmpty();
    }
  }

  @Test
  void leavesOutWhatIsThereTwiceAndWhatNobodyWants() throws IOException {
    Path first = file("BTCUSD-1m-1.csv", rows(60, 10, 60, 100));
    Path second = file("BTCUSD-1m-2.csv", rows(480, 10, 60, 100));
    try (Rejects rejects = Rejects.none()) {
      FileEvents events =
          new FileEvents(
              plan(rejects, first, second),
              rejects,
              (START + 180) * 1_000_000,
              (START + 900) * 1_000_000);
      assertThat(read(events)).hasSize(12).startsWith("file:BTC/USD@3").endsWith("file:BTC/USD@14");
      assertThat(rejects.counts()).containsEntry(Fault.DUPLICATE, 3L);
    }
  }

  @Test
  void knowsTheGridOfThePrices() throws IOException {
    Path some = file("prices.csv", rows(60, 3, 60, 100));
    try (Rejects rejects = Rejects.none()) {
      FileEvents events =
          new FileEvents(plan(rejects, some), rejects, Long.MIN_VALUE, Long.MAX_VALUE);
      PriceSample sample = events.sample().get("file:SOME/USD");
      assertThat(sample)
          .isEqualTo(new PriceSample(Fixed8.parse("0.01"), Fixed8.of(100), Fixed8.of(101)));
      assertThat(new PriceSample(1, Fixed8.of(5_310), Fixed8.of(6_000)).usualTick())
          .isEqualTo(Fixed8.parse("0.0001"));
    }
  }

  @Test
  void refusesBarsOfSeveralIntervals() throws IOException {
    Path minutes = file("BTCUSD-1m.csv", rows(60, 3, 60, 100));
    Path hours = file("ETHUSD-1h.csv", rows(3_600, 3, 3_600, 100));
    try (Rejects rejects = Rejects.none()) {
      List<PlannedFile> planned = plan(rejects, minutes, hours);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new FileEvents(planned, rejects, Long.MIN_VALUE, Long.MAX_VALUE))
          .withMessageContaining("take bars of one interval");
    }
  }

  private static FileHistory sent(FileHistory history) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(history);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (FileHistory) in.readObject();
    }
  }

  @Test
  void aHistoryThatWasSentElsewhereReadsTheSame() throws Exception {
    Path plain = file("BTCUSDT-1m-2020-09.csv", rows(0, 50, 60, 10) + "not,a,bar\n");
    Path gzip = folder.resolve("ETHUSDT-1m-2020-09.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(rows(120, 50, 60, 20).getBytes(StandardCharsets.UTF_8));
    }
    List<String> told = new ArrayList<>();
    try (Rejects rejects =
        Rejects.to((file, line, fault, reason, text) -> told.add(file + " " + line + fault))) {
      FileEvents events =
          new FileEvents(
              plan(Rejects.none(), plain, gzip), rejects, Long.MIN_VALUE, Long.MAX_VALUE);
      List<Object> expected = Collected.of(events::run);
      List<String> faults = List.copyOf(told);
      assertThat(faults).hasSize(1);
      FileHistory history = sent(events.history());
      assertThat(Collected.of(sink -> history.read(sink, rejects)))
          .isEqualTo(expected)
          .hasSize(100);
      assertThat(told.subList(1, told.size())).isEqualTo(faults);
    }
  }

  @Test
  void aFileThatIsNotThereOrHasChangedIsNotRead() throws Exception {
    Path file = file("AAA-1m.csv", rows(0, 50, 60, 10));
    FileHistory history =
        new FileEvents(plan(Rejects.none(), file), Rejects.none(), 0, Long.MAX_VALUE).history();
    Files.writeString(file, rows(0, 49, 60, 10));
    assertThatThrownBy(() -> history.read(new Sampler(), Rejects.none()))
        .isInstanceOf(UnreachableHistory.class)
        .hasMessageContaining("bytes on");
    Files.delete(file);
    assertThatThrownBy(() -> history.read(new Sampler(), Rejects.none()))
        .isInstanceOf(UnreachableHistory.class)
        .hasMessageContaining("cannot be read on");
  }
}
