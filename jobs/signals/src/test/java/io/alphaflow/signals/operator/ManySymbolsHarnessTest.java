package io.alphaflow.signals.operator;

import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.TestLog.BEGIN;
import static io.alphaflow.signals.TestLog.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.TestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand symbols with three instances each; prints how large their state is. */
@Timeout(180)
class ManySymbolsHarnessTest {

  private static final int SYMBOLS = 10_000;
  private static final int MINUTES = 10;
  private static final List<String> INSTRUMENTS =
      IntStream.range(0, SYMBOLS).mapToObj(i -> "sim:C" + i + "/USD").toList();

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  private static SignalsOptions desk() {
    return options(
        instance("a", "scripted", "1m", INSTRUMENTS, "period", "5"),
        instance("b", "scripted", "1m", INSTRUMENTS, "period", "10", "every", "5"),
        instance("c", "scripted", "1m", INSTRUMENTS, "period", "10", "every", "2"));
  }

  private static List<MarketEntry> minute(int minute) {
    List<MarketEntry> log = new ArrayList<>();
    long time = BEGIN + minute * 60 * SECOND;
    for (int i = 0; i < SYMBOLS; i++) {
      log.add(TestLog.trade(INSTRUMENTS.get(i), minute + 1, 80_000 + i + minute % 9, time + i));
    }
    log.add(new Heartbeat(0, time + 30 * SECOND, List.of()));
    return log;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theirStateIsSmallAndComesBack(StateBackend backend) throws Exception {
    SignalsOptions options = desk();
    OperatorSubtaskState snapshot;
    List<String> expected;
    try (SignalsHarness harness = new SignalsHarness(options, backend, 1, 0).open()) {
      for (int minute = 0; minute < MINUTES; minute++) {
        harness.feed(0, minute(minute));
      }
      snapshot = harness.snapshot(1);
      long bytes = snapshot.getStateSize();
      System.out.printf(
          Locale.ROOT,
          "%s: checkpoint of %,d symbols x 3 instances: %,d bytes, %,d for each symbol%n",
          backend.getClass().getSimpleName(),
          SYMBOLS,
          bytes,
          bytes / SYMBOLS);
      assertThat(bytes / SYMBOLS).isLessThan(6_000);
      int before = harness.writes().size();
      harness.feed(0, minute(MINUTES));
      expected = harness.texts().subList(before, harness.texts().size());
      assertThat(expected).hasSizeGreaterThanOrEqualTo(SYMBOLS);
    }
    long began = System.nanoTime();
    try (SignalsHarness harness = new SignalsHarness(options, backend, 1, 0).open(snapshot)) {
      List<MarketEntry> next = minute(MINUTES);
      harness.feed(0, next.subList(0, 1));
      System.out.printf(Locale.ROOT, "recovered in %.1f s%n", (System.nanoTime() - began) / 1e9);
      harness.feed(0, next.subList(1, next.size()));
      assertThat(harness.texts()).isEqualTo(expected);
    }
  }
}
