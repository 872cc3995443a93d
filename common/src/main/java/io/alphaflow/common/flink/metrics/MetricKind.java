package io.alphaflow.common.flink.metrics;

/** How a metric behaves. */
public enum MetricKind {
  /** Only rises; begins at 0 again when its task starts anew. */
  COUNTER,
  /** A value as it is now. */
  GAUGE,
  /**
   * Counts durations by buckets, as Prometheus' histograms do: {@code _bucket}, {@code _sum},
   * {@code _count}.
   */
  HISTOGRAM
}
