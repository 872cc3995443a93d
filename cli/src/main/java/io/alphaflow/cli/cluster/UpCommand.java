package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.demo.DemoData;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.Ports;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.TradeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow cluster up}. */
@Command(
    name = "up",
    description = {
      "Start what of the cluster does not run, and wait until all of it is ready.",
      "When nothing runs, a cluster with the simulated exchange begins anew, with the",
      "whole market to play; --keep goes on where the last one was.",
      "With FLINK_HOME set, that installation of Flink is used instead of the jars",
      "that the build has fetched."
    },
    sortOptions = false)
final class UpCommand implements Callable<Integer> {

  private static final double WANTED_SECONDS = 90;

  /** Two, and some that begin while those before them still end. */
  private static final int REPORTERS = 8;

  @Option(
      names = "--desk",
      paramLabel = "FILE",
      description = {
        "Configuration with other strategies and limits, in place",
        "of that of the last time; begin with a copy of",
        "cli/src/main/resources/demo-desk.yaml (words between @",
        "signs are filled in)"
      })
  private Path desk;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = {
        "Trades that the simulated exchange plays: CSV, plain or",
        "gzip, with the columns timestamp,price,amount",
        "(default: those of the demo)"
      })
  private Path data;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      defaultValue = "BTC/USD",
      description = "What the trades are of (default: ${DEFAULT-VALUE})")
  private String symbol;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = {
        "Market seconds for each second",
        "(default: so that the data takes about 90 s)"
      })
  private Double speed;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      defaultValue = "100000",
      description = "Opening balance in the quote asset (default: ${DEFAULT-VALUE})")
  private String cash;

  @Option(
      names = "--no-exchange",
      description = "No simulated exchange: --desk names another venue")
  private boolean noExchange;

  @Option(
      names = "--database",
      paramLabel = "KIND",
      defaultValue = "auto",
      description = "auto, docker, timescaledb or embedded (default: ${DEFAULT-VALUE})")
  private String database;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "8",
      description = "Slots of the TaskManager (default: ${DEFAULT-VALUE})")
  private int slots;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Flink (default: 8081)")
  private int uiPort;

  @Option(
      names = "--rpc-port",
      paramLabel = "PORT",
      defaultValue = "6123",
      description = "JobManager (default: 6123)")
  private int rpcPort;

  @Mixin private DurabilityOptions durability;

  @Option(
      names = "--zookeeper-port",
      paramLabel = "PORT",
      defaultValue = "2181",
      description = "ZooKeeper, with --ha (default: ${DEFAULT-VALUE})")
  private int zookeeperPort;

  @Option(
      names = "--standby-port",
      paramLabel = "PORT",
      defaultValue = "8082",
      description = "Second JobManager, with --ha (default: ${DEFAULT-VALUE})")
  private int standbyPort;

  @Option(
      names = "--metrics-ports",
      paramLabel = "FROM-TO",
      defaultValue = "9249-9260",
      description = "Range for Prometheus reporters (default: ${DEFAULT-VALUE})")
  private String metricsPorts;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Kafka (default: 9092)")
  private int kafkaPort;

  @Option(
      names = "--database-port",
      paramLabel = "PORT",
      defaultValue = "5433",
      description = "Database (default: ${DEFAULT-VALUE})")
  private int databasePort;

  @Option(
      names = "--exchange-port",
      paramLabel = "PORT",
      defaultValue = "8788",
      description = "Simulated exchange (default: ${DEFAULT-VALUE})")
  private int exchangePort;

  @Option(
      names = "--free-ports",
      description = "Take any free ports instead; cluster status tells which")
  private boolean freePorts;

  @Option(
      names = "--flink-option",
      paramLabel = "KEY=VALUE",
      description = {
        "A setting of Flink in place of that of",
        "flink-conf/cluster/config.yaml, for example",
        "heartbeat.timeout=5s; can be given several times"
      })
  private Map<String, String> flinkOptions = Map.of();

  @Option(names = "--json-logs", description = "Flink logs JSON, for a collector of logs")
  private boolean jsonLogs;

  @Option(
      names = "--keep",
      description = "Keep logs, database, checkpoints, savepoints, and the exchange's journal")
  private boolean keep;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ClusterFolder folder = new ClusterFolder();
    boolean runs = ClusterStart.anyRuns(folder);
    ClusterSettings settings = runs ? folder.settings() : wanted(folder);
    ClusterFolder.flink();
    PrintWriter out = json ? new PrintWriter(System.err, true) : spec.commandLine().getOut();
    ClusterStart start = new ClusterStart(folder, settings, out);
    boolean fresh = !runs && settings.hasExchange() && !keep;
    String yaml = configuration();
    if (runs && desk != null) {
      checkRunsWith(folder, yaml);
    }
    start.run(yaml, desk != null && !runs, fresh);
    if (json) {
      ObjectNode object = JsonCodec.object();
      object.put("flink", settings.uiUrl()).put("kafka", settings.kafka());
      object.put("config", folder.desk().configFile().toString());
      object.put("exchange", settings.hasExchange() ? settings.exchangeUrl() : "");
      spec.commandLine().getOut().println(object);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  /** The jobs have read their configuration: another one is not for a cluster that runs. */
  private static void checkRunsWith(ClusterFolder folder, String yaml) throws IOException {
    Path source = folder.deskSource();
    if (!Files.exists(source) || !Files.readString(source).equals(yaml)) {
      throw new UserError(
          "the cluster runs with another configuration than that of --desk: alphaflow cluster down"
              + " first, or leave --desk out (it is in "
              + folder.desk().configFile()
              + ")");
    }
  }

  private ClusterSettings wanted(ClusterFolder folder) throws IOException {
    Path played = noExchange ? Path.of("") : played(folder);
    try {
      DatabaseOptions.Preference.parse(database);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--database: " + e.getMessage());
    }
    return new ClusterSettings(
        port(uiPort),
        port(rpcPort),
        durability.highAvailability() ? port(zookeeperPort) : 0,
        durability.highAvailability() ? port(standbyPort) : 0,
        durability.stateUrl(),
        durability.s3Endpoint(),
        // A range of its own: who scrapes the usual one would see other clusters of this machine.
        freePorts ? Ports.freeRange(REPORTERS) : metricsPorts,
        port(kafkaPort),
        port(databasePort),
        noExchange ? 0 : port(exchangePort),
        slots,
        database,
        symbol,
        played.toString(),
        speed != null || noExchange ? (speed == null ? 1 : speed) : speed(played),
        cash,
        jsonLogs,
        new TreeMap<>(flinkOptions));
  }

  private int port(int wanted) {
    if (!freePorts && (wanted < 1 || wanted > 65_535)) {
      throw new ParameterException(
          spec.commandLine(), "port " + wanted + ": expected 1 to 65535, or --free-ports");
    }
    return freePorts ? Ports.free() : wanted;
  }

  private Path played(ClusterFolder folder) throws IOException {
    if (data != null) {
      if (!Files.isReadable(data)) {
        throw new UserError("--data " + data + ": there is no such file to read");
      }
      return data.toAbsolutePath();
    }
    Path recorded = folder.data().resolve("trades.csv");
    if (!Files.exists(recorded)) {
      DemoData.copyRecorded(recorded);
    }
    return recorded;
  }

  private double speed(Path played) throws IOException {
    Recording recording = TradeFile.read(played, instrument().symbol().replace("/", ""));
    double span = (recording.timeMicros(recording.size()) - recording.timeMicros(1)) / 1e6;
    return Math.max(1, span / WANTED_SECONDS);
  }

  private InstrumentId instrument() {
    try {
      return InstrumentId.parse("sim:" + symbol);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--symbol " + symbol + ": expected BASE/QUOTE such as BTC/USD");
    }
  }

  private String configuration() throws IOException {
    if (desk != null) {
      if (!Files.isReadable(desk)) {
        throw new UserError("--desk " + desk + ": there is no such file to read");
      }
      return Files.readString(desk);
    }
    try (InputStream in = UpCommand.class.getResourceAsStream("/demo-desk.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
