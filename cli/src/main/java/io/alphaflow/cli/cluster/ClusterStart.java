package io.alphaflow.cli.cluster;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.chaos.SmallDisk;
import io.alphaflow.cli.jobs.Catalogue;
import io.alphaflow.cli.local.ConfigCheck;
import io.alphaflow.cli.local.DeskTemplate;
import io.alphaflow.cli.local.DeskTopics;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.runtime.Folders;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import io.alphaflow.runtime.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Starts what of a cluster does not run, and prepares the desk on it. */
public final class ClusterStart {

  private final ClusterFolder folder;
  private final ClusterSettings settings;
  private final ClusterParts parts;
  private final PrintWriter out;

  ClusterStart(ClusterFolder folder, ClusterSettings settings, PrintWriter out) {
    this.folder = folder;
    this.settings = settings;
    this.parts = new ClusterParts(folder, settings);
    this.out = out;
  }

  /** Whether a process of the cluster in a folder runs. */
  public static boolean anyRuns(ClusterFolder folder) {
    return Arrays.stream(ClusterPart.values())
        .anyMatch(part -> folder.daemon(part.label()).running().isPresent());
  }

  /**
   * Starts it.
   *
   * @param yaml configuration of the desk with words to be filled in
   * @param wanted a person named it, so that it takes the place of one that is there
   * @param fresh forget what an earlier cluster left
   */
  void run(String yaml, boolean wanted, boolean fresh) throws Exception {
    long began = System.nanoTime();
    List<ClusterPart> missing = new ArrayList<>();
    for (ClusterPart part : parts.parts()) {
      if (parts.daemon(part).running().isEmpty()) {
        missing.add(part);
      }
    }
    if (missing.contains(ClusterPart.DATABASE)) {
      // The server of a process that was killed goes on and holds the port.
      LocalDatabase.stopLeft(folder.desk().database());
    }
    claimPorts(missing);
    if (fresh) {
      forget();
    }
    boolean written = Files.exists(folder.desk().configFile()) && !wanted;
    if (written) {
      move();
    }
    settings.write(folder.settingsFile());
    writeSecrets();
    for (ClusterPart part : missing) {
      parts.start(part);
    }
    for (ClusterPart part : parts.parts()) {
      parts.await(part);
      say(part, missing.contains(part) ? "" : "  (ran already)");
    }
    startEnded();
    DeskConfig config = desk(yaml, written);
    LocalAddress database = database();
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    KafkaBroker.createTopics(settings.kafka(), DeskTopics.partitions(config.kafka()), Map.of());
    out.println();
    out.println(
        String.format(Locale.ROOT, "Ready after %.1f s.", (System.nanoTime() - began) / 1e9));
    out.println("  Flink UI       " + String.join("  ", settings.flinkUrls()));
    out.println("  Configuration  " + folder.desk().configFile());
    out.println("  Logs           " + folder.logs());
    out.println("  Next           alphaflow submit all; alphaflow cluster play");
    out.flush();
  }

  /** A process that was killed a moment before may still have been there at the first look. */
  private void startEnded() throws Exception {
    for (ClusterPart part : parts.parts()) {
      if (parts.daemon(part).running().isEmpty()) {
        if (part == ClusterPart.DATABASE) {
          LocalDatabase.stopLeft(folder.desk().database());
        }
        parts.start(part);
        parts.await(part);
        say(part, "  (had just ended)");
      }
    }
  }

  private void say(ClusterPart part, String remark) {
    long pid = parts.daemon(part).running().map(ProcessHandle::pid).orElse(0L);
    out.println("  %-12s pid %-7d %s%s".formatted(part.label(), pid, parts.address(part), remark));
    out.flush();
  }

  private void claimPorts(List<ClusterPart> missing) {
    try {
      for (ClusterPart part : missing) {
        Ports.claim(parts.port(part), part.label());
      }
      if (missing.contains(ClusterPart.JOB_MANAGER)) {
        Ports.claim(settings.rpcPort(), "the JobManager's RPC");
      }
    } catch (IllegalStateException e) {
      throw new UserError(e.getMessage() + " (alphaflow cluster up --help names the options)");
    }
  }

  private void forget() throws IOException, InterruptedException {
    SmallDisk.unmount(folder.checkpoints());
    DeskFolder desk = folder.desk();
    for (Path old :
        List.of(
            desk.kafka(),
            desk.database(),
            desk.secrets(),
            folder.checkpoints(),
            folder.savepoints(),
            folder.path().resolve("chaos"),
            folder.highAvailability(),
            folder.zookeeper(),
            folder.temp(),
            folder.logs())) {
      Folders.delete(old);
    }
    Files.deleteIfExists(desk.configFile());
    Files.deleteIfExists(folder.exchangeJournal());
    new Catalogue(folder.path()).forgetThisMachine();
  }

  private void writeSecrets() throws IOException {
    Path secrets = folder.desk().secrets();
    for (String name : List.of("api-key", "api-secret")) {
      if (!Files.exists(secrets.resolve(name))) {
        OperatorKeys.writePrivately(secrets.resolve(name), secretText());
      }
    }
  }

  private static String secretText() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Lets the desk's configuration follow the ports of now. */
  private void move() throws IOException {
    Optional<ClusterSettings> before = ClusterSettings.read(folder.settingsFile());
    if (before.isPresent()) {
      Path file = folder.desk().configFile();
      Files.writeString(file, DeskAddresses.moved(Files.readString(file), before.get(), settings));
    }
  }

  private DeskConfig desk(String yaml, boolean written) throws IOException {
    DeskFolder desk = folder.desk();
    LocalAddress database = database();
    OperatorKeys.writePrivately(desk.databasePassword(), database.password());
    if (written) {
      return DeskConfig.load(desk.configFile());
    }
    String exchange = settings.hasExchange() ? settings.exchangeUrl() : "";
    String streams = exchange.replace("http:", "ws:");
    DeskConfig config =
        new DeskTemplate(
                settings.kafka(),
                InstrumentId.parse("sim:" + settings.symbol()),
                exchange,
                streams,
                streams + "/ws-api/v3",
                database.jdbcUrl(),
                database.user())
            .write(desk, yaml);
    Files.writeString(folder.deskSource(), yaml);
    ConfigCheck.check(config);
    return config;
  }

  private LocalAddress database() throws IOException {
    List<String> lines = parts.readyLines(ClusterPart.DATABASE);
    return new LocalAddress(
        lines.get(0), lines.get(1), Files.readString(parts.databasePassword()).strip());
  }

  /** Where the database is and who may enter. */
  private record LocalAddress(String jdbcUrl, String user, String password) {}
}
