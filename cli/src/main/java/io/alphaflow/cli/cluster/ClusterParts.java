package io.alphaflow.cli.cluster;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.KafkaReach;
import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.Daemon;
import io.alphaflow.runtime.Folders;
import io.alphaflow.runtime.StandaloneFlink;
import io.alphaflow.runtime.StandaloneZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/** Starts the processes of the cluster and says when each is ready. */
final class ClusterParts {

  private final ClusterFolder folder;
  private final ClusterSettings settings;

  ClusterParts(ClusterFolder folder, ClusterSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Those that this cluster has, in the order of their start. */
  List<ClusterPart> parts() {
    return List.of(ClusterPart.values()).stream()
        .filter(part -> part != ClusterPart.EXCHANGE || settings.hasExchange())
        .filter(part -> part != ClusterPart.DATABASE || settings.databasePort() != 0)
        .filter(part -> settings.isHighlyAvailable() || !part.isForHighAvailability())
        .toList();
  }

  Daemon daemon(ClusterPart part) {
    return folder.daemon(part.label());
  }

  /** Port that must be free before a part can start. */
  int port(ClusterPart part) {
    return switch (part) {
      case DATABASE -> settings.databasePort();
      case KAFKA -> settings.kafkaPort();
      case EXCHANGE -> settings.exchangePort();
      case ZOOKEEPER -> settings.zookeeperPort();
      case JOB_MANAGER -> settings.uiPort();
      case STANDBY -> settings.standbyPort();
      case TASK_MANAGER -> 0;
    };
  }

  /** Where a person or a program finds it. */
  String address(ClusterPart part) {
    return switch (part) {
      case DATABASE -> readyLines(part).stream().findFirst().orElse("");
      case KAFKA -> settings.kafka();
      case EXCHANGE -> settings.exchangeUrl();
      case ZOOKEEPER -> settings.zookeeper();
      case JOB_MANAGER -> settings.uiUrl();
      case STANDBY -> settings.standbyUrl();
      case TASK_MANAGER -> settings.slots() + " slots";
    };
  }

  void start(ClusterPart part) throws IOException {
    Files.deleteIfExists(readyFile(part));
    switch (part) {
      case DATABASE -> {
        Path database = Files.createDirectories(folder.desk().database());
        serve(part, "-Xmx128m", "--folder", database, "--kind", settings.database());
      }
      case KAFKA -> serve(part, "-Xmx1g", "--folder", folder.desk().kafka());
      case EXCHANGE -> startExchange();
      case ZOOKEEPER -> startZooKeeper();
      case JOB_MANAGER, STANDBY ->
          flink(StandaloneFlink.Role.JOB_MANAGER, part, List.of(), List.of());
      case TASK_MANAGER -> startTaskManager(List.of(), List.of());
    }
  }

  private void serve(ClusterPart part, String heap, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(java(part, heap));
    command.addAll(List.of("cluster", "serve", part.label()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    command.addAll(List.of("--port", Integer.toString(port(part))));
    command.addAll(List.of("--ready", readyFile(part).toString()));
    Files.createDirectories(readyFile(part).getParent());
    daemon(part).start(command, Map.of());
  }

  private void startExchange() throws IOException {
    Path secrets = folder.desk().secrets();
    String key = "${file:" + secrets.resolve("api-key") + "}";
    List<String> command = new ArrayList<>(java(ClusterPart.EXCHANGE, "-Xmx1g"));
    command.addAll(List.of("exchange", "--port", Integer.toString(settings.exchangePort())));
    command.addAll(List.of("--data", settings.symbol() + "=" + settings.data(), "--as-recorded"));
    command.addAll(List.of("--speed", Double.toString(settings.speed()), "--paused"));
    command.addAll(List.of("--key", key + ":${file:" + secrets.resolve("api-secret") + "}"));
    String quote = settings.symbol().substring(settings.symbol().indexOf('/') + 1);
    command.addAll(List.of("--balance", quote + "=" + settings.cash()));
    command.addAll(List.of("--journal", folder.exchangeJournal().toString()));
    daemon(ClusterPart.EXCHANGE).start(command, Map.of());
  }

  /** This program in another JVM. */
  private List<String> java(ClusterPart part, String heap) throws IOException {
    Files.createDirectories(folder.logs(part.label()));
    Path temp = folder.temp().resolve(part.label());
    Folders.delete(temp);
    Files.createDirectories(temp);
    return List.of(
        StandaloneFlink.java(),
        heap,
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.io.tmpdir=" + temp,
        "-Dalphaflow.home=" + DeskFolder.home(),
        "-Dalphaflow.log=" + log(part),
        "-cp",
        System.getProperty("java.class.path"),
        "io.alphaflow.cli.Main");
  }

  /** Starts it behind other words of a command, with settings {@code key=value} of its own. */
  void startTaskManager(List<String> before, List<String> own) throws IOException {
    flink(StandaloneFlink.Role.TASK_MANAGER, ClusterPart.TASK_MANAGER, before, own);
  }

  private void flink(
      StandaloneFlink.Role role, ClusterPart part, List<String> before, List<String> own)
      throws IOException {
    boolean standby = part == ClusterPart.STANDBY;
    Path conf = standby ? folder.standbyConf() : folder.flinkConf();
    StandaloneFlink flink = new StandaloneFlink(ClusterFolder.flink(), conf, folder.temp());
    Configuration configuration =
        standby ? FlinkConf.ofStandby(folder, settings) : FlinkConf.of(folder, settings);
    flink.write(configuration, FlinkConf.log4j(settings.jsonLogs()));
    List<String> dynamic = own.stream().flatMap(o -> Stream.of("-D", o)).toList();
    flink.start(role, daemon(part), log(part), configuration, before, dynamic);
  }

  private void startZooKeeper() throws IOException {
    Path home = folder.zookeeper();
    new StandaloneZooKeeper(ClusterFolder.flink(), home.resolve("conf"), home.resolve("data"))
        .start(
            daemon(ClusterPart.ZOOKEEPER),
            log(ClusterPart.ZOOKEEPER),
            settings.zookeeperPort(),
            FlinkConf.log4j(settings.jsonLogs()));
  }

  /** Its log; what it says before that is there is in the daemon's. */
  Path log(ClusterPart part) {
    return folder.logs(part.label()).resolve(part.label() + ".log");
  }

  /** Whether it does its work by now. */
  boolean isReady(ClusterPart part) {
    return switch (part) {
      case DATABASE -> Files.exists(readyFile(part));
      case KAFKA -> Files.exists(readyFile(part)) && KafkaReach.answers(settings.kafka());
      case EXCHANGE -> Exchange.at(settings.exchangeUrl()).answers();
      case ZOOKEEPER -> StandaloneZooKeeper.answers(settings.zookeeperPort());
      case JOB_MANAGER -> new FlinkOverview(List.of(settings.uiUrl())).ask().isPresent();
      case STANDBY -> new FlinkOverview(List.of(settings.standbyUrl())).ask().isPresent();
      case TASK_MANAGER ->
          new FlinkOverview(settings.flinkUrls())
              .ask()
              .map(flink -> flink.path("slots-total").asInt() >= settings.slots())
              .orElse(false);
    };
  }

  /** What a server wrote when it was ready. */
  List<String> readyLines(ClusterPart part) {
    try {
      return Files.readAllLines(readyFile(part));
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path readyFile(ClusterPart part) {
    return folder.path().resolve("ready").resolve(part.label());
  }

  /** Where the database left its password. */
  Path databasePassword() {
    return ServeCommand.password(readyFile(ClusterPart.DATABASE));
  }

  /**
   * Waits until a part is ready.
   *
   * @throws UserError when it ends or time is up, with the end of its log
   */
  void await(ClusterPart part) throws InterruptedException {
    long end = System.nanoTime() + part.patience().toNanos();
    while (!isReady(part)) {
      boolean runs = daemon(part).running().isPresent();
      if (!runs || System.nanoTime() > end) {
        throw new UserError(
            "%s %s. Its log is %s%n%s"
                .formatted(
                    part.label(),
                    runs
                        ? "is not ready after " + part.patience().toSeconds() + " s"
                        : "ended while it started",
                    Files.exists(log(part)) ? log(part) : daemon(part).log(),
                    daemon(part).tail()));
      }
      Thread.sleep(50);
    }
  }
}
