package io.alphaflow.execution.chaos;

import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A broker of a process of its own, which can be stopped or killed, and goes on with its files. */
final class BrokerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final Map<String, Integer> topics;
  private Process process;
  private String bootstrapServers;

  private BrokerProcess(Path folder, Map<String, Integer> topics) {
    this.folder = folder;
    this.topics = topics;
  }

  /** Starts a broker on a free port; returns when it has the topics. */
  static BrokerProcess start(Path folder, Map<String, Integer> topics)
      throws IOException, InterruptedException {
    BrokerProcess broker =
        new BrokerProcess(Files.createDirectories(folder), new TreeMap<>(topics));
    broker.launch(0);
    return broker;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Tells the process to end (SIGTERM), so that the broker shuts down in order; starts it again.
   */
  void restart() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the broker does not shut down, see " + log());
    }
    launch(port());
  }

  /** Ends the process where it is (SIGKILL); starts it again. */
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    launch(port());
  }

  private int port() {
    return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
  }

  private Path log() {
    return folder.resolve("broker.log");
  }

  private void launch(int port) throws IOException, InterruptedException {
    Path address = folder.resolve("address");
    Files.deleteIfExists(address);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                folder.toString(),
                Integer.toString(port)));
    topics.forEach((topic, partitions) -> command.add(topic + "=" + partitions));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(address)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("the broker does not start:\n" + Files.readString(log()));
      }
      Thread.sleep(20);
    }
    bootstrapServers = Files.readString(address);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The process: a broker until it is told to end, or nobody is there any more who could. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    Map<String, Integer> topics = new TreeMap<>();
    for (String topic : List.of(arguments).subList(2, arguments.length)) {
      int equals = topic.indexOf('=');
      topics.put(topic.substring(0, equals), Integer.parseInt(topic.substring(equals + 1)));
    }
    broker.createTopics(topics);
    Path written = Files.writeString(folder.resolve("address.part"), broker.bootstrapServers());
    Files.move(written, folder.resolve("address"), StandardCopyOption.ATOMIC_MOVE);
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    Runtime.getRuntime().halt(0);
  }
}
