package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Flink cluster (JobManager, one TaskManager, REST and web UI) inside this JVM. It runs job
 * code from this JVM's class path; no jars are uploaded.
 *
 * <p>All its files are below one work folder, which belongs to one cluster at a time: {@code tmp}
 * (emptied at start and at close), {@code checkpoints} and {@code savepoints}. The checkpoints of a
 * job are in {@code checkpoints/<job name>/<job id>/chk-<n>}, so that {@link
 * #latestCheckpoint(String)} finds them again after the process was killed. They stay when a job is
 * cancelled, fails, or the cluster is closed; Flink deletes them when a bounded job finishes.
 *
 * <p>Flink takes {@code java.io.tmpdir} for a few files in spite of {@code io.tmp.dirs}: a process
 * should set it to a folder it deletes. Submitting through REST ({@code env.execute()}) needs
 * {@code --add-opens=java.base/java.util=ALL-UNNAMED}.
 *
 * <p>Safe to use from any thread. Calls wait for Flink's answer, at most 30 s unless said
 * otherwise, and throw {@link IllegalStateException} with Flink's cause if it refuses.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  private final MiniCluster cluster;
  private final Configuration configuration;
  private final CheckpointFolder checkpoints;
  private final Path temp;
  private final Path savepoints;
  private final int restPort;
  private boolean closed;

  private FlinkCluster(
      MiniCluster cluster, Configuration configuration, Path work, Path temp, int restPort) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.checkpoints = CheckpointFolder.of(configuration, work);
    this.temp = temp;
    this.savepoints = work.resolve("savepoints");
    this.restPort = restPort;
  }

  /**
   * Starts a cluster and returns when its TaskManager can take jobs, usually after two seconds.
   *
   * @param workFolder holds temporary files and checkpoints; created if missing
   * @param slots task slots; each job takes as many as its highest parallelism
   * @param restPort port of REST and web UI, 0 for a free one
   * @param overlay Flink settings that go before {@link FlinkDefaults}, for the cluster and for
   *     {@link #environment}; for instance {@code execution.checkpointing.interval}
   */
  public static FlinkCluster start(Path workFolder, int slots, int restPort, Configuration overlay)
      throws IOException {
    Path work = Files.createDirectories(workFolder).toAbsolutePath().normalize();
    Path temp = work.resolve("tmp");
    Folders.delete(temp);
    Files.createDirectories(temp);
    int port = Ports.claim(restPort, "Flink's web UI");
    Configuration configuration = FlinkDefaults.of(work, temp, port);
    configuration.addAll(overlay);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    long begin = System.nanoTime();
    try {
      cluster.start();
    } catch (Exception e) {
      cluster.closeAsync();
      throw new IllegalStateException("Flink cluster did not start in " + work + ": " + e, e);
    }
    FlinkCluster started = new FlinkCluster(cluster, configuration, work, temp, port);
    LOG.info(
        "Flink cluster ready, webUrl={} slots={} folder={} millis={}",
        started.webUrl(),
        slots,
        work,
        (System.nanoTime() - begin) / 1_000_000);
    return started;
  }

  /** Address of the web UI and of REST. */
  public String webUrl() {
    return "http://" + Ports.LOOPBACK + ":" + restPort;
  }

  /**
   * An environment with the cluster's settings. Build a job in it, then {@link
   * #submit(StreamExecutionEnvironment)} it; its own {@code execute()} goes to this cluster too,
   * but does not keep the checkpoints by job name.
   *
   * @param overlay settings of this job that go before the cluster's
   */
  public StreamExecutionEnvironment environment(Configuration overlay) {
    Configuration settings = new Configuration(configuration);
    settings.addAll(overlay);
    return new StreamExecutionEnvironment(settings);
  }

  /** Submits the job built in the environment; restores if its settings name a restore path. */
  public JobID submit(StreamExecutionEnvironment environment) {
    return submit(environment.getStreamGraph());
  }

  /**
   * As {@link #submit(StreamExecutionEnvironment)}, beginning with the state of a checkpoint or
   * savepoint. The files at {@code restorePath} stay as they are unless the environment's {@code
   * execution.state-recovery.claim-mode} says otherwise.
   */
  public JobID submit(StreamExecutionEnvironment environment, String restorePath) {
    StreamGraph graph = environment.getStreamGraph();
    Configuration recovery = new Configuration();
    recovery.addAll(graph.getJobConfiguration());
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, restorePath);
    graph.setSavepointRestoreSettings(SavepointRestoreSettings.fromConfiguration(recovery));
    return submit(graph);
  }

  /** Submits a graph as it is, except that its checkpoints go to the folder of its name. */
  public JobID submit(StreamGraph graph) {
    graph
        .getJobConfiguration()
        .set(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            checkpoints.ofJob(graph.getJobName()).toUri().toString());
    try {
      graph.serializeUserDefinedInstances();
    } catch (IOException e) {
      throw new IllegalStateException("cannot serialize job " + graph.getJobName() + ": " + e, e);
    }
    JobID id = await(cluster.submitJob(graph), "submit job " + graph.getJobName()).getJobID();
    LOG.info("job submitted, name={} id={}", graph.getJobName(), id);
    return id;
  }

  /** Current status of a job, also of one that has ended. */
  public JobStatus status(JobID job) {
    return await(cluster.getJobStatus(job), "ask for the status of job " + job);
  }

  /**
   * Waits until every task of a job runs.
   *
   * @throws IllegalStateException if the job ends or fails before, or time is up; the cause is the
   *     job's
   */
  public void awaitRunning(JobID job, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      AccessExecutionGraph graph = graph(job);
      if (graph.getState() == JobStatus.RUNNING && allTasksRun(graph)) {
        return;
      }
      boolean timeUp = System.nanoTime() > deadline;
      if (timeUp || graph.getState().isTerminalState() || graph.getFailureInfo() != null) {
        throw new IllegalStateException(
            "job %s (%s) is %s, not all of its tasks run%s"
                .formatted(
                    graph.getJobName(),
                    job,
                    graph.getState(),
                    timeUp ? " after " + timeout.toMillis() + " ms" : ""),
            failureCause(graph).orElse(null));
      }
      sleep("waiting for job " + job);
    }
  }

  /**
   * Waits until a job has ended.
   *
   * @return FINISHED, CANCELED or FAILED
   * @throws IllegalStateException if it has not ended in time
   */
  public JobStatus awaitEnd(JobID job, Duration timeout) {
    await(cluster.requestJobResult(job), timeout, "wait for the end of job " + job);
    return status(job);
  }

  /** Cancels a job and waits for its end; its latest checkpoint stays. An ended job is fine. */
  public void cancel(JobID job) {
    if (!status(job).isGloballyTerminalState()) {
      await(cluster.cancelJob(job), "cancel job " + job);
      awaitEnd(job, PATIENCE);
    }
  }

  /** Takes a checkpoint now and returns its path when it is complete. */
  public String triggerCheckpoint(JobID job) {
    return await(cluster.triggerCheckpoint(job), "take a checkpoint of job " + job);
  }

  /**
   * Stops a job at a place between two records, when all before it is written, and keeps its state:
   * for an upgrade of its code or another parallelism. The savepoint is in Flink's canonical format
   * below {@code savepoints} of the work folder.
   *
   * @return path of the savepoint
   */
  public String stopWithSavepoint(JobID job, Duration timeout) {
    String savepoint =
        await(
            cluster.stopWithSavepoint(
                job, savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL),
            timeout,
            "stop job " + job + " with a savepoint");
    awaitEnd(job, timeout);
    return savepoint;
  }

  /** Path of the latest completed checkpoint of a job of this cluster, running or ended. */
  public Optional<String> latestCheckpoint(JobID job) {
    return Optional.ofNullable(graph(job).getCheckpointStatsSnapshot())
        .map(CheckpointStatsSnapshot::getHistory)
        .map(history -> history.getLatestCompletedCheckpoint())
        .map(CompletedCheckpointStats::getExternalPath);
  }

  /**
   * Path of the newest completed checkpoint on disk among all jobs that had this name, also of
   * those of an earlier process.
   */
  public Optional<String> latestCheckpoint(String jobName) throws IOException {
    return checkpoints.latest(jobName);
  }

  /** Why a job failed: the reason of its end, or of its latest restart. */
  public Optional<Throwable> failureCause(JobID job) {
    return failureCause(graph(job));
  }

  /** Stops all jobs, keeping their checkpoints, and the cluster. Safe to call again. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    await(cluster.closeAsync(), "stop the Flink cluster");
    try {
      Folders.delete(temp);
    } catch (IOException e) {
      LOG.warn("cannot delete Flink's temporary files, folder={} reason={}", temp, e.toString());
    }
  }

  @Override
  public String toString() {
    return "FlinkCluster[" + webUrl() + "]";
  }

  private AccessExecutionGraph graph(JobID job) {
    return await(cluster.getExecutionGraph(job), "look at job " + job);
  }

  private static boolean allTasksRun(AccessExecutionGraph graph) {
    for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
      // A bounded source may be done already.
      if (task.getExecutionState() != ExecutionState.RUNNING
          && task.getExecutionState() != ExecutionState.FINISHED) {
        return false;
      }
    }
    return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
        .findAny()
        .isPresent();
  }

  private static Optional<Throwable> failureCause(AccessExecutionGraph graph) {
    return Optional.ofNullable(graph.getFailureInfo())
        .map(ErrorInfo::getException)
        .map(failure -> failure.deserializeError(FlinkCluster.class.getClassLoader()));
  }

  private static <T> T await(CompletableFuture<T> answer, String action) {
    return await(answer, PATIENCE, action);
  }

  private static <T> T await(CompletableFuture<T> answer, Duration timeout, String action) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot " + action + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no answer within " + timeout.toMillis() + " ms when trying to " + action, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted when trying to " + action, e);
    }
  }

  private static void sleep(String activity) {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + activity, e);
    }
  }
}
