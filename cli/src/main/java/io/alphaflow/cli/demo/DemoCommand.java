package io.alphaflow.cli.demo;

import io.alphaflow.cli.HelpOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow demo}. */
@Command(
    name = "demo",
    description = {
      "Run the whole desk on this machine: simulated exchange, Kafka, Flink jobs, database.",
      "Plays 100,000 real BTC/USD trades of November 2013 unless --data names others.",
      "Ctrl-C ends everything."
    },
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = {
        "Play these trades: CSV, plain or gzip, with the columns timestamp,price,amount",
        "(epoch seconds, milliseconds or microseconds, UTC)"
      })
  Path data;

  @Option(
      names = "--desk",
      paramLabel = "FILE",
      description = {
        "Configuration with other strategies and limits; begin with a copy of",
        "cli/src/main/resources/demo-desk.yaml (words between @ signs are filled in)"
      })
  Path desk;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      defaultValue = "BTC/USD",
      description = "What the trades are of (default: ${DEFAULT-VALUE})")
  String symbol;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description =
          "Market seconds for each second of wall clock (default: so that the data takes about 90"
              + " s)")
  Double speed;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      defaultValue = "100000",
      description = "Opening balance in the quote asset (default: ${DEFAULT-VALUE})")
  String cash;

  @Option(
      names = "--database",
      paramLabel = "KIND|URL",
      defaultValue = "auto",
      description = {
        "auto, docker, timescaledb, embedded, or jdbc:postgresql://… of an empty database",
        "(with --database-user and the password in ALPHAFLOW_DB_PASSWORD; default: auto)"
      })
  String database;

  @Option(
      names = "--database-user",
      defaultValue = "postgres",
      description = "User of a database given by URL (default: ${DEFAULT-VALUE})")
  String databaseUser;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description =
          "Port of the Flink web UI; another one is taken when it is busy (default: 8081)")
  int uiPort;

  @Option(
      names = "--rescale-signals",
      description = {
        "A quarter in, stop the signals job with a savepoint and start it again from that with"
            + " twice",
        "as many tasks"
      })
  boolean rescaleSignals;

  @Option(
      names = "--restart-risk",
      description = "Halfway, stop the risk job and start it again from its last checkpoint")
  boolean restartRisk;

  @Option(
      names = "--upgrade-risk",
      description = {
        "Three quarters in, stop the risk job with a savepoint, as for a new version, and start it",
        "again from that"
      })
  boolean upgradeRisk;

  @Option(names = "--exit", description = "End when the data ends")
  boolean exit;

  @Option(
      names = "--json",
      description = "One JSON object on standard output; everything else goes to standard error")
  boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DemoOptions options;
    try {
      options = DemoOptions.of(this);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return new DemoRun(options).run();
  }
}
