package io.alphaflow.simulator;

import io.alphaflow.simulator.capture.CaptureFiles;
import io.alphaflow.simulator.capture.CapturedSymbol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Raw messages of the venue's market streams, recorded with the time at which they arrived, to be
 * played again as they were. Held in memory whole: about the size of the unpacked files, twice.
 *
 * @param symbols what was captured, each symbol once, by name
 */
public record Capture(List<CapturedSymbol> symbols) {

  /** Copies the list. */
  public Capture {
    symbols = List.copyOf(symbols);
  }

  /**
   * Reads the files of one capture, each continuing the one before.
   *
   * @param files as the common capture format has them, plain or gzip; depth snapshots are lines
   *     with {@code lastUpdateId} and without {@code stream}
   * @throws IOException when a file cannot be read or a line is damaged; the message names both
   */
  public static Capture read(List<Path> files) throws IOException {
    return new Capture(CaptureFiles.read(files));
  }

  /** A captured symbol. */
  public CapturedSymbol symbol(String name) {
    return symbols.stream()
        .filter(s -> s.symbol().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing was captured of " + name));
  }
}
