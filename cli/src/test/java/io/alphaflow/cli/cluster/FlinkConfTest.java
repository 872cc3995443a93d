package io.alphaflow.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkConfTest {

  private static final ClusterSettings SETTINGS = settings(0, 0, "");

  @TempDir Path folder;

  @BeforeEach
  void shippedConfiguration() {
    System.setProperty("alphaflow.cluster-conf", "../flink-conf/cluster");
  }

  @AfterEach
  void noConfiguration() {
    System.clearProperty("alphaflow.cluster-conf");
  }

  @Test
  void theShippedSettingsHoldWithThePathsAndPortsOfThisMachine() {
    ClusterFolder cluster = new ClusterFolder();
    Configuration conf = FlinkConf.of(cluster, SETTINGS);

    assertThat(conf.toMap())
        .containsEntry("state.backend.type", "rocksdb")
        .containsEntry("execution.checkpointing.incremental", "true")
        .containsEntry("pipeline.generic-types", "false")
        .containsEntry("restart-strategy.type", "exponential-delay")
        .containsEntry("heartbeat.timeout", "5s")
        .containsEntry("rest.port", "18081")
        .containsEntry("jobmanager.rpc.port", "16123")
        .containsEntry("taskmanager.numberOfTaskSlots", "4")
        .containsEntry("metrics.reporter.prom.port", "19249-19260")
        .containsEntry("execution.checkpointing.dir", cluster.checkpoints().toUri().toString());
    assertThat(conf.toMap().values()).noneMatch(value -> value.contains("/var/lib/alphaflow"));
  }

  @Test
  void aSecondJobManagerHasOtherPortsAndTheSameZooKeeper() {
    ClusterFolder cluster = new ClusterFolder();
    ClusterSettings settings = settings(12181, 18082, "");
    Map<String, String> first = FlinkConf.of(cluster, settings).toMap();
    Map<String, String> second = FlinkConf.ofStandby(cluster, settings).toMap();

    assertThat(first)
        .containsEntry("high-availability.type", "zookeeper")
        .containsEntry("high-availability.zookeeper.quorum", "127.0.0.1:12181")
        .containsEntry("high-availability.jobmanager.port", "16123")
        .containsEntry(
            "high-availability.storageDir", cluster.highAvailability().toUri().toString())
        .containsEntry("rest.port", "18081");
    assertThat(second).containsEntry("rest.port", "18082");
    Set<String> own =
        Set.of("rest.port", "rest.bind-port", "high-availability.jobmanager.port", "web.tmpdir");
    assertThat(second.keySet()).isEqualTo(first.keySet());
    assertThat(second.keySet().stream().filter(k -> !second.get(k).equals(first.get(k))))
        .containsExactlyInAnyOrderElementsOf(own);
    assertThat(FlinkConf.of(cluster, SETTINGS).toMap()).doesNotContainKey("high-availability.type");
  }

  @Test
  void aPortIsTheFirstJobManagersAndARangeIsForBoth() {
    ClusterFolder cluster = new ClusterFolder();
    String rpc = "high-availability.jobmanager.port";
    ClusterSettings one = settings(12181, 18082, "");
    one.flinkOptions().put("blob.server.port", "16200");
    assertThat(FlinkConf.of(cluster, one).toMap())
        .containsEntry(rpc, "16123")
        .containsEntry("blob.server.port", "16200");
    assertThat(FlinkConf.ofStandby(cluster, one).toMap())
        .containsEntry(rpc, "0")
        .containsEntry("blob.server.port", "0");

    ClusterSettings range = settings(12181, 18082, "");
    range.flinkOptions().put("blob.server.port", "16200-16203");
    range.flinkOptions().put(rpc, "16300-16303");
    assertThat(FlinkConf.ofStandby(cluster, range).toMap())
        .containsEntry(rpc, "16300-16303")
        .containsEntry("blob.server.port", "16200-16203");
  }

  @Test
  void stateMayGoToAStoreElsewhere() {
    assertThat(FlinkConf.of(new ClusterFolder(), settings(12181, 18082, "s3://desk/one")).toMap())
        .containsEntry("execution.checkpointing.dir", "s3://desk/one/checkpoints")
        .containsEntry("execution.checkpointing.savepoint-dir", "s3://desk/one/savepoints")
        .containsEntry("high-availability.storageDir", "s3://desk/one/ha")
        .containsEntry("s3.endpoint", "http://127.0.0.1:9000")
        .containsEntry("s3.path.style.access", "true");
    assertThat(FlinkConf.of(new ClusterFolder(), SETTINGS).toMap())
        .doesNotContainKey("s3.endpoint");
  }

  @Test
  void logsAreReadableOrJson() throws IOException {
    assertThat(properties(FlinkConf.log4j(false)))
        .containsEntry("appender.file.layout.type", "PatternLayout")
        .containsEntry("appender.file.fileName", "${sys:log.file}");
    assertThat(properties(FlinkConf.log4j(true)))
        .containsEntry("appender.file.layout.type", "JsonTemplateLayout")
        .containsEntry("rootLogger.level", "INFO");
  }

  @Test
  void settingsAreReadAsTheyWereWritten() throws IOException {
    Path file = folder.resolve("cluster.json");
    assertThat(ClusterSettings.read(file)).isEmpty();
    SETTINGS.write(file);
    assertThat(ClusterSettings.read(file)).contains(SETTINGS);
    assertThat(SETTINGS.flinkUrls()).containsExactly("http://127.0.0.1:18081");
    assertThat(Files.readString(file)).doesNotContain("password");
  }

  private static ClusterSettings settings(int zookeeper, int standby, String state) {
    return new ClusterSettings(
        18081,
        16123,
        zookeeper,
        standby,
        state,
        state.isEmpty() ? "" : "http://127.0.0.1:9000",
        "19249-19260",
        19092,
        15433,
        18788,
        4,
        "embedded",
        "BTC/USD",
        "t.csv",
        10,
        "100000",
        false,
        new TreeMap<>(Map.of("heartbeat.timeout", "5s")));
  }

  private static Properties properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }
}
