package io.alphaflow.cli.demo;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.view.DeskMonitor;
import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.cli.view.LiveView;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** One run of the demo: starts the desk part by part, shows it, checks it, ends it. */
final class DemoRun {

  private static final double WANTED_SECONDS = 90;
  private static final int SLOTS = 8;
  private static final long LOOK_MILLIS = 250;
  private static final long OPENING_PATIENCE_NANOS = 60_000_000_000L;

  private final DemoOptions options;
  private final PrintStream out;
  private final Shutdown shutdown = new Shutdown();
  private final long began = System.nanoTime();
  private double firstOutputSeconds = Double.NaN;

  DemoRun(DemoOptions options) {
    this.options = options;
    this.out = options.json() ? System.err : new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }

  int run() throws Exception {
    shutdown.onSignal(out);
    try {
      return runDesk();
    } catch (RuntimeException | IOException e) {
      if (shutdown.requested()) {
        // What was being used is being closed: not an error.
        shutdown.await();
        return Shutdown.INTERRUPTED;
      }
      throw e;
    } finally {
      shutdown.close();
    }
  }

  private int runDesk() throws Exception {
    out.println("AlphaFlow demo: the whole desk on this machine\n");
    StartUp startUp = new StartUp(out);
    DeskFolder folder = DeskFolder.demo();
    shutdown.add(DemoFolder.claim(folder));
    DemoData data = DemoData.load(options);
    out.println("  Data         " + data.description());

    DemoDesk desk = new DemoDesk(folder);
    double speed = options.speed().orElse(Math.max(1, data.spanSeconds() / WANTED_SECONDS));
    DemoExchange exchange =
        shutdown.add(
            startUp.part(
                "Exchange",
                () -> DemoExchange.start(options, data, speed, desk),
                DemoExchange::description));
    KafkaBroker kafka =
        shutdown.add(
            startUp.part(
                "Kafka",
                () -> KafkaBroker.start(folder.kafka(), 0),
                broker -> broker.bootstrapServers() + " (KRaft, in this process)"));
    LocalDatabase database =
        shutdown.add(
            startUp.part("Database", () -> startDatabase(folder), LocalDatabase::description));
    startUp.part(
        "Schema",
        () -> ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password()),
        edition -> "TimescaleDB edition: " + edition);
    DeskConfig config =
        desk.write(
            kafka.bootstrapServers(),
            options.symbol().symbol(),
            exchange.restUrl(),
            exchange.streamUrl(),
            exchange.wsApiUrl(),
            database.jdbcUrl(),
            database.user(),
            database.password());
    createTopics(kafka, config);
    FlinkCluster cluster =
        shutdown.add(
            startUp.part(
                "Flink",
                () -> FlinkCluster.start(folder.flink(), SLOTS, uiPort(), flinkSettings()),
                FlinkCluster::webUrl));
    DeskJobs jobs =
        startUp.part(
            "Jobs",
            () -> new DeskJobs(cluster, config).start(),
            j -> String.join(", ", j.names()));
    shutdown.add(jobs::stop);
    DeskMonitor monitor = shutdown.add(new DeskMonitor(config.kafka()));
    Archive archive = shutdown.add(Archive.connect(database));
    awaitOpening(monitor, jobs);
    exchange.play();

