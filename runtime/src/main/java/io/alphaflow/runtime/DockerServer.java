package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TimescaleDB's own image (Community edition) in a Docker container. Container and volume are named
 * after the data folder, so that the container of a killed process is found and replaced and its
 * data kept.
 *
 * <p>Needs an engine on this machine, not a remote one. No test covers it: it has not been run yet.
 */
final class DockerServer {
  private static final Logger LOG = LoggerFactory.getLogger(DockerServer.class);
  private static final String IMAGE = "timescale/timescaledb:2.29.2-pg17";
  private static final Duration ENGINE_ANSWERS = Duration.ofSeconds(3);
  private static final Duration PULL = Duration.ofMinutes(5);
  private static final Duration COMMAND = Duration.ofSeconds(30);
  private static final Duration FIRST_START = Duration.ofSeconds(60);

  private DockerServer() {}

  static DatabaseServer start(DatabaseOptions options, String password)
      throws IOException, DatabaseUnavailableException {
    Command.Result engine =
        Command.run(
            ENGINE_ANSWERS, Map.of(), List.of("docker", "info", "--format={{.ServerVersion}}"));
    if (!engine.successful()) {
      throw new DatabaseUnavailableException("no Docker engine answers: " + engine.tail());
    }
    if (!docker(COMMAND, "image", "inspect", IMAGE).successful()) {
      LOG.info("pulling Docker image, image={}", IMAGE);
      require(docker(PULL, "pull", "--quiet", IMAGE), "pull " + IMAGE);
    }
    String name = name(options.dataFolder());
    docker(COMMAND, "rm", "--force", name); // of a process that was killed
    if (options.fresh()) {
      docker(COMMAND, "volume", "rm", "--force", name);
    }
    int port = Ports.claim(options.port(), "the database");
    Command.Result run =
        Command.run(
            COMMAND,
            // Named without value on the command line, which everybody on the machine can read.
            Map.of("POSTGRES_PASSWORD", password),
            List.of(
                "docker",
                "run",
                "--detach",
                "--rm",
                "--name=" + name,
                "--publish=" + Ports.LOOPBACK + ":" + port + ":5432",
                "--volume=" + name + ":/var/lib/postgresql/data",
                "--env=POSTGRES_PASSWORD",
                "--shm-size=256m",
                IMAGE,
                "postgres",
                "-cfsync=off",
                "-csynchronous_commit=off",
                "-ctimezone=UTC",
                "-ctimescaledb.telemetry_level=off",
                "-ctimescaledb.max_background_workers=24",
                "-cmax_worker_processes=40"));
    require(run, "start a container of " + IMAGE);
    try {
      DatabaseServer server = connect(port, password, name);
      server.createTimescaleExtension();
      return server;
    } catch (SQLException e) {
      String log = docker(COMMAND, "logs", "--tail=5", name).tail();
      stop(name);
      throw new DatabaseUnavailableException(
          "container started, but: " + e.getMessage() + "; its log: " + log, e);
    }
  }

  /** Docker accepts connections from the start; the server behind needs a while to answer. */
  private static DatabaseServer connect(int port, String password, String name)
      throws SQLException {
    long deadline = System.nanoTime() + FIRST_START.toNanos();
    while (true) {
      try {
        return DatabaseServer.local(port, password, () -> stop(name));
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted while waiting for the container", e);
      }
    }
  }

  /**
   * Stops the container of a killed process, which holds its port. Without Docker there is none.
   */
  static void stopLeft(Path dataFolder) {
    stop(name(dataFolder));
  }

  private static void stop(String name) {
    try {
      if (!docker(COMMAND, "stop", "-t", "10", name).successful()) {
        docker(COMMAND, "rm", "--force", name);
      }
    } catch (IOException e) {
      LOG.error("container still runs, name={}", name, e);
    }
  }

  private static Command.Result docker(Duration timeout, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Command.run(timeout, Map.of(), command);
  }

  private static void require(Command.Result result, String action)
      throws DatabaseUnavailableException {
    if (!result.successful()) {
      throw new DatabaseUnavailableException("cannot " + action + ": " + result.tail());
    }
  }

  /** One name per data folder. */
  static String name(Path dataFolder) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(dataFolder.toString().getBytes(StandardCharsets.UTF_8));
      return "alphaflow-db-" + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
