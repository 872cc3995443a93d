package io.alphaflow.cli.cluster;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.Daemon;
import io.alphaflow.runtime.FlinkInstallation;
import java.io.IOException;
import java.nio.file.Path;

/** Where the cluster of this machine keeps its files: {@code .alphaflow/cluster}. */
public final class ClusterFolder {

  private final DeskFolder desk;

  /** That of the project. */
  public ClusterFolder() {
    this(DeskFolder.home().resolve("cluster"));
  }

  /** That at a path. */
  ClusterFolder(Path path) {
    this.desk = new DeskFolder(path);
  }

  /** The parts that a desk has anywhere. */
  public DeskFolder desk() {
    return desk;
  }

  public Path path() {
    return desk.path();
  }

  Path settingsFile() {
    return path().resolve("cluster.json");
  }

  /**
   * What the cluster was started with.
   *
   * @throws UserError when none was
   */
  public ClusterSettings settings() throws IOException {
    return ClusterSettings.read(settingsFile())
        .orElseThrow(
            () ->
                new UserError(
                    "there is no cluster in " + path() + ": start one with alphaflow cluster up"));
  }

  /** Whether an address is that of the cluster which was started here. */
  public boolean isHere(String flink) throws IOException {
    return ClusterSettings.read(settingsFile())
        .map(s -> s.flinkUrls().contains(flink))
        .orElse(false);
  }

  /** What the desk's configuration was made from: its words between @ signs not filled in. */
  Path deskSource() {
    return path().resolve("desk-source.yaml");
  }

  /** The rendered configuration of Flink. */
  Path flinkConf() {
    return path().resolve("conf");
  }

  /** The same of the second JobManager, which has another port. */
  Path standbyConf() {
    return path().resolve("conf-standby");
  }

  /** Configuration and files of ZooKeeper. */
  Path zookeeper() {
    return path().resolve("zookeeper");
  }

  /** What a JobManager needs to go on with the jobs of another. */
  Path highAvailability() {
    return path().resolve("ha");
  }

  /** Checkpoints, a folder for each run. */
  public Path checkpoints() {
    return path().resolve("checkpoints");
  }

  /** Savepoints, where Flink writes them. */
  public Path savepoints() {
    return path().resolve("savepoints");
  }

  Path temp() {
    return path().resolve("tmp");
  }

  Path logs() {
    return path().resolve("logs");
  }

  /** Of a process: Flink's web UI shows what is in the folder of its log. */
  Path logs(String name) {
    return logs().resolve(name);
  }

  /** All that happened in the simulated exchange. */
  Path exchangeJournal() {
    return path().resolve("exchange.journal");
  }

  /** What the exchange plays, when that comes with the product. */
  Path data() {
    return path().resolve("data");
  }

  /** A process of the cluster. */
  public Daemon daemon(String name) {
    return new Daemon(name, path().resolve("pids"), logs(name).resolve(name + ".out"));
  }

  /** Flink's jars: of {@code FLINK_HOME}, else those that the build has fetched. */
  static FlinkInstallation flink() {
    String home = System.getenv("FLINK_HOME");
    String own = System.getProperty("alphaflow.flink-dist");
    try {
      if (home != null && !home.isBlank()) {
        return FlinkInstallation.in(Path.of(home));
      }
      if (own != null) {
        return FlinkInstallation.in(Path.of(own));
      }
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
    throw new UserError("which Flink? Start this with ./alphaflow, or set FLINK_HOME");
  }
}
