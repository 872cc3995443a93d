package io.alphaflow.cli.local;

import io.alphaflow.archive.ArchiveJob;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.execution.ExecutionSinkJob;
import io.alphaflow.ingest.IngestJob;
import io.alphaflow.pnl.PnlJob;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.signals.SignalsJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of the desk on one Flink cluster: the same classes that are submitted to any other. */
public final class DeskJobs {

  /** Builds a job's graph in an environment, without executing it. */
  @FunctionalInterface
  private interface Builder {
    void configure(StreamExecutionEnvironment environment, DeskConfig config);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Name of the risk job. */
  public static final String RISK = "risk";

  /** Name of the signals job. */
  public static final String SIGNALS = "signals";

  /** Readers before writers, so that nothing waits for its reader. */
  private static final Map<String, Builder> BUILDERS = new LinkedHashMap<>();

  static {
    BUILDERS.put("archive", ArchiveJob::configure);
    BUILDERS.put("pnl", PnlJob::configure);
    BUILDERS.put(RISK, RiskJob::configure);
    BUILDERS.put("execution-sink", ExecutionSinkJob::configure);
    BUILDERS.put(SIGNALS, SignalsJob::configure);
    BUILDERS.put("ingest", IngestJob::configure);
  }

  private final FlinkCluster cluster;
  private final DeskConfig config;
  private final Map<String, JobID> running = new LinkedHashMap<>();

  /** The jobs of one desk. */
  public DeskJobs(FlinkCluster cluster, DeskConfig config) {
    this.cluster = cluster;
    this.config = config;
  }

  /** Submits all jobs and waits until every task runs. */
  public DeskJobs start() {
    BUILDERS.keySet().forEach(name -> running.put(name, cluster.submit(build(name, 1))));
    running.values().forEach(id -> cluster.awaitRunning(id, PATIENCE));
    return this;
  }

  /**
   * As {@link #start()}, each job beginning with the state of a savepoint: all of its state, or the
   * job does not start.
   *
   * @param savepoints by name of the job
   */
  public DeskJobs start(Map<String, String> savepoints) {
    BUILDERS
        .keySet()
        .forEach(name -> running.put(name, cluster.submit(build(name, 1), savepoints.get(name))));
    running.values().forEach(id -> cluster.awaitRunning(id, PATIENCE));
    return this;
  }

  /** Names of all jobs that a desk has, readers before writers. */
  public static Set<String> all() {
    return Collections.unmodifiableSet(BUILDERS.keySet());
  }

  /** Adds the graph of a job to an environment. */
  public static void configure(
      String name, StreamExecutionEnvironment environment, DeskConfig config) {
    BUILDERS.get(name).configure(environment, config);
  }

  private StreamExecutionEnvironment build(String name, int parallelism) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, jobName(name));
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(parallelism);
    configure(name, environment, config);
    return environment;
  }

  private static String jobName(String name) {
    return "alphaflow-" + name;
  }

  /** Stops a job without warning and starts it again from its last completed checkpoint. */
  public String restart(String name) throws IOException {
    JobID id = running.get(name);
    cluster.cancel(id);
    cluster.awaitEnd(id, PATIENCE);
    // Only now: a checkpoint that completes meanwhile would replace the one looked up before.
    String checkpoint =
        cluster
            .latestCheckpoint(jobName(name))
            .orElseThrow(() -> new IllegalStateException(name + " has no checkpoint yet"));
    start(name, 1, checkpoint);
    return checkpoint;
  }

  /**
   * Stops a job with a savepoint, in Flink's canonical format, and starts it again from that: what
   * is done for another version of its code, or for other resources.
   *
   * @param parallelism from then on
   * @return the savepoint
   */
  public String upgrade(String name, int parallelism) {
    String savepoint = stop(name);
    start(name, parallelism, savepoint);
    return savepoint;
  }

  /**
   * Stops a job with a savepoint, in Flink's canonical format.
   *
   * @return the savepoint
   */
  public String stop(String name) {
    return cluster.stopWithSavepoint(running.remove(name), PATIENCE);
  }

  /**
   * Takes a checkpoint of a job.
   *
   * @return the checkpoint
   */
  public String checkpoint(String name) {
    return cluster.triggerCheckpoint(running.get(name));
  }

  private void start(String name, int parallelism, String from) {
    JobID started = cluster.submit(build(name, parallelism), from);
    cluster.awaitRunning(started, PATIENCE);
    running.put(name, started);
  }

  /**
   * Checks that every job still runs.
   *
   * @throws IllegalStateException naming the first that does not, with its cause
   */
  public void check() {
    running.forEach(
        (name, id) -> {
          if (cluster.status(id).isGloballyTerminalState()) {
            String why = cluster.failureCause(id).map(Throwable::toString).orElse("no cause known");
            throw new IllegalStateException("the job " + name + " has ended: " + why);
          }
        });
  }

  /** Names of the jobs, in the order in which they were started. */
  public Set<String> names() {
    return running.keySet();
  }

  /** Stops all jobs. */
  public void stop() {
    running.values().forEach(cluster::cancel);
    running.clear();
  }
}
