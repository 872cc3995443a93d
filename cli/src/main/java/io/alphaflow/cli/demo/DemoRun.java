package io.alphaflow.cli.demo;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.local.Archive;
import io.alphaflow.cli.local.LocalDesk;
import io.alphaflow.cli.local.LocalDeskOptions;
import io.alphaflow.cli.local.Shutdown;
import io.alphaflow.cli.local.StartUp;
import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.cli.view.LiveView;
import io.alphaflow.runtime.DatabaseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One run of the demo: starts the desk part by part, shows it, checks it, ends it. */
final class DemoRun {

  private static final double WANTED_SECONDS = 90;
  private static final long LOOK_MILLIS = 250;
  private static final String STOP_HINT = "Ctrl-C ends everything.";

  private final DemoOptions options;
  private final PrintStream out;
  private final Shutdown shutdown = new Shutdown();
  private final long began = System.nanoTime();
  private double firstOutputSeconds = Double.NaN;

  DemoRun(DemoOptions options) {
    this.options = options;
    this.out =
        options.json() ? System.err : new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }

  int run() throws Exception {
    shutdown.onSignal(out);
    try {
      return runDesk();
    } catch (Exception e) {
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
    DemoData data = DemoData.load(options);
    out.println("  Data         " + data.description());
    double speed = options.speed().orElse(Math.max(1, data.spanSeconds() / WANTED_SECONDS));
    LocalDesk desk = LocalDesk.start(deskOptions(data, speed), new StartUp(out), shutdown);
    desk.exchange().play();

    LiveView view = new LiveView(out, terminal(), footer(desk));
    boolean complete = watch(desk, view, speed);
    view.end();
    if (shutdown.requested()) {
      shutdown.await();
      return Shutdown.INTERRUPTED;
    }
    if (!complete) {
      out.println(
          "\nThe desk did not come to rest in time; the invariants below show what is missing.");
    }
    double elapsed = (System.nanoTime() - began) / 1e9;
    DeskSnapshot end = desk.monitor().snapshot();
    Invariants.Results invariants =
        new Invariants(desk.config(), desk.exchange(), desk.archive(), end, complete).check();
    if (shutdown.requested()) {
      shutdown.await();
      return Shutdown.INTERRUPTED;
    }
    DemoSummary summary =
        new DemoSummary(
            end,
            desk.exchange().total(),
            desk.archive().trades(),
            desk.exchange().clientOrderIds().size(),
            desk.archive().number("SELECT count(*) FROM orders WHERE state = 'REJECTED'"),
            desk.archive().number("SELECT count(*) FROM orders WHERE state = 'NOT_PLACED'"),
            invariants,
            desk.database().description(),
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
      out.println("\nThe data has ended; the desk still runs. " + STOP_HINT);
      while (!shutdown.requested()) {
        Thread.sleep(LOOK_MILLIS);
      }
      shutdown.await();
    }
    return invariants.hold() ? 0 : 1;
  }

  /** Follows the desk until the data has ended and everything has come to rest. */
  private boolean watch(LocalDesk desk, LiveView view, double speed) throws Exception {
    long total = desk.exchange().total();
    Rest rest = new Rest(total);
    Deque<Disturbance> due = new ArrayDeque<>(options.disturbances());
    while (!shutdown.requested()) {
      DeskSnapshot now = desk.monitor().snapshot();
      if (Double.isNaN(firstOutputSeconds) && now.trades() > 0) {
        firstOutputSeconds = (System.nanoTime() - began) / 1e9;
      }
      if (!due.isEmpty() && due.peek().isDue(now.trades(), total) && now.decisions() > 0) {
        out.println("\n  " + due.poll().apply(desk.jobs()));
      }
      view.show(now, speed, total, desk.archive().trades());
      if (desk.exchange().finished()) {
        Rest.State state = rest.look(now, desk.archive());
        if (state != Rest.State.MOVING) {
          return state == Rest.State.AT_REST;
        }
      }
      desk.jobs().check();
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  private LocalDeskOptions deskOptions(DemoData data, double speed) throws IOException {
    DeskFolder folder = DeskFolder.demo();
    return new LocalDeskOptions(
        folder,
        configuration(),
        options.symbol(),
        data.recording(),
        speed,
        options.cash(),
        databaseOptions(folder),
        options.uiPort());
  }

  private String configuration() throws IOException {
    if (options.desk().isPresent()) {
      return Files.readString(options.desk().get());
    }
    try (InputStream in = DemoRun.class.getResourceAsStream("/demo-desk.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private DatabaseOptions databaseOptions(DeskFolder folder) {
    DatabaseOptions wanted =
        DatabaseOptions.in(folder.database()).withPreference(options.database());
    if (options.databaseUrl().isEmpty()) {
      return wanted.withFresh(true);
    }
    String password = System.getenv().getOrDefault("ALPHAFLOW_DB_PASSWORD", "");
    return wanted.withExternal(options.databaseUrl().get(), options.databaseUser(), password);
  }

  private boolean terminal() {
    return !options.json() && Boolean.getBoolean("alphaflow.terminal");
  }

  private static List<String> footer(LocalDesk desk) {
    return List.of(
        "  Flink UI     " + desk.cluster().webUrl(),
        "  Database     " + Archive.psql(desk.database(), DeskFolder.demo().databasePassword()),
        "  " + STOP_HINT);
  }
}
