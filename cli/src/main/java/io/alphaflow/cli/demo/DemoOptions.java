package io.alphaflow.cli.demo;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.DatabaseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the demo was asked to do, checked.
 *
 * @param data file of trades; empty for the recorded ones that come with the product
 * @param desk configuration instead of the demo's own
 * @param symbol what the trades are of
 * @param speed market seconds for each wall second; empty to choose by the length of the data
 * @param cash opening balance in the quote asset
 * @param database what kind of database to take
 * @param databaseUrl a given database
 * @param databaseUser its user
 * @param uiPort wanted port of the Flink UI
 * @param disturbances what is done to jobs meanwhile, in the order of its time
 * @param exit end when the data ends
 * @param json print the summary as JSON
 */
record DemoOptions(
    Optional<Path> data,
    Optional<Path> desk,
    InstrumentId symbol,
    Optional<Double> speed,
    long cash,
    DatabaseOptions.Preference database,
    Optional<String> databaseUrl,
    String databaseUser,
    int uiPort,
    List<Disturbance> disturbances,
    boolean exit,
    boolean json) {

  static final String VENUE = "sim";
  private static final double FASTEST = 1_000_000;

  static DemoOptions of(DemoCommand command) {
    return new DemoOptions(
        Optional.ofNullable(command.data),
        desk(command.desk),
        symbol(command.symbol),
        speed(command.speed),
        cash(command.cash),
        preference(command.database),
        command.database.startsWith("jdbc:") ? Optional.of(command.database) : Optional.empty(),
        command.databaseUser,
        port(command.uiPort),
        disturbances(command),
        command.exit,
        command.json);
  }

  private static List<Disturbance> disturbances(DemoCommand command) {
    List<Disturbance> wanted = new ArrayList<>();
    if (command.rescaleSignals) {
      wanted.add(Disturbance.RESCALE_SIGNALS);
    }
    if (command.restartRisk) {
      wanted.add(Disturbance.RESTART_RISK);
    }
    if (command.upgradeRisk) {
      wanted.add(Disturbance.UPGRADE_RISK);
    }
    return wanted;
  }

  private static Optional<Path> desk(Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw new IllegalArgumentException("--desk " + file + ": there is no such file to read");
    }
    return Optional.ofNullable(file);
  }

  private static InstrumentId symbol(String text) {
    try {
      return InstrumentId.parse(VENUE + ":" + text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--symbol " + text + ": expected BASE/QUOTE such as BTC/USD", e);
    }
  }

  private static Optional<Double> speed(Double speed) {
    if (speed != null && !(speed > 0 && speed <= FASTEST)) {
      throw new IllegalArgumentException(
          "--speed " + speed + ": expected a number above 0, at most 1000000");
    }
    return Optional.ofNullable(speed);
  }

  private static long cash(String text) {
    try {
      long cash = Fixed8.parse(text);
      if (cash > 0) {
        return cash;
      }
    } catch (NumberFormatException e) {
      // The same sentence as for an amount that is not above 0.
    }
    throw new IllegalArgumentException(
        "--cash " + text + ": expected an amount above 0 with at most 8 decimals");
  }

  private static DatabaseOptions.Preference preference(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return DatabaseOptions.Preference.AUTO;
    }
    return Arrays.stream(DatabaseOptions.Preference.values())
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--database "
                        + text
                        + ": expected auto, docker, timescaledb, embedded or jdbc:postgresql://…"));
  }

  private static int port(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--ui-port " + port + ": expected 0 to 65535");
    }
    return port;
  }
}
