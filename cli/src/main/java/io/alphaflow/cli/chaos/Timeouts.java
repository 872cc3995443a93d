package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import io.alphaflow.common.config.KafkaOptions;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;

/**
 * How long the parts of the cluster wait for each other, as it is configured.
 *
 * @param heartbeat of Flink's processes
 * @param session of the JobManagers in ZooKeeper: so long leads one that says nothing
 * @param request of Kafka's clients
 * @param checkpoints after so long a job has begun some
 */
record Timeouts(Duration heartbeat, Duration session, Duration request, Duration checkpoints) {

  /** Kafka's own default. */
  private static final String REQUEST_MILLIS = "30000";

  /** Nothing waits for the database but its clients' sockets: an outage that is noticed. */
  private static final Duration DATABASE = Duration.ofSeconds(3);

  private static final int CHECKPOINTS = 4;

  static Timeouts of(Configuration flink, KafkaOptions kafka) {
    String request = kafka.clientProperties().getProperty("request.timeout.ms", REQUEST_MILLIS);
    return new Timeouts(
        flink.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT),
        HighAvailabilityMode.isHighAvailabilityModeActivated(flink)
            ? flink.get(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT)
            : Duration.ZERO,
        Duration.ofMillis(Long.parseLong(request.strip())),
        flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL).multipliedBy(CHECKPOINTS));
  }

  /** How long others wait for a part. */
  Duration of(ClusterPart part) {
    return switch (part) {
      case DATABASE -> DATABASE;
      case KAFKA -> request;
      case ZOOKEEPER -> session;
      case JOB_MANAGER -> heartbeat.compareTo(session) > 0 ? heartbeat : session;
      case EXCHANGE, STANDBY, TASK_MANAGER -> heartbeat;
    };
  }
}
