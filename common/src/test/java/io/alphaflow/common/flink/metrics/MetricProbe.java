package io.alphaflow.common.flink.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/**
 * What an operator in a harness measures, under the names that Flink's Prometheus reporter gives
 * and docker/prometheus/prometheus.yml shortens.
 */
public final class MetricProbe {

  private record Found(AbstractMetricGroup<?> group, Metric metric) {}

  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final TaskMetricGroup task;

  /** A probe for one operator. */
  public MetricProbe() {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder().setRegisterConsumer(this::register).build();
    ExecutionAttemptID attempt = ExecutionAttemptID.randomId();
    task =
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
                registry, "localhost", ResourceID.generate())
            .addJob(new JobID(), "job")
            .addTask(attempt, "task");
  }

  private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
    String scope = group.getLogicalScope(CharacterFilter.NO_OP_FILTER, '_');
    found.put(name + "@" + System.identityHashCode(group) + "@" + scope, new Found(group, metric));
  }

  /** For the constructor of a harness. */
  public MockEnvironment environment() {
    return new MockEnvironmentBuilder().setMaxParallelism(128).setMetricGroup(task).build();
  }

  /** Whole names of the series of a metric: {@code scope_name}. */
  public SortedMap<String, Double> whole() {
    SortedMap<String, Double> values = new TreeMap<>();
    found.forEach(
        (key, f) -> {
          String[] parts = key.split("@", 3);
          values.put(parts[2] + "_" + parts[0], value(f.metric()));
        });
    return values;
  }

  /** Our series that are not 0, {@code name{label="value"}}. */
  public SortedMap<String, Double> values() {
    SortedMap<String, Double> values = new TreeMap<>();
    found.forEach(
        (key, f) -> {
          String[] parts = key.split("@", 3);
          if (parts[2].endsWith("_" + DeskMetrics.GROUP) && value(f.metric()) != 0) {
            values.put(parts[0] + labels(f.group()), value(f.metric()));
          }
        });
    return values;
  }

  private static String labels(AbstractMetricGroup<?> group) {
    StringBuilder text = new StringBuilder();
    Map<String, String> all = new TreeMap<>(group.getAllVariables());
    all.forEach(
        (name, value) -> {
          if (!name.matches("<(host|tm_id|job_.*|task_.*|operator_.*|subtask_index)>")) {
            text.append(text.isEmpty() ? "{" : ",");
            text.append(name, 1, name.length() - 1).append("=").append(value);
          }
        });
    return text.isEmpty() ? "" : text.append("}").toString();
  }

  private static double value(Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? number.doubleValue()
        : 0;
  }
}
