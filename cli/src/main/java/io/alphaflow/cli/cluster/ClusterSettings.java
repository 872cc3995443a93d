package io.alphaflow.cli.cluster;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cluster was started with: kept beside it, so that a second {@code up} and the other
 * commands know it.
 *
 * @param uiPort Flink's REST and web UI
 * @param rpcPort of the JobManager
 * @param zookeeperPort of the ZooKeeper server; 0 without high availability
 * @param standbyPort REST and web UI of the second JobManager; 0 without high availability
 * @param stateUrl where Flink keeps checkpoints and savepoints; empty for the cluster's folder
 * @param s3Endpoint of the store that {@code stateUrl} names; empty for that of Amazon
 * @param metricsPorts range of ports that the Prometheus reporters take from
 * @param kafkaPort of the broker
 * @param databasePort of the database, where it is one of ours
 * @param exchangePort of the simulated exchange; 0 without one
 * @param slots of the TaskManager
 * @param database kind of database, as {@code demo --database} has it
 * @param symbol what the simulated exchange trades, {@code BASE/QUOTE}
 * @param data file of trades that it plays
 * @param speed market seconds for each wall second
 * @param cash its customer's opening balance
 * @param jsonLogs whether Flink's logs are JSON
 * @param flinkOptions settings of Flink in place of those of {@code flink-conf/cluster}
 */
public record ClusterSettings(
    int uiPort,
    int rpcPort,
    int zookeeperPort,
    int standbyPort,
    String stateUrl,
    String s3Endpoint,
    String metricsPorts,
    int kafkaPort,
    int databasePort,
    int exchangePort,
    int slots,
    String database,
    String symbol,
    String data,
    double speed,
    String cash,
    boolean jsonLogs,
    SortedMap<String, String> flinkOptions) {

  private static final JsonCodec<ClusterSettings> CODEC = new JsonCodec<>(ClusterSettings.class);

  /** Those that an earlier version wrote have no settings of Flink. */
  public ClusterSettings {
    flinkOptions = flinkOptions == null ? new TreeMap<>() : new TreeMap<>(flinkOptions);
  }

  /** Those of a folder's cluster, if one was started there. */
  static Optional<ClusterSettings> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CODEC.decode(Files.readAllBytes(file)));
    } catch (CodecException e) {
      throw new UserError(file + " cannot be used: " + e.getMessage());
    }
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, CODEC.encode(this));
  }

  /** Whether the venue is the simulated exchange of this cluster. */
  boolean hasExchange() {
    return exchangePort != 0;
  }

  /** Whether Flink goes on by itself when its JobManager has gone. */
  boolean isHighlyAvailable() {
    return zookeeperPort != 0;
  }

  public String uiUrl() {
    return "http://127.0.0.1:" + uiPort;
  }

  String standbyUrl() {
    return "http://127.0.0.1:" + standbyPort;
  }

  /** REST addresses of all JobManagers; each answers for the one that leads. */
  public List<String> flinkUrls() {
    return isHighlyAvailable() ? List.of(uiUrl(), standbyUrl()) : List.of(uiUrl());
  }

  String zookeeper() {
    return "127.0.0.1:" + zookeeperPort;
  }

  String exchangeUrl() {
    return "http://127.0.0.1:" + exchangePort;
  }

  public String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }
}
