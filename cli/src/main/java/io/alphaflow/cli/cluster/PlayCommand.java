package io.alphaflow.cli.cluster;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.DeskMonitor;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow cluster play}. */
@Command(
    name = "play",
    description = {
      "Let the simulated exchange play its trades, as soon as the jobs have brought",
      "the account's balances into the journal: before that the gate approves nothing."
    },
    sortOptions = false)
final class PlayCommand implements Callable<Integer> {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClusterFolder folder = new ClusterFolder();
    ClusterSettings settings = folder.settings();
    if (!settings.hasExchange()) {
      throw new UserError("this cluster has no simulated exchange");
    }
    Exchange exchange = Exchange.at(settings.exchangeUrl());
    boolean played = exchange.isPlaying();
    if (!played) {
      awaitOpening(folder.desk().config());
      exchange.play();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonCodec.object()
              .put("total", exchange.total())
              .put("speed", settings.speed())
              .put("playedAlready", played));
    } else {
      out.println(
          "%s %,d trades, %.0f market seconds for each second"
              .formatted(
                  played ? "Plays already:" : "Playing", exchange.total(), settings.speed()));
    }
    out.flush();
    return 0;
  }

  private static void awaitOpening(DeskConfig config) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try (DeskMonitor monitor = new DeskMonitor(config.kafka())) {
      while (!monitor.snapshot().accountOpen()) {
        if (System.nanoTime() > end) {
          throw new UserError(
              "the account's balances did not reach the journal within 60 s: do the jobs run?"
                  + " alphaflow list");
        }
        Thread.sleep(50);
      }
    }
  }
}
