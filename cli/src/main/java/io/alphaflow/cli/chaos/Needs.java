package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a machine must have so that a fault can happen on it. */
final class Needs {

  private Needs() {}

  static Optional<String> nothing(Ground ground) {
    return Optional.empty();
  }

  /** To stop a process for a while. */
  static Optional<String> signals(Ground ground) {
    return present("kill") ? Optional.empty() : Optional.of("there is no program kill here");
  }

  /** The database must be a process of this cluster, not one in Docker or elsewhere. */
  static Optional<String> databaseHere(Ground ground) {
    boolean here =
        ground.cluster().settings().databasePort() != 0
            && ground.cluster().family(ClusterPart.DATABASE).size() > 1;
    return here
        ? Optional.empty()
        : Optional.of("the database's server is no process that this cluster started");
  }

  static Optional<String> databaseToStop(Ground ground) {
    return databaseHere(ground).or(() -> signals(ground));
  }

  /** A ZooKeeper. */
  static Optional<String> highAvailability(Ground ground) {
    return ground.highlyAvailable()
        ? Optional.empty()
        : Optional.of("without high availability (--ha) there is no ZooKeeper");
  }

  static Optional<String> highAvailabilityAndSignals(Ground ground) {
    return highAvailability(ground).or(() -> signals(ground));
  }

  /** Mounts and namespaces are the superuser's, and Linux's. */
  static Optional<String> superuserOfLinux() {
    boolean linux = System.getProperty("os.name").equals("Linux");
    boolean root = System.getProperty("user.name").equals("root");
    return linux && root ? Optional.empty() : Optional.of("only root on Linux can do that");
  }

  /** Whether a program is on the path. */
  static boolean present(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
