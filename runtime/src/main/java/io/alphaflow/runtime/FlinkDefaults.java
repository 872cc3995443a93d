package io.alphaflow.runtime;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Flink settings of the one-machine cluster; whoever starts it may lay others over them. */
final class FlinkDefaults {
  private FlinkDefaults() {}

  static Configuration of(Path work, Path temp, int restPort) {
    Configuration c = new Configuration();
    jobs(c);
    c.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, work.resolve("checkpoints").toUri().toString());

    c.set(RestOptions.ADDRESS, Ports.LOOPBACK);
    c.set(RestOptions.BIND_ADDRESS, Ports.LOOPBACK);
    c.set(RestOptions.PORT, restPort);
    c.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    c.set(JobManagerOptions.ADDRESS, Ports.LOOPBACK);
    c.set(JobManagerOptions.BIND_HOST, Ports.LOOPBACK);
    c.set(TaskManagerOptions.HOST, Ports.LOOPBACK);
    c.set(TaskManagerOptions.BIND_HOST, Ports.LOOPBACK);
    // Nobody uploads jars here: jobs are on the class path.
    c.set(WebOptions.SUBMIT_ENABLE, false);
    // So that a job's own execute() finds this cluster.
    c.set(DeploymentOptions.TARGET, "remote");
    c.set(DeploymentOptions.ATTACHED, true);

    c.set(CoreOptions.TMP_DIRS, temp.toString());
    c.set(WebOptions.TMP_DIR, temp.toString());
    c.set(BlobServerOptions.STORAGE_DIRECTORY, temp.toString());
    // The default of 64 MB is too small for several jobs with shuffles.
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    // Too few slots is a mistake here; say so soon. The default is five minutes.
    c.set(JobManagerOptions.SLOT_REQUEST_TIMEOUT, Duration.ofSeconds(20));
    return c;
  }

  private static void jobs(Configuration c) {
    c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    c.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    c.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // The default of 100 ms would be half of it as median latency of each hop.
    c.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    c.set(PipelineOptions.GENERIC_TYPES, false);
    c.set(PipelineOptions.OBJECT_REUSE, true);
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(200));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(1));
  }
}
