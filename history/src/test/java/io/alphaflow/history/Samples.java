package io.alphaflow.history;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files for tests. */
public final class Samples {

  /** 2024-01-01T00:00:00Z, epoch milliseconds. */
  public static final long START_MS = 1_704_067_200_000L;

  /** Later than all samples, epoch microseconds. */
  public static final long LATEST = 4_000_000_000_000_000L;

  public static final InstrumentId BTCUSDT = InstrumentId.parse("binance:BTC/USDT");

  private Samples() {}

  /** A line as Binance's archive has it; prices depend on the minute. */
  public static String kline(int minute) {
    long time = START_MS + minute * 60_000L;
    int cents = minute % 50;
    return "%d,42000.%02d000000,42001.%02d,41999.5,42000.%02d,1.5,%d,63000.75,%d,0.5,21000.25,0"
        .formatted(time, cents, cents, cents, time + 59_999, minute + 1);
  }

  /** One-minute bars from minute {@code from} on, without a header. */
  public static String klines(int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      text.append(kline(i)).append('\n');
    }
    return text.toString();
  }

  /** Trades with consecutive ids, a second apart, as Binance's archive has them. */
  public static String trades(long firstId, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      long id = firstId + i;
      text.append(
          "%d,%d.5,0.25,100.0,%d,%s,True%n"
              .formatted(
                  id, 42_000 + id % 7, START_MS + id * 1_000, id % 2 == 0 ? "True" : "False"));
    }
    return text.toString();
  }

  public static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }

  public static Path gzip(Path file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  /** Names and texts in turn. */
  public static Path zip(Path file, String... parts) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < parts.length; i += 2) {
        out.putNextEntry(new ZipEntry(parts[i]));
        out.write(parts[i + 1].getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return file;
  }

  /** Files of {@link #BTCUSDT}, everything else found in them. */
  public static List<PlannedFile> plan(Rejects rejects, Path... files) throws IOException {
    return plan(rejects, Optional.empty(), files);
  }

  public static List<PlannedFile> plan(Rejects rejects, Optional<BarSpec> interval, Path... files)
      throws IOException {
    return Plan.of(
        List.of(files),
        new PlanOptions(
            ReadOptions.detect(LATEST),
            Optional.of(BTCUSDT),
            Optional.empty(),
            interval,
            Optional.empty()),
        rejects);
  }

  /** A file of recorded data; the test is skipped where it is not at hand. */
  public static Path recorded(String path) {
    String folder = System.getProperty("ALPHAFLOW_DATA", System.getenv("ALPHAFLOW_DATA"));
    Path data =
        folder == null
            ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data")
            : Path.of(folder);
    Path file = data.resolve(path);
    assumeTrue(Files.exists(file), "no " + file + "; set ALPHAFLOW_DATA");
    return file;
  }
}
