package io.alphaflow.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real captures, where the folder with the real data stands beside the repository. */
public final class CapturedData {

  private CapturedData() {}

  static Path dataFolder() {
    String property = System.getProperty("ALPHAFLOW_DATA", System.getenv("ALPHAFLOW_DATA"));
    if (property != null) {
      return Path.of(property);
    }
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root.resolveSibling("shared").resolve("data");
  }

  /** The files of one capture; skips the test where they are not. */
  public static List<Path> files(String... names) {
    Path folder = dataFolder().resolve("ws-binance-raw");
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        "no real captures in " + folder + " (set ALPHAFLOW_DATA to the folder above it)");
    return List.of(names).stream().map(folder::resolve).toList();
  }

  /** BTCUSDT over midnight of 2024-08-09. */
  static List<Path> btcusdt() {
    return files("spot_btcusdt_20240808.gz", "spot_btcusdt_20240809.gz");
  }
}
