package io.alphaflow.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Trade files for the tests: a random walk with a fixed seed. */
public final class TradeFiles {

  private static final long START = 1_385_337_600L;

  private TradeFiles() {}

  /** {@code count} trades, one each ten seconds or so; each hundredth has the amount 0. */
  public static Path randomWalk(Path folder, int count, long seed) throws IOException {
    Random random = new Random(seed);
    Path file = folder.resolve("walk-" + count + "-" + seed + ".csv");
    long cents = 80_000;
    long time = START;
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      out.println("timestamp,price,amount");
      for (int i = 1; i <= count; i++) {
        time += random.nextInt(20);
        cents = Math.max(10_000, cents + Math.round(random.nextGaussian() * 150));
        long satoshi = i % 100 == 0 ? 0 : 1 + random.nextInt(200_000_000);
        out.printf(
            "%d,%d.%02d,%d.%08d%n",
            time, cents / 100, cents % 100, satoshi / 100_000_000, satoshi % 100_000_000);
      }
    }
    return file;
  }
}
