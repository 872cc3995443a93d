package io.alphaflow.history.capture;

import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of raw captures: a file for each symbol and period, named {@code
 * VENUE_SYMBOL_20240131T093000Z.gz} after its first line. Periods begin at whole multiples of their
 * length, UTC. Receive times in a symbol's files never go back. Used by one thread.
 */
public final class CaptureFolder implements AutoCloseable {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long NANOS = 1_000_000_000L;

  private static final class Open {
    private CaptureWriter writer;
    private long period;
    private long lastNanos;
  }

  private final Path folder;
  private final String venue;
  private final long periodNanos;
  private final Map<String, Open> files = new TreeMap<>();
  private final List<Path> written = new ArrayList<>();

  /** A folder, made if it is missing, whose files change after {@code period}. */
  public CaptureFolder(Path folder, String venue, Duration period) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.venue = venue;
    this.periodNanos = period.toNanos();
  }

  /**
   * Adds a line to a symbol's file.
   *
   * @return whether it is the first of a file
   * @throws IOException when it cannot be written
   */
  public boolean add(String symbol, CaptureLine line) throws IOException {
    Open file = files.computeIfAbsent(symbol, s -> new Open());
    long nanos = Math.max(line.receivedNanos(), file.lastNanos);
    long period = Math.floorDiv(nanos, periodNanos);
    boolean first = file.writer == null || file.period != period;
    if (first) {
      if (file.writer != null) {
        file.writer.close();
      }
      file.writer = create(symbol, nanos);
      file.period = period;
    }
    file.lastNanos = nanos;
    file.writer.add(new CaptureLine(nanos, line.text()));
    return first;
  }

  private CaptureWriter create(String symbol, long nanos) throws IOException {
    String name = venue + "_" + symbol + "_" + NAME.format(Instant.ofEpochSecond(nanos / NANOS));
    Path file = folder.resolve(name + ".gz");
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(name + "-" + i + ".gz");
    }
    written.add(file);
    return CaptureWriter.create(file);
  }

  /** Writes out what was added, so that a crash loses nothing of it. */
  public void flush() throws IOException {
    for (Open file : files.values()) {
      if (file.writer != null) {
        file.writer.flush();
      }
    }
  }

  /** The files so far, in the order in which they were begun. */
  public List<Path> written() {
    return List.copyOf(written);
  }

  @Override
  public void close() throws IOException {
    for (Open file : files.values()) {
      if (file.writer != null) {
        file.writer.close();
        file.writer = null;
      }
    }
  }
}
