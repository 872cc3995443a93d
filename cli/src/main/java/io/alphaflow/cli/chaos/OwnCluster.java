package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.runtime.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a cluster is started for faults: as {@code cluster up} does it, on free ports, but its parts
 * wait for each other for seconds instead of a minute, so that a round is short; and the desk has a
 * strategy more, which trades often. Its breakers take more of everything: what is signalled during
 * an outage is decided all at once after it.
 */
final class OwnCluster {

  private static final List<String> FLINK =
      List.of(
          "heartbeat.interval=1s",
          "heartbeat.timeout=5s",
          // With high availability a JobManager that says nothing leads for so long.
          "high-availability.zookeeper.client.session-timeout=5s",
          "high-availability.zookeeper.client.connection-timeout=2s",
          // A job that was started again thirty times would wait for a minute.
          "restart-strategy.exponential-delay.initial-backoff=500ms",
          "restart-strategy.exponential-delay.max-backoff=2s",
          // Who lost the JobManager looks for it again.
          "cluster.registration.max-timeout=2s",
          "cluster.registration.error-delay=1s",
          "cluster.registration.refused-registration-delay=2s");

  /** Of both JobManagers, and of one that begins while the one before still ends. */
  private static final int PORTS_OF_TWO = 4;

  private static final String KAFKA = "  marketPartitions: 2\n";
  private static final String KAFKA_CLIENT =
      """
        client:
          request.timeout.ms: "4000"
      """;

  private static final String STRATEGIES = "strategies:\n";
  private static final String BUSY =
      """
        - id: busy
          type: ma-cross
          account: main
          symbols: ["@SYMBOL@"]
          params: {type: ema, fast: 4, slow: 12, sizing: base-quantity, size: "0.1"}
      """;

  private OwnCluster() {}

  /**
   * The words of {@code alphaflow} that start it.
   *
   * @param kind further words: what its jobs outlive
   */
  static List<String> command(ClusterFolder folder, List<String> kind) throws IOException {
    Path desk = folder.path().resolve("chaos/desk.yaml");
    Files.createDirectories(desk.getParent());
    Files.writeString(desk, desk());
    List<String> words = new ArrayList<>(List.of("cluster", "up", "--free-ports"));
    words.addAll(List.of("--desk", desk.toString()));
    words.addAll(kind);
    FLINK.forEach(option -> words.addAll(List.of("--flink-option", option)));
    boolean two = kind.contains("--ha");
    String blobs = two ? Ports.freeRange(PORTS_OF_TWO) : Integer.toString(Ports.free());
    words.addAll(List.of("--flink-option", "blob.server.port=" + blobs));
    if (two) {
      String rpc = "high-availability.jobmanager.port=" + Ports.freeRange(PORTS_OF_TWO);
      words.addAll(List.of("--flink-option", rpc));
    }
    return words;
  }

  private static String desk() throws IOException {
    try (InputStream in = OwnCluster.class.getResourceAsStream("/demo-desk.yaml")) {
      String demo = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String calm = demo.replaceAll("\\{count: \\d+", "{count: 100");
      return with(with(calm, KAFKA, KAFKA_CLIENT), STRATEGIES, BUSY);
    }
  }

  private static String with(String yaml, String behind, String more) {
    if (!yaml.contains(behind)) {
      throw new UserError("the demo's desk has no " + behind.strip());
    }
    return yaml.replace(behind, behind + more);
  }
}
