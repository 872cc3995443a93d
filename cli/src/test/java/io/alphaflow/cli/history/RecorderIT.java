package io.alphaflow.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureReader;
import io.alphaflow.common.capture.CaptureWriter;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.market.BinanceMarketData;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.history.capture.CaptureFolder;
import io.alphaflow.simulator.Capture;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RecorderIT {

  private static final long START_NANOS = 1_723_161_253_000_000_000L;
  private static final int ROUNDS = 300;
  private static final SymbolSpec BTCUSDT =
      new SymbolSpec(
          "BTCUSDT",
          "BTC",
          "USDT",
          Fixed8.parse("0.01"),
          Fixed8.parse("0.00001"),
          Fixed8.parse("0.00001"),
          Fixed8.parse("9000"),
          Fixed8.parse("5"));

  @TempDir Path folder;

  /** Trades, tops of the book and depth updates, ten milliseconds apart, with one snapshot. */
  private Path capture() throws Exception {
    Path file = folder.resolve("source.gz");
    try (CaptureWriter out = CaptureWriter.create(file)) {
      for (int i = 0; i < ROUNDS; i++) {
        long nanos = START_NANOS + i * 10_000_000L;
        long ms = nanos / 1_000_000;
        add(
            out,
            nanos,
            "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"BTCUSDT\",\"U\":%d,\"u\":%d,\"b\":[[\"60000.00\",\"%d.5\"]],\"a\":[[\"60010.00\",\"1\"]]}}"
                .formatted(ms, 100 + i, 100 + i, i + 1));
        add(
            out,
            nanos + 1,
            "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":%d,\"s\":\"BTCUSDT\",\"b\":\"60000.00\",\"B\":\"%d.5\",\"a\":\"60010.00\",\"A\":\"1\"}}"
                .formatted(100 + i, i + 1));
        add(
            out,
            nanos + 2,
            "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"60001.00\",\"q\":\"0.5\",\"T\":%d,\"m\":true,\"M\":true}}"
                .formatted(ms, 9_000 + i, ms));
        if (i == 2) {
          add(
              out,
              nanos + 3,
              "{\"lastUpdateId\":101,\"bids\":[[\"60000.00\",\"2.5\"],[\"59990.00\",\"4\"]],\"asks\":[[\"60010.00\",\"1\"]]}");
        }
      }
    }
    return file;
  }

  private static void add(CaptureWriter out, long nanos, String text) throws Exception {
    out.add(new CaptureLine(nanos, text));
  }

  private record Recorded(List<Path> files, List<String> frames, List<String> books) {}

  /** Plays a capture through the simulated exchange and records what its streams send. */
  private Recorded playAndRecord(Path capture, Path into, Duration period) throws Exception {
    try (SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSDT), List.of(), List.of(Capture.read(List.of(capture))))) {
      VenueOptions venue =
          new VenueOptions(
              "sim",
              exchange.restUrl(),
              exchange.streamUrl(),
              exchange.wsApiUrl(),
              Duration.ofSeconds(3),
              List.of(InstrumentId.parse("sim:BTC/USDT")));
      CountDownLatch recording = new CountDownLatch(1);
      CaptureFolder target = new CaptureFolder(into, "sim", period);
      Recorder recorder =
          new Recorder(
              new BinanceMarketData(venue),
              List.of(
                  new StreamKey("BTCUSDT", StreamKind.TRADE),
                  new StreamKey("BTCUSDT", StreamKind.BOOK_TICKER),
                  new StreamKey("BTCUSDT", StreamKind.DEPTH)),
              target,
              note -> recording.countDown());
      List<Throwable> failure = new ArrayList<>();
      Thread thread =
          new Thread(
              () -> {
                try (target) {
                  recorder.run(Duration.ofMinutes(1));
                } catch (Exception e) {
                  failure.add(e);
                }
              });
      thread.start();
      assertThat(recording.await(20, TimeUnit.SECONDS)).isTrue();
      exchange.play();
      while (!exchange.progress().finished()) {
        Thread.sleep(20);
      }
      Thread.sleep(500);
      recorder.stop();
      thread.join(10_000);
      assertThat(failure).isEmpty();
      assertThat(recorder.reconnects()).isZero();
      assertThat(recorder.counts().get("btcusdt@trade")).isEqualTo(ROUNDS);
      return read(target.written());
    }
  }

  private static Recorded read(List<Path> files) throws Exception {
    List<String> frames = new ArrayList<>();
    List<String> books = new ArrayList<>();
    long before = 0;
    for (Path file : files) {
      try (CaptureReader in = CaptureReader.open(file)) {
        for (CaptureLine line = in.next(); line != null; line = in.next()) {
          assertThat(line.receivedNanos()).isGreaterThanOrEqualTo(before);
          before = line.receivedNanos();
          (line.text().startsWith("{\"lastUpdateId\"") ? books : frames).add(line.text());
        }
      }
    }
    return new Recorded(files, frames, books);
  }

  @Test
  void whatWasRecordedPlaysAgainAsTheSameFrames() throws Exception {
    Recorded first = playAndRecord(capture(), folder.resolve("a"), Duration.ofHours(1));
    assertThat(first.files()).hasSize(1);
    assertThat(first.files().get(0).getFileName().toString())
        .matches("sim_BTCUSDT_\\d{8}T\\d{6}Z\\.gz");
    assertThat(first.frames()).hasSize(3 * ROUNDS);
    assertThat(first.books()).hasSize(1);
    assertThat(first.books().get(0)).startsWith("{\"lastUpdateId\":").contains("[\"59990\",\"4\"]");

    Recorded second = playAndRecord(first.files().get(0), folder.resolve("b"), Duration.ofHours(1));
    assertThat(second.frames()).isEqualTo(first.frames());
    assertThat(second.books()).hasSize(1);
  }

  @Test
  void eachPeriodHasAFileWithABookOfItsOwn() throws Exception {
    Recorded recorded = playAndRecord(capture(), folder.resolve("a"), Duration.ofSeconds(1));
    assertThat(recorded.files()).hasSizeBetween(3, 6);
    assertThat(recorded.frames()).hasSize(3 * ROUNDS);
    // The last period may be too short for an update after its first line.
    assertThat(recorded.books())
        .hasSizeBetween(recorded.files().size() - 1, recorded.files().size());
  }

  /** The exchange goes away and comes back on the same port. */
  @Test
  void connectsAgainAndSaysWhatIsMissing() throws Exception {
    Capture played = Capture.read(List.of(capture()));
    SimulatedExchange before =
        SimulatedExchange.start(SimulatorOptions.of(BTCUSDT), List.of(), List.of(played));
    int port = before.port();
    VenueOptions venue =
        new VenueOptions(
            "sim",
            before.restUrl(),
            before.streamUrl(),
            before.wsApiUrl(),
            Duration.ofSeconds(3),
            List.of(InstrumentId.parse("sim:BTC/USDT")));
    List<String> notes = new java.util.concurrent.CopyOnWriteArrayList<>();
    CaptureFolder target = new CaptureFolder(folder.resolve("a"), "sim", Duration.ofHours(1));
    Recorder recorder =
        new Recorder(
            new BinanceMarketData(venue),
            List.of(new StreamKey("BTCUSDT", StreamKind.TRADE)),
            target,
            notes::add);
    Thread thread =
        new Thread(
            () -> {
              try (target) {
                recorder.run(Duration.ofMinutes(1));
              } catch (Exception e) {
                notes.add("failed: " + e);
              }
            });
    thread.start();
    await(notes, 1);
    before.close();
    await(notes, 2);
    try (SimulatedExchange after =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSDT).withPort(port), List.of(), List.of(played))) {
      while (notes.stream().filter(n -> n.startsWith("recording")).count() < 2) {
        Thread.sleep(20);
      }
      after.play();
      while (!after.progress().finished()) {
        Thread.sleep(20);
      }
      Thread.sleep(500);
      recorder.stop();
      thread.join(10_000);
    }
    assertThat(notes.get(1)).startsWith("the stream was ").contains("connecting again in");
    assertThat(notes).noneMatch(n -> n.startsWith("failed"));
    assertThat(recorder.reconnects()).isPositive();
    assertThat(recorder.counts().get("btcusdt@trade")).isEqualTo(ROUNDS);
  }

  private static void await(List<String> notes, int count) throws InterruptedException {
    while (notes.size() < count) {
      Thread.sleep(20);
    }
  }
}