    LiveView view = new LiveView(out, terminal(), footer(cluster, database));
    boolean complete = watch(exchange, jobs, monitor, archive, view, speed);
    view.end();
    if (shutdown.requested()) {
      shutdown.await();
      return Shutdown.INTERRUPTED;
    }
    if (!complete) {
      out.println("\nThe desk did not come to rest in time; the invariants below show what is missing.");
    }
    double elapsed = (System.nanoTime() - began) / 1e9;
    DeskSnapshot desksEnd = monitor.snapshot();
    Invariants.Results invariants =
        new Invariants(config, exchange, archive, desksEnd).check();
    DemoSummary summary =
        new DemoSummary(
            desksEnd,
            exchange.total(),
            archive.trades(),
            exchange.clientOrderIds().size(),
            invariants,
            database.description(),
            data.fromMicros(),
            data.toMicros(),
            speed,
            firstOutputSeconds,
            elapsed);
    summary.print(out);
    if (options.json()) {
      System.out.println(summary.json());
      System.out.flush();
    }
    if (!options.exit()) {
      out.println("\nThe data has ended; the desk still runs. " + stopHint());
      while (!shutdown.requested()) {
        Thread.sleep(LOOK_MILLIS);
      }
      shutdown.await();
    }
    return invariants.hold() ? 0 : 1;
  }

  /** Follows the desk until the data has ended and everything has come to rest. */
  private boolean watch(
      DemoExchange exchange,
      DeskJobs jobs,
      DeskMonitor monitor,
      Archive archive,
      LiveView view,
      double speed)
      throws Exception {
    Rest rest = new Rest(exchange.total());
    boolean restartDue = options.restartRisk();
    while (!shutdown.requested()) {
      DeskSnapshot desk = monitor.snapshot();
      if (Double.isNaN(firstOutputSeconds) && desk.trades() > 0) {
        firstOutputSeconds = (System.nanoTime() - began) / 1e9;
      }
      if (restartDue && desk.trades() > exchange.total() / 2 && desk.decisions() > 0) {
        restartDue = false;
        String checkpoint = jobs.restart(DeskJobs.RISK);
        out.println("\n  risk job stopped and started again from " + checkpoint);
      }
      long archived = archive.trades();
      view.show(desk, speed, exchange.total(), archived);
      if (exchange.finished()) {
        Rest.State state = rest.look(desk, archive);
        if (state != Rest.State.MOVING) {
          view.show(desk, speed, exchange.total(), archived);
          return state == Rest.State.AT_REST;
        }
      }
      jobs.check();
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  /** Trades begin when the gate knows the account's balances: before that it approves nothing. */
  private void awaitOpening(DeskMonitor monitor, DeskJobs jobs) throws InterruptedException {
    long deadline = System.nanoTime() + OPENING_PATIENCE_NANOS;
    while (!monitor.snapshot().accountOpen() && !shutdown.requested()) {
      jobs.check();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the account's balances did not reach the journal within 60 s");
      }
      Thread.sleep(50);
    }
  }

  private LocalDatabase startDatabase(DeskFolder folder) throws IOException {
    DatabaseOptions wanted =
        DatabaseOptions.in(folder.database()).withPreference(options.database());
    if (options.databaseUrl().isPresent()) {
      String password = System.getenv().getOrDefault("ALPHAFLOW_DB_PASSWORD", "");
      return LocalDatabase.start(
          wanted.withExternal(options.databaseUrl().get(), options.databaseUser(), password));
    }
    return LocalDatabase.start(wanted.withFresh(true));
  }

  private static void createTopics(KafkaBroker kafka, DeskConfig config) {
    Map<String, Integer> partitions = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      int count = topic.name().startsWith("market.") ? config.kafka().marketPartitions() : 1;
      partitions.put(config.kafka().topic(topic), count);
    }
    partitions.put(config.kafka().topic(Topics.JOURNAL), config.kafka().journalPartitions());
    partitions.put(config.kafka().topic(Topics.DECISIONS), config.kafka().journalPartitions());
    kafka.createTopics(partitions);
  }

  private static Configuration flinkSettings() {
    String folder = System.getProperty("alphaflow.flink-conf");
    return folder == null ? new Configuration() : GlobalConfiguration.loadConfiguration(folder);
  }

  private int uiPort() {
    try (ServerSocket socket =
        new ServerSocket(options.uiPort(), 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  private boolean terminal() {
    return !options.json() && Boolean.getBoolean("alphaflow.terminal");
  }

  private List<String> footer(FlinkCluster cluster, LocalDatabase database) {
    return List.of(
        "  Flink UI     " + cluster.webUrl(),
        "  Database     " + Archive.psql(database),
        "  " + stopHint());
  }

  private static String stopHint() {
    return "Ctrl-C ends everything.";
  }
}
