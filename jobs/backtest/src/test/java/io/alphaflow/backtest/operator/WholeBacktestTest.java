package io.alphaflow.backtest.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.OrderTiming;
import io.alphaflow.backtest.engine.Runs;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.common.model.Bar;
import io.alphaflow.signals.CatalogSource;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.simulator.matching.MatchingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.functions.util.RuntimeUDFContext;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeBacktestTest {

  private static final List<Bar> BARS = Runs.bars(21, 4_000);

  private static final FillRules AT_CLOSE =
      new FillRules(MatchingMode.THROUGH, OrderTiming.CLOSE, 0, 0, FeeAsset.QUOTE, 0, 0, 0);

  private final List<JobPiece> out = new ArrayList<>();

  private static Variant cross(FillRules rules) {
    return Runs.cross("a" + rules.timing(), 2, 5, rules);
  }

  private void run(History history, CatalogSource catalog, Variant... variants) throws Exception {
    WholeBacktest whole = new WholeBacktest(history, Runs.options(variants), catalog, true);
    whole.setRuntimeContext(
        new RuntimeUDFContext(
            new TaskInfoImpl("backtest", 1, 0, 1, 0),
            getClass().getClassLoader(),
            new ExecutionConfig(),
            Map.of(),
            new HashMap<>(),
            UnregisteredMetricsGroup.createOperatorMetricGroup()));
    whole.flatMap(1, new ListCollector<>(out));
  }

  /** Classes that are loaded while a thread is interrupted may fail for ever. */
  @BeforeEach
  void load() throws Exception {
    run(
        (sink, rejects) -> BARS.forEach(sink::bar),
        CatalogSource.classPath(),
        cross(FillRules.DEFAULT));
    out.clear();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2_500})
  void aTaskThatIsCancelledEndsWithinABlock(int when) {
    int[] read = {0};
    try {
      assertThatExceptionOfType(CancelTaskException.class)
          .isThrownBy(
              () ->
                  run(
                      (sink, rejects) -> {
                        for (Bar bar : BARS) {
                          if (read[0]++ == when) {
                            Thread.currentThread().interrupt();
                          }
                          sink.bar(bar);
                        }
                      },
                      CatalogSource.classPath(),
                      cross(FillRules.DEFAULT)));
    } finally {
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
    assertThat(read[0] - when).isLessThanOrEqualTo(1_024);
    assertThat(out).isEmpty();
  }

  @Test
  void aRunThatCannotBeIsTriedOnce() {
    assertThatExceptionOfType(SuppressRestartsException.class)
        .isThrownBy(
            () ->
                run(
                    (sink, rejects) -> BARS.forEach(sink::bar),
                    CatalogSource.classPath(),
                    cross(Runs.free()),
                    cross(AT_CLOSE)))
        .havingCause()
        .withMessageContaining("the same order timing");
  }

  @Test
  void aFolderOfStrategiesThatCannotBeReadIsReadOnce() {
    assertThatExceptionOfType(SuppressRestartsException.class)
        .isThrownBy(
            () ->
                run(
                    (sink, rejects) -> BARS.forEach(sink::bar),
                    () -> {
                      throw new IllegalStateException("on purpose");
                    },
                    cross(FillRules.DEFAULT)))
        .withRootCauseInstanceOf(IllegalStateException.class);
  }
}
