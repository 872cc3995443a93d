package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.cli.cluster.ClusterHands;
import io.alphaflow.runtime.StandaloneFlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network namespace with one cable to this machine: what runs in it is as if on another host. The
 * cable can be pulled. Both ends of it have a relay to the servers on the loopback address.
 */
final class Namespace implements AutoCloseable {

  /** Of the range for private networks. */
  private static final String HERE = "10.213.57.1";

  private static final String THERE = "10.213.57.2";
  private static final String NAME = "alphaflow-chaos";
  private static final String CABLE = "afchaos0";
  private static final String OTHER_END = "afchaos1";

  private final List<Integer> ports;
  private final ClusterFolder folder;
  private Relay relay;
  private Process relayThere;

  Namespace(ClusterHands cluster) {
    this.ports = cluster.portsForTaskManager();
    this.folder = cluster.folder();
  }

  /** Why there can be none; empty when there can. */
  static Optional<String> missing(Ground ground) {
    Optional<String> refused = Needs.superuserOfLinux();
    if (refused.isPresent()) {
      return refused;
    }
    if (!Needs.present("ip")) {
      return Optional.of("there is no program ip (iproute2) here");
    }
    if (ground.cluster().flink().getString("blob.server.port", "0").equals("0")) {
      return Optional.of(
          "the port of the JobManager's files is any: alphaflow cluster up --flink-option"
              + " blob.server.port=PORT fixes it");
    }
    try {
      create();
      delete();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("no network namespace can be made: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Makes it, with the cable in. */
  void open() throws IOException, InterruptedException {
    create();
    relay = Relay.start(HERE, "127.0.0.1", ports);
    List<String> command = new ArrayList<>(inside());
    command.addAll(
        List.of(
            StandaloneFlink.java(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dalphaflow.log=" + folder.path().resolve("logs/relay.log"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.alphaflow.cli.Main",
            "cluster",
            "relay",
            "--listen",
            "127.0.0.1",
            "--to",
            HERE,
            "--ports",
            ports.stream().map(String::valueOf).collect(Collectors.joining(","))));
    Path out = folder.path().resolve("logs/relay.out");
    relayThere =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .start();
  }

  private static void create() throws IOException, InterruptedException {
    delete();
    Programs.run("ip", "netns", "add", NAME);
    Programs.run(
        "ip", "link", "add", CABLE, "type", "veth", "peer", "name", OTHER_END, "netns", NAME);
    Programs.run("ip", "addr", "add", HERE + "/30", "dev", CABLE);
    Programs.run("ip", "link", "set", CABLE, "up");
    Programs.run("ip", "-n", NAME, "addr", "add", THERE + "/30", "dev", OTHER_END);
    Programs.run("ip", "-n", NAME, "link", "set", OTHER_END, "up");
    Programs.run("ip", "-n", NAME, "link", "set", "lo", "up");
  }

  /** What stands before a command that is to run there. */
  List<String> inside() {
    return List.of("ip", "netns", "exec", NAME);
  }

  /** Flink's settings of a TaskManager there. */
  List<String> settings() {
    return List.of("taskmanager.host=" + THERE, "taskmanager.bind-host=0.0.0.0");
  }

  void pullTheCable() throws IOException, InterruptedException {
    Programs.run("ip", "link", "set", CABLE, "down");
  }

  void plugItIn() throws IOException, InterruptedException {
    Programs.run("ip", "link", "set", CABLE, "up");
  }

  private static void delete() throws IOException, InterruptedException {
    // Either may be there from a run that was killed, or not.
    new ProcessBuilder("ip", "link", "delete", CABLE).redirectErrorStream(true).start().waitFor();
    new ProcessBuilder("ip", "netns", "delete", NAME).redirectErrorStream(true).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      if (relayThere != null) {
        relayThere.destroyForcibly().waitFor();
      }
      if (relay != null) {
        relay.close();
      }
      delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
