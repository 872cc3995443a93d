package io.alphaflow.common.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.junit.jupiter.api.Test;

class DeskMetricsTest {

  private final MetricProbe probe = new MetricProbe();
  private final MetricGroup operator =
      probe.environment().getMetricGroup().getOrAddOperator("operator");
  private final DeskMetrics metrics = new DeskMetrics(operator);

  @Test
  void countsByLabels() {
    metrics.count(DeskMetric.SIGNALS, "trend", "sim:BTC/USD");
    metrics.count(DeskMetric.SIGNALS, "trend", "sim:BTC/USD");
    metrics.count(DeskMetric.SIGNALS, 5, "", "sim:ETH/USD");
    assertThat(probe.values())
        .containsEntry("trading_signals_generated_total{strategy=trend,symbol=sim:BTC/USD}", 2.0)
        .containsEntry("trading_signals_generated_total{strategy=none,symbol=sim:ETH/USD}", 5.0)
        .hasSize(2);
  }

  @Test
  void prometheusTakesAwayWhatStandsBeforeOurNames() {
    metrics.count(DeskMetric.SIGNALS, "trend", "sim:BTC/USD");
    assertThat(probe.whole())
        .containsKey(
            "taskmanager_job_task_operator_strategy_symbol_alphaflow_trading_signals_generated_total");
  }

  @Test
  void beyondTheBoundEverythingIsOther() {
    int bound = DeskMetric.ORDERS_UNKNOWN.bound();
    for (int i = 0; i < bound + 7; i++) {
      metrics.set(DeskMetric.ORDERS_UNKNOWN, 1 + i, "account-" + i);
      metrics.count(DeskMetric.DEAD_LETTERS, "CODE_" + i);
    }
    assertThat(probe.values().keySet())
        .filteredOn(name -> name.startsWith("orders_unknown"))
        .hasSize(bound + 1);
    assertThat(probe.values()).containsEntry("orders_unknown{account=other}", bound + 7.0);
    int codes = DeskMetric.DEAD_LETTERS.bound();
    for (int i = bound + 7; i < codes + 3; i++) {
      metrics.count(DeskMetric.DEAD_LETTERS, "CODE_" + i);
    }
    assertThat(probe.values()).containsEntry("dead_letters_total{code=other}", 3.0);
    metrics.count(DeskMetric.DEAD_LETTERS, "CODE_0");
    assertThat(probe.values()).containsEntry("dead_letters_total{code=CODE_0}", 2.0);
  }

  @Test
  void durationsAreCountedInBucketsThatIncludeTheSmallerOnes() {
    metrics.observe(DeskMetric.EXECUTION_LATENCY, 0.15, "submit");
    metrics.observe(DeskMetric.EXECUTION_LATENCY, 0.2, "submit");
    metrics.observe(DeskMetric.EXECUTION_LATENCY, 100, "submit");
    String bucket = "execution_latency_seconds_bucket{le=%s,operation=submit}";
    assertThat(probe.values())
        .containsEntry(bucket.formatted("0.2"), 2.0)
        .containsEntry(bucket.formatted("60.0"), 2.0)
        .containsEntry(bucket.formatted("+Inf"), 3.0)
        .containsEntry("execution_latency_seconds_count{operation=submit}", 3.0)
        .containsEntry("execution_latency_seconds_sum{operation=submit}", 100.35)
        .doesNotContainKey(bucket.formatted("0.1"));
  }

  @Test
  void anAlertAboutADifferenceIsABreakToo() {
    metrics.alert(alert("RECONCILIATION_BREAK"));
    metrics.alert(alert("ORDER_UNKNOWN"));
    assertThat(probe.values())
        .containsEntry("alerts_total{code=RECONCILIATION_BREAK,severity=WARNING}", 1.0)
        .containsEntry("alerts_total{code=ORDER_UNKNOWN,severity=WARNING}", 1.0)
        .containsEntry("reconciliation_breaks{code=RECONCILIATION_BREAK}", 1.0)
        .hasSize(3);
  }

  private static Alert alert(String code) {
    return new Alert("test", "1", Severity.WARNING, code, "", "", 0, "");
  }

  @Test
  void aDeclaredMetricIsThereWithZero() {
    metrics.declare(DeskMetric.RECONCILIATION_BREAKS);
    assertThat(probe.values()).isEmpty();
    assertThat(probe.whole())
        .containsEntry("taskmanager_job_task_operator_code_alphaflow_reconciliation_breaks", 0.0);
  }

  @Test
  void everyLabelMustHaveAValue() {
    assertThatThrownBy(() -> metrics.count(DeskMetric.SIGNALS, "trend"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("strategy");
  }

  @Test
  void namesAreThoseOfPrometheusAndUnique() {
    Set<String> names = new HashSet<>();
    for (DeskMetric metric : DeskMetric.values()) {
      assertThat(metric.metric()).matches("[a-z][a-z_]*");
      assertThat(metric.labels()).allMatch(label -> label.matches("[a-z][a-z_]*"));
      assertThat(names.add(metric.metric())).isTrue();
      assertThat(metric.bound()).isPositive();
    }
    assertThat(Arrays.stream(DeskMetric.values()).map(DeskMetric::help)).doesNotHaveDuplicates();
  }
}
