package io.alphaflow.exchange.binance.market;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The folder of real data; tests that need it are skipped where it is not at hand. */
final class DataFolder {

  private DataFolder() {}

  static Path file(String name) {
    String configured = System.getenv("ALPHAFLOW_DATA");
    Path data =
        configured == null
            ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data")
            : Path.of(configured);
    Path file = data.resolve(name);
    assumeTrue(Files.exists(file), "no " + file + "; set ALPHAFLOW_DATA");
    return file;
  }

  /** The lines of a compressed file. */
  static BufferedReader lines(String name) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file(name))), StandardCharsets.UTF_8));
  }
}
