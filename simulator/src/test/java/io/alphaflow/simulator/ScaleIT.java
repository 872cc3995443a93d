package io.alphaflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ScaleIT {

  private static final int SYMBOLS = 2_000;
  private static final int TRADES_EACH = 30;

  /** Each symbol trades ten times a second, all evenly spread: 20,000 in a second. */
  @Test
  void twoThousandSymbolsSendTwentyThousandMessagesASecondToOneConnection() throws Exception {
    List<SymbolSpec> specs = new ArrayList<>();
    List<Recording> recordings = new ArrayList<>();
    for (int s = 0; s < SYMBOLS; s++) {
      String name = "S" + s + "USD";
      specs.add(
          new SymbolSpec(
              name, "S" + s, "USD", 1_000_000, 10_000, 10_000, Fixed8.of(1_000), Fixed8.of(10)));
      recordings.add(recording(name, s));
    }
    SimulatorOptions options =
        SimulatorOptions.of(specs.toArray(SymbolSpec[]::new))
            .withLimits(
                VenueLimits.DEFAULT.withConnections(ConnectionLimits.DEFAULT.withStreams(SYMBOLS)));
    try (SimulatedExchange exchange = SimulatedExchange.start(options, recordings);
        CountingSocket socket = CountingSocket.open(exchange.streamUrl() + "/stream")) {
      for (int from = 0; from < SYMBOLS; from += 500) {
        socket.say(
            IntStream.range(from, from + 500)
                .mapToObj(i -> "\"s" + i + "usd@trade\"")
                .collect(
                    Collectors.joining(
                        ",", "{\"method\":\"SUBSCRIBE\",\"params\":[", "],\"id\":" + from + "}")));
      }
      socket.awaitMessages(4);
      long cpuBefore = eventLoopNanos();
      long begin = System.nanoTime();
      exchange.play();
      socket.awaitMessages(4 + SYMBOLS * TRADES_EACH);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpu = (eventLoopNanos() - cpuBefore) / 1e9;
      System.out.printf(
          "%d messages in %.2f s, %.2f s of the exchange's thread%n",
          SYMBOLS * TRADES_EACH, seconds, cpu);
      assertThat(exchange.progress().tradesSent()).isEqualTo(SYMBOLS * TRADES_EACH);
      assertThat(seconds).isLessThan(10);
    }
  }

  private static Recording recording(String name, int shift) {
    long[] times = new long[TRADES_EACH];
    long[] prices = new long[TRADES_EACH];
    long[] quantities = new long[TRADES_EACH];
    for (int i = 0; i < TRADES_EACH; i++) {
      times[i] = TestMarket.START + i * 100_000L + shift * 50L;
      prices[i] = Fixed8.of(100) + i % 7 * 1_000_000L;
      quantities[i] = 10_000L * (1 + i % 9);
    }
    return new Recording(name, times, prices, quantities);
  }

  private static long eventLoopNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().startsWith("vert.x-eventloop")) {
        sum += threads.getThreadCpuTime(info.getThreadId());
      }
    }
    return sum;
  }
}
