package io.alphaflow.common.flink.metrics;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one operator, with labels. Time series come into being with the first value of
 * their labels; beyond the bound of the metric all further ones share the value {@value #OTHER}.
 *
 * <p>Flink names a metric by the groups that it is in. Each label is a group with key and value,
 * and a last group {@value #GROUP} tells where our names begin: Prometheus takes away what stands
 * before it (docs/metrics.md). Safe to use from any thread.
 */
public final class DeskMetrics {

  /** Group before the metric's own name. */
  public static final String GROUP = "alphaflow";

  /** Value of the labels beyond the bound. */
  public static final String OTHER = "other";

  private static final String NONE = "none";
  private static final String BREAK = "RECONCILIATION_";

  /** Upper bounds of durations, in seconds. */
  private static final double[] BUCKETS = {
    0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60
  };

  private final MetricGroup group;
  private final Map<DeskMetric, Map<List<String>, Series>> all = new EnumMap<>(DeskMetric.class);

  /** Metrics below an operator's group. */
  public DeskMetrics(MetricGroup group) {
    this.group = group;
    for (DeskMetric metric : DeskMetric.values()) {
      all.put(metric, new ConcurrentHashMap<>());
    }
  }

  /** One more of a counter. */
  public void count(DeskMetric metric, String... labels) {
    series(metric, labels).add(1);
  }

  /** Several more of a counter. */
  public void count(DeskMetric metric, long more, String... labels) {
    series(metric, labels).add(more);
  }

  /** The value of a gauge from now on. */
  public void set(DeskMetric metric, double value, String... labels) {
    series(metric, labels).ask(() -> value);
  }

  /** A gauge whose value is asked for, on a thread of Flink's. */
  public void ask(DeskMetric metric, DoubleSupplier value, String... labels) {
    series(metric, labels).ask(value);
  }

  /** A duration of a histogram. */
  public void observe(DeskMetric metric, double seconds, String... labels) {
    series(metric, labels).observe(seconds);
  }

  /** The time from a moment of the wall clock, epoch microseconds UTC, to now. */
  public void observeSince(DeskMetric metric, long micros, String... labels) {
    observe(metric, Math.max(0, nowMicros() - micros) / 1e6, labels);
  }

  /** The wall clock, epoch microseconds UTC: for measuring, never for deciding. */
  public static long nowMicros() {
    return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
  }

  /** Counts a dead letter. */
  public void deadLetter(DeadLetter letter) {
    count(DeskMetric.DEAD_LETTERS, letter.code());
  }

  /** Counts an alert; one that tells of a difference to the venue also as a break. */
  public void alert(Alert alert) {
    count(DeskMetric.ALERTS, alert.severity().name(), alert.code());
    if (alert.code().startsWith(BREAK)) {
      count(DeskMetric.RECONCILIATION_BREAKS, alert.code());
    }
  }

  /** Makes the series {@value #OTHER} of a metric, with 0, so that it is there before its first. */
  public DeskMetrics declare(DeskMetric... metrics) {
    for (DeskMetric metric : metrics) {
      List<String> others = Collections.nCopies(metric.labels().size(), OTHER);
      all.get(metric).computeIfAbsent(others, key -> register(metric, key));
    }
    return this;
  }

  private Series series(DeskMetric metric, String... labels) {
    if (labels.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
    }
    Map<List<String>, Series> known = all.get(metric);
    List<String> key = Arrays.asList(labels);
    Series series = known.get(key);
    if (series != null) {
      return series;
    }
    // Two threads at the bound may make one series too many; nothing else depends on it.
    List<String> kept =
        known.size() < metric.bound()
            ? key.stream().map(v -> v == null || v.isEmpty() ? NONE : v).toList()
            : Collections.nCopies(labels.length, OTHER);
    return known.computeIfAbsent(kept, values -> register(metric, values));
  }

  private Series register(DeskMetric metric, List<String> values) {
    MetricGroup labelled = group;
    for (int i = 0; i < values.size(); i++) {
      labelled = labelled.addGroup(metric.labels().get(i), values.get(i));
    }
    return new Series(metric, labelled);
  }

  /** One combination of label values. */
  private static final class Series {

    private final Total total = new Total();
    private final DoubleAdder seconds = new DoubleAdder();
    private final Total[] buckets;
    private volatile DoubleSupplier value = () -> 0;

    Series(DeskMetric metric, MetricGroup labelled) {
      String name = metric.metric();
      boolean durations = metric.kind() == MetricKind.HISTOGRAM;
      this.buckets = new Total[durations ? BUCKETS.length : 0];
      MetricGroup place = labelled.addGroup(GROUP);
      switch (metric.kind()) {
        case COUNTER -> place.counter(name, total);
        case GAUGE -> place.gauge(name, (Gauge<Double>) () -> value.getAsDouble());
        case HISTOGRAM -> {
          for (int i = 0; i < BUCKETS.length; i++) {
            buckets[i] = bucket(labelled, Double.toString(BUCKETS[i]), name, new Total());
          }
          bucket(labelled, "+Inf", name, total);
          place.counter(name + "_count", total);
          place.gauge(name + "_sum", (Gauge<Double>) seconds::sum);
        }
      }
    }

    private static Total bucket(MetricGroup labelled, String bound, String name, Total counter) {
      labelled.addGroup("le", bound).addGroup(GROUP).counter(name + "_bucket", counter);
      return counter;
    }

    void add(long more) {
      total.inc(more);
    }

    void ask(DoubleSupplier newValue) {
      value = newValue;
    }

    void observe(double duration) {
      seconds.add(duration);
      for (int i = 0; i < buckets.length; i++) {
        if (duration <= BUCKETS[i]) {
          buckets[i].inc();
        }
      }
      total.inc();
    }
  }
}
