package io.alphaflow.cli.local;

import org.apache.flink.configuration.Configuration;

/** Shows the metrics of a local desk to Prometheus, as flink-conf/cluster/config.yaml does. */
final class MetricsPort {

  private static final String REPORTER = "metrics.reporter.prom.";

  private MetricsPort() {}

  /** Settings of Flink; the port is open on every interface, Flink knows no other way. */
  static Configuration settings(String port) {
    Configuration settings = new Configuration();
    settings.setString(
        REPORTER + "factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    settings.setString(REPORTER + "port", port);
    settings.setString(REPORTER + "filterLabelValueCharacters", "false");
    settings.setString(
        REPORTER + "scope.variables.excludes",
        "job_id;task_id;operator_id;task_attempt_id;task_attempt_num;tm_id");
    return settings;
  }
}
