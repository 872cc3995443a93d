package io.alphaflow.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real single-node Kafka broker (KRaft, broker and controller in one) inside this JVM.
 *
 * <p>It listens on the loopback address only and without authentication. Topics and their records
 * live in the data folder and survive a restart, also after the process was killed. Topics are
 * never created by accident: see {@link #createTopics(Map)}. Records are kept for ever, because
 * Kafka counts retention from the <em>record's</em> time and would delete a replay of 2013 at once.
 *
 * <p>Safe to use from any thread. A fatal fault inside Kafka ends the JVM, as it ends a broker
 * process.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
  private static final int ATTEMPTS = 5;
  private static final int NODE_ID = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private boolean closed;

  private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it serves requests, usually after one to three seconds.
   *
   * @param dataFolder holds the broker's files; created if missing; one broker at a time
   * @param port port of the broker, 0 for a free one
   * @throws IllegalStateException if the port is taken or the broker does not start, for instance
   *     because another one works in the folder
   */
  public static KafkaBroker start(Path dataFolder, int port) throws IOException {
    return start(dataFolder, port, Map.of());
  }

  /**
   * As {@link #start(Path, int)}, with broker settings that go before ours.
   *
   * @param overrides Kafka broker settings by name
   */
  public static KafkaBroker start(Path dataFolder, int port, Map<String, String> overrides)
      throws IOException {
    Path folder = Files.createDirectories(dataFolder).toAbsolutePath().normalize();
    formatOnce(folder);
    for (int attempt = 1; ; attempt++) {
      int brokerPort = Ports.claim(port, "the Kafka broker");
      Properties settings = settings(folder, brokerPort, Ports.free());
      settings.putAll(overrides);
      try {
        return start(folder, settings, brokerPort);
      } catch (IllegalStateException e) {
        // Between the choice of a free port and its use another process may take it.
        if (attempt == ATTEMPTS || !isPortTaken(e)) {
          throw e;
        }
        LOG.info("a port that was free is taken now, others are tried: {}", e.getMessage());
      }
    }
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static KafkaBroker start(Path folder, Properties settings, int brokerPort) {
    long begin = System.nanoTime();
    KafkaRaftServer server = null;
    try {
      server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      server.startup();
    } catch (RuntimeException | Error e) {
      if (server != null) {
        server.shutdown();
      }
      throw new IllegalStateException(
          "Kafka broker did not start in " + folder + " on port " + brokerPort + ": " + e, e);
    }
    KafkaBroker broker = new KafkaBroker(server, Ports.LOOPBACK + ":" + brokerPort);
    LOG.info(
        "Kafka broker ready, bootstrapServers={} folder={} millis={}",
        broker.bootstrapServers,
        folder,
        (System.nanoTime() - begin) / 1_000_000);
    return broker;
  }

  /** Address for clients: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates topics with the broker's default configuration.
   *
   * @see #createTopics(Map, Map)
   */
  public void createTopics(Map<String, Integer> partitions) {
    createTopics(partitions, Map.of());
  }

  /**
   * Creates topics and returns when each of their partitions has a leader. A topic that exists with
   * the same number of partitions is left as it is, configuration included.
   *
   * @param partitions number of partitions by topic
   * @param configs configuration by topic, for instance {@code cleanup.policy=compact}
   * @throws IllegalStateException if a topic exists with another number of partitions, or Kafka
   *     refuses
   */
  public void createTopics(
      Map<String, Integer> partitions, Map<String, Map<String, String>> configs) {
    createTopics(bootstrapServers, partitions, configs);
  }

  /** As {@link #createTopics(Map, Map)}, on a single-node broker of another process. */
  public static void createTopics(
      String bootstrapServers,
      Map<String, Integer> partitions,
      Map<String, Map<String, String>> configs) {
    try (Topics topics = new Topics(bootstrapServers)) {
      topics.create(partitions, configs);
    }
  }

  /** Stops the broker; its files stay. Safe to call again. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
  }

  @Override
  public String toString() {
    return "KafkaBroker[" + bootstrapServers + "]";
  }

  private static Properties settings(Path folder, int brokerPort, int controllerPort) {
    String broker = "PLAINTEXT://" + Ports.LOOPBACK + ":" + brokerPort;
    String controller = Ports.LOOPBACK + ":" + controllerPort;
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    p.setProperty("controller.listener.names", CONTROLLER);
    p.setProperty("listeners", broker + "," + CONTROLLER + "://" + controller);
    p.setProperty("advertised.listeners", broker);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("inter.broker.listener.name", "PLAINTEXT");
    p.setProperty("log.dirs", folder.toString());

    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    p.setProperty("group.initial.rebalance.delay.ms", "0");

    // One node: one copy of everything. The default of 50 partitions slows the first start.
    for (String internal :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      p.setProperty(internal + ".replication.factor", "1");
      p.setProperty(internal + ".num.partitions", "2");
    }
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");

    // After a kill the controller still believes in the dead broker and lets the new one wait for
    // so long. Shorter would fence a living broker in a long garbage collection.
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "500");

    // The defaults are sized for a machine of its own.
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "3");
    p.setProperty("background.threads", "2");
    p.setProperty("num.recovery.threads.per.data.dir", "1");
    p.setProperty("group.coordinator.threads", "1");
    p.setProperty("share.coordinator.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(32 << 20));
    return p;
  }

  private static void formatOnce(Path folder) throws IOException {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    // The formatter reports to a stream; it belongs into the error, not on the console.
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(report, true, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(print)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(CONTROLLER)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IOException(
          "cannot prepare "
              + folder
              + " for Kafka: "
              + e
              + " "
              + report.toString(StandardCharsets.UTF_8),
          e);
    }
  }
}
