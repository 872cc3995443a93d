package io.alphaflow.cli.cluster;

import io.alphaflow.cli.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Flink's settings: {@code flink-conf/cluster/config.yaml} with this machine's paths and ports. */
final class FlinkConf {

  private static final String LOOPBACK = "127.0.0.1";

  private FlinkConf() {}

  static Configuration of(ClusterFolder folder, ClusterSettings settings) {
    Configuration c = shipped("");
    if (settings.isHighlyAvailable()) {
      c.addAll(shipped("-ha"));
      c.setString("high-availability.zookeeper.quorum", settings.zookeeper());
      c.setString(
          "high-availability.storageDir", state(settings, "/ha", folder.highAvailability()));
      c.setString("high-availability.jobmanager.port", Integer.toString(settings.rpcPort()));
    }
    for (String address :
        new String[] {
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.host",
          "taskmanager.bind-host",
          "rest.address",
          "rest.bind-address"
        }) {
      c.setString(address, LOOPBACK);
    }
    c.setString("jobmanager.rpc.port", Integer.toString(settings.rpcPort()));
    c.setString("rest.port", Integer.toString(settings.uiPort()));
    c.setString("rest.bind-port", Integer.toString(settings.uiPort()));
    c.setString("taskmanager.numberOfTaskSlots", Integer.toString(settings.slots()));
    c.setString(
        "execution.checkpointing.dir", state(settings, "/checkpoints", folder.checkpoints()));
    c.setString(
        "execution.checkpointing.savepoint-dir",
        state(settings, "/savepoints", folder.savepoints()));
    if (!settings.s3Endpoint().isEmpty()) {
      c.setString("s3.endpoint", settings.s3Endpoint());
      // A store of one's own has no name for each bucket.
      c.setString("s3.path.style.access", "true");
    }
    c.setString("metrics.reporter.prom.port", settings.metricsPorts());
    c.setString("web.tmpdir", folder.temp().resolve("jobmanager").toString());
    c.setString("web.upload.dir", folder.path().resolve("upload").toString());
    // RocksDB would write its logs beside those of the TaskManager.
    c.setString("state.backend.rocksdb.log.dir", folder.temp().resolve("taskmanager").toString());
    c.setString("blob.storage.directory", folder.temp().resolve("blobs").toString());
    settings.flinkOptions().forEach(c::setString);
    return c;
  }

  private static String state(ClusterSettings settings, String kind, Path own) {
    return settings.stateUrl().isEmpty() ? own.toUri().toString() : settings.stateUrl() + kind;
  }

  /** Those of the second JobManager: its ports and temporary files are others. */
  static Configuration ofStandby(ClusterFolder folder, ClusterSettings settings) {
    Configuration c = of(folder, settings);
    c.setString("rest.port", Integer.toString(settings.standbyPort()));
    c.setString("rest.bind-port", Integer.toString(settings.standbyPort()));
    for (String port : List.of("high-availability.jobmanager.port", "blob.server.port")) {
      // One port is the first one's; of a range each takes one that is free.
      if (c.containsKey(port) && !c.getString(port, "").contains("-")) {
        c.setString(port, "0");
      }
    }
    c.setString("web.tmpdir", folder.temp().resolve(ClusterPart.STANDBY.label()).toString());
    return c;
  }

  private static Configuration shipped(String kind) {
    String source = System.getProperty("alphaflow.cluster-conf", "flink-conf/cluster") + kind;
    if (!Files.exists(Path.of(source, "config.yaml"))) {
      throw new UserError("there is no config.yaml in " + source);
    }
    return new Configuration(GlobalConfiguration.loadConfiguration(source));
  }

  /**
   * How Flink's processes log: to the file that Flink names, which its web UI shows. A thread is
   * named for all operators that it runs, so in text its name is cut.
   */
  static String log4j(boolean json) {
    String layout =
        json
            ? """
            appender.file.layout.type = JsonTemplateLayout
            appender.file.layout.eventTemplateUri = classpath:EcsLayout.json
            """
            : """
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{ISO8601}{UTC}Z %-5p [%.-40t] %c{1.} - %m%n
            """;
    return """
    monitorInterval = 30
    rootLogger.level = INFO
    rootLogger.appenderRef.file.ref = file
    appender.file.type = RollingFile
    appender.file.name = file
    appender.file.fileName = ${sys:log.file}
    appender.file.filePattern = ${sys:log.file}.%i
    appender.file.policies.type = Policies
    appender.file.policies.size.type = SizeBasedTriggeringPolicy
    appender.file.policies.size.size = 50MB
    appender.file.strategy.type = DefaultRolloverStrategy
    appender.file.strategy.max = 5
    """
        + layout
        + """
        # Harmless and many: name collisions of the Kafka sink's metrics at each checkpoint.
        logger.metrics.name = org.apache.flink.metrics
        logger.metrics.level = ERROR
        logger.checkpoints.name = org.apache.flink.runtime.checkpoint.CheckpointCoordinator
        logger.checkpoints.level = WARN
        # A line for each checkpoint of each source.
        logger.sources.name = org.apache.flink.runtime.source.coordinator.SourceCoordinator
        logger.sources.level = WARN
        logger.kafka.name = org.apache.kafka
        logger.kafka.level = WARN
        logger.appinfo.name = org.apache.kafka.common.utils.AppInfoParser
        logger.appinfo.level = ERROR
        logger.netty.name = org.apache.flink.shaded.netty4.io.netty.channel.DefaultChannelPipeline
        logger.netty.level = OFF
        """;
  }
}
