package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.demo.Invariants;
import io.alphaflow.cli.demo.Rest;
import io.alphaflow.cli.local.Archive;
import io.alphaflow.cli.view.DeskMonitor;
import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.JsonCodec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow cluster check}. */
@Command(
    name = "check",
    description = {
      "Wait until the simulated exchange has played all its trades and the desk has",
      "come to rest, then check what must hold, as the demo does. Ends with 1 when",
      "something does not."
    },
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 250;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long the trades may take (default: ${DEFAULT-VALUE})")
  private int patience;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ClusterFolder folder = new ClusterFolder();
    ClusterSettings settings = folder.settings();
    if (!settings.hasExchange()) {
      throw new UserError("this cluster has no simulated exchange to compare with");
    }
    Exchange exchange = Exchange.at(settings.exchangeUrl());
    DeskConfig config = folder.desk().config();
    DatabaseOptions database = config.database();
    try (DeskMonitor monitor = new DeskMonitor(config.kafka());
        Archive archive =
            Archive.connect(database.jdbcUrl(), database.user(), database.password().resolve())) {
      boolean complete = awaitRest(exchange, monitor, archive);
      DeskSnapshot end = monitor.snapshot();
      Invariants.Results results = new Invariants(config, exchange, archive, end, complete).check();
      print(end, results, exchange.clientOrderIds().size());
      return results.hold() ? 0 : 1;
    }
  }

  private boolean awaitRest(Exchange exchange, DeskMonitor monitor, Archive archive)
      throws Exception {
    long end = System.nanoTime() + patience * 1_000_000_000L;
    while (!exchange.finished()) {
      if (!exchange.isPlaying() || System.nanoTime() > end) {
        throw new UserError(
            "the exchange has made %,d of %,d trades and %s"
                .formatted(
                    exchange.sent(),
                    exchange.total(),
                    exchange.isPlaying() ? "still plays" : "stands still: alphaflow cluster play"));
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return new Rest(exchange.total()).await(monitor::snapshot, archive, () -> 0);
  }

  private void print(DeskSnapshot end, Invariants.Results results, int orders) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode object = JsonCodec.object();
      object.put("trades", end.trades()).put("signals", end.signals());
      object.put("decisions", end.decisions()).put("fills", end.fills()).put("orders", orders);
      object.put("deadLetters", end.deadLetters()).put("alerts", end.alerts());
      ObjectNode invariants = object.putObject("invariants");
      results.failures().forEach((name, failure) -> invariants.put(name, failure.isEmpty()));
      ObjectNode failures = object.putObject("failures");
      results.failures().entrySet().stream()
          .filter(e -> !e.getValue().isEmpty())
          .forEach(e -> failures.put(e.getKey(), e.getValue()));
      out.println(object);
    } else {
      out.println(
          "%,d trades, %,d signals, %,d decisions, %,d orders, %,d fills, %,d dead letters, %,d alerts"
              .formatted(
                  end.trades(),
                  end.signals(),
                  end.decisions(),
                  orders,
                  end.fills(),
                  end.deadLetters(),
                  end.alerts()));
      results
          .failures()
          .forEach(
              (name, failure) ->
                  out.println(
                      failure.isEmpty() ? "  yes  " + name : "  NO   " + name + ": " + failure));
    }
    out.flush();
  }
}
