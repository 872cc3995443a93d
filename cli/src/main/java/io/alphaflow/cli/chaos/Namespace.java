package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.runtime.Daemon;
import io.alphaflow.runtime.StandaloneFlink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network namespace with one cable to this machine: what runs in it is as if on another host. The
 * cable can be pulled. Both ends of it have a relay to the servers on the loopback address:
 * processes that go on after this one, so that the TaskManager there does too, until {@code cluster
 * down}.
 */
public final class Namespace {

  /** Of the range for private networks. */
  private static final String HERE = "10.213.57.1";

  private static final String THERE = "10.213.57.2";
  private static final String NAME = "alphaflow-chaos";
  private static final String CABLE = "afchaos0";
  private static final String OTHER_END = "afchaos1";

  private static final String RELAY_HERE = "relay-here";
  private static final String RELAY_THERE = "relay-there";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Integer> ports;
  private final ClusterFolder folder;

  /**
   * That of a cluster.
   *
   * @param ports that a TaskManager in it must reach
   */
  Namespace(ClusterFolder folder, List<Integer> ports) {
    this.folder = folder;
    this.ports = ports;
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
    try {
      ground.cluster().portsForTaskManager();
    } catch (UserError e) {
      return Optional.of(e.getMessage());
    }
    try {
      create();
      delete();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("no network namespace can be made: " + Programs.text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Makes it, with the cable in. */
  void open() throws IOException, InterruptedException {
    create();
    folder.daemon(RELAY_HERE).stop(PATIENCE); // one whose other end was killed
    startRelay(RELAY_HERE, List.of(), HERE, "127.0.0.1");
    startRelay(RELAY_THERE, inside(), "127.0.0.1", HERE);
  }

  private void startRelay(String name, List<String> before, String listen, String to)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            StandaloneFlink.java(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dalphaflow.log=" + folder.path().resolve("logs/" + name + "/" + name + ".log"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.alphaflow.cli.Main",
            "cluster",
            "relay",
            "--listen",
            listen,
            "--to",
            to,
            "--ports",
            ports.stream().map(String::valueOf).collect(Collectors.joining(","))));
    folder.daemon(name).start(command, Map.of());
  }

  /**
   * Makes it.
   *
   * @throws UserError when another run has one: there can be one on a machine
   */
  private static void create() throws IOException, InterruptedException {
    if (isThere()) {
      String users = Programs.run("ip", "netns", "pids", NAME).strip();
      if (!users.isEmpty()) {
        throw new UserError(
            "%s is there, with the processes %s of another run, which its cluster down ends"
                .formatted(NAME, users.replaceAll("\\s+", ", ")));
      }
    }
    delete();
    boolean whole = false;
    try {
      Programs.run("ip", "netns", "add", NAME);
      Programs.run(
          "ip", "link", "add", CABLE, "type", "veth", "peer", "name", OTHER_END, "netns", NAME);
      Programs.run("ip", "addr", "add", HERE + "/30", "dev", CABLE);
      Programs.run("ip", "link", "set", CABLE, "up");
      Programs.run("ip", "-n", NAME, "addr", "add", THERE + "/30", "dev", OTHER_END);
      Programs.run("ip", "-n", NAME, "link", "set", OTHER_END, "up");
      Programs.run("ip", "-n", NAME, "link", "set", "lo", "up");
      whole = true;
    } finally {
      if (!whole) {
        delete();
      }
    }
  }

  private static boolean isThere() throws IOException, InterruptedException {
    return Programs.run("ip", "netns", "list").lines().anyMatch(l -> l.split(" ")[0].equals(NAME));
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

  /** Takes away that of a cluster, where it has one. What runs in it must have ended. */
  public static void remove(ClusterFolder folder) throws IOException, InterruptedException {
    Daemon.Ending there = folder.daemon(RELAY_THERE).stop(PATIENCE);
    Daemon.Ending here = folder.daemon(RELAY_HERE).stop(PATIENCE);
    if (there != Daemon.Ending.WAS_DOWN || here != Daemon.Ending.WAS_DOWN) {
      delete();
    }
  }
}
