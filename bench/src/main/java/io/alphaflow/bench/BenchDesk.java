package io.alphaflow.bench;

import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Configurations of the benchmarks. */
final class BenchDesk {

  private BenchDesk() {}

  /**
   * A desk whose strategy trades at every bar, for {@code alphaflow}'s runtimes.
   *
   * @param marks market time between two marks, which runs fast there
   */
  static String latencyConfiguration(String marks) {
    try (InputStream in = BenchDesk.class.getResourceAsStream("/latency-desk.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@MARKS@", marks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Three strategies on each of the instruments {@code C0/USD}, {@code C1/USD}, …
   *
   * @param partitions of the trade log
   * @param bars that are built
   */
  static DeskConfig config(int instruments, int partitions, String bars) {
    String symbols =
        IntStream.range(0, instruments)
            .mapToObj(i -> "\"C" + i + "/USD\"")
            .collect(Collectors.joining(", ", "[", "]"));
    return DeskConfig.parse(
        "bench",
        """
        desk: bench
        kafka: {bootstrapServers: "none:1", journalPartitions: 1, marketPartitions: %2$d}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: %1$s}
        accounts: [{id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}]
        ingest: {bars: [%3$s]}
        strategies:
          - {id: trend, type: ma-cross, account: main, symbols: %1$s, params: {fast: 12, slow: 26, size: "0.5"}}
          - {id: reversion, type: rsi-reversion, account: main, symbols: %1$s, params: {period: 14, size: "0.5"}}
          - {id: breakout, type: bollinger-squeeze, account: main, symbols: %1$s, params: {period: 20, size: "0.5"}}
        """
            .formatted(symbols, partitions, bars));
  }

  /** An instrument of {@link #config}. */
  static String instrument(int number) {
    return "sim:C" + number + "/USD";
  }
}
