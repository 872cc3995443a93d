package io.alphaflow.execution.chaos;

import io.alphaflow.runtime.FlinkCluster;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of the desk over all its lives. */
final class DeskJob {

  private static final Logger LOG = LoggerFactory.getLogger(DeskJob.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FlinkCluster cluster;
  private final Configuration settings;
  private final Consumer<StreamExecutionEnvironment> topology;
  private JobID job;
  private String checkpoint;

  DeskJob(
      FlinkCluster cluster, Configuration settings, Consumer<StreamExecutionEnvironment> topology) {
    this.cluster = cluster;
    this.settings = settings;
    this.topology = topology;
  }

  /** Begins with the last checkpoint that is known, if there is one. */
  void start() {
    StreamExecutionEnvironment env = cluster.environment(settings);
    env.setParallelism(1);
    topology.accept(env);
    job = checkpoint == null ? cluster.submit(env) : cluster.submit(env, checkpoint);
  }

  /** Until all its tasks run; a job that fails on its way there counts as well. */
  void awaitRunning() {
    try {
      cluster.awaitRunning(job, PATIENCE);
    } catch (IllegalStateException e) {
      LOG.warn("{} does not run yet: {}", job, e.toString());
    }
  }

  void restore() {
    cluster.cancel(job);
    // Without one of its own yet it begins where it began before.
    checkpoint = cluster.latestCheckpoint(job).orElse(checkpoint);
    start();
  }

  void forget() {
    cluster.cancel(job);
    checkpoint = null;
    start();
  }

  void stop() {
    if (job != null) {
      cluster.cancel(job);
    }
  }
}
