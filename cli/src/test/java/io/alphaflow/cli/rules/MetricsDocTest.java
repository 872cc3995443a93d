package io.alphaflow.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.MetricKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of metrics in the documentation is the catalogue in the code. */
class MetricsDocTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  private static final String INTRODUCTION =
      """
      # Metrics

      What the jobs measure, in Prometheus. No decision depends on any of it: metrics change no state and no byte of a
      log. This page is generated from `DeskMetric`; `docker/prometheus/` has the scrape configuration and the alert rules,
      `docker/grafana/` the dashboards.

      **Names.** Flink's reporter puts the scope and the names of the labels before a name, and each TaskManager exports
      `flink_taskmanager_job_task_operator_<labels>_alphaflow_<name>`, for example
      `flink_taskmanager_job_task_operator_strategy_symbol_alphaflow_trading_signals_generated_total{strategy="cross",symbol="sim:BTC/USD"}`.
      One rule in `docker/prometheus/prometheus.yml` takes away all up to `alphaflow_`; the table has the names after that.
      Label values are exported as they are (`filterLabelValueCharacters: false`). Flink's own variables stay labels as well
      (`job_name`, `operator_name`, `subtask_index`, `host`, ...), without the ids that differ for every attempt.
      Flink exports counters with the type `gauge`; `rate()` and `increase()` work all the same.

      **Bounds.** A task has at most so many combinations of label values of a metric; further ones are counted together
      under the value `other`. An empty value is `none`. Counters begin at 0 when a task starts anew; entries that are read
      again after a restart are counted again.

      **Histograms** have `_bucket{le="…"}`, `_sum` and `_count`, for example
      `histogram_quantile(0.99, sum by (le) (rate(execution_latency_seconds_bucket{operation="submit"}[5m])))`.

      | metric | kind | labels | unit | at most | job | what it says |
      |---|---|---|---|---|---|---|
      """;

  private static final String FLINK =
      """

      ## Of Flink

      Those that the alert rules and dashboards use, with Flink's names:

      | metric | what it says |
      |---|---|
      | `flink_jobmanager_job_uptime` | how long a job has been running, in milliseconds; 0 while it restarts |
      | `flink_jobmanager_job_numRestarts` | how often it was restarted |
      | `flink_jobmanager_job_numberOfFailedCheckpoints`, `…_numberOfCompletedCheckpoints`, `…_lastCheckpointDuration`, `…_lastCheckpointSize` | its checkpoints |
      | `flink_taskmanager_job_task_operator_pendingRecords` | how many records of Kafka a source has still to read |
      | `flink_taskmanager_job_task_operator_numRecordsIn`, `…_numRecordsOut` | records of an operator |
      | `flink_taskmanager_job_task_busyTimeMsPerSecond`, `…_backPressuredTimeMsPerSecond` | where a job has its bottleneck |
      | `flink_taskmanager_Status_JVM_Memory_Heap_Used`, `flink_taskmanager_Status_JVM_CPU_Load` | the process |
      """;

  private static String page() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (DeskMetric metric : DeskMetric.values()) {
      String labels =
          metric.labels().stream().map(l -> "`" + l + "`").collect(Collectors.joining(" "));
      if (metric.kind() == MetricKind.HISTOGRAM) {
        labels += " `le`";
      }
      page.append(
          "| `%s` | %s | %s | %s | %d | %s | %s |\n"
              .formatted(
                  metric.metric(),
                  metric.kind().name().toLowerCase(Locale.ROOT),
                  labels,
                  metric.unit(),
                  metric.bound(),
                  metric.jobs(),
                  metric.help()));
    }
    return page.append(FLINK).toString();
  }

  @Test
  void thePageListsEveryMetric() throws Exception {
    if (Boolean.getBoolean("alphaflow.docs.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as("write it with -Dalphaflow.docs.write=true")
        .isEqualTo(page());
  }
}
