package io.alphaflow.cli.backtest;

import io.alphaflow.cli.DeskDatabase;
import io.alphaflow.cli.backtest.store.RunStore;
import io.alphaflow.cli.backtest.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a run goes into a desk's database, and whose. */
final class StoreOptions {

  @Option(
      names = "--store",
      paramLabel = "CONFIG",
      arity = "0..1",
      fallbackValue = "",
      description = {
        "Write the run into the database of a desk: of the one whose configuration is named,",
        "else of --config, else of the demo that runs or ran last (docs/database.md)"
      })
  private String desk;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "With --store: what the run is called there (default: its strategies)")
  private String name;

  /** A database that is connected to, or none. */
  static final class Opened implements AutoCloseable {

    private final DeskDatabase database;
    private final String name;

    private Opened(DeskDatabase database, String name) {
      this.database = database;
      this.name = name;
    }

    /** Whether there is one. */
    boolean isOpen() {
      return database != null;
    }

    /**
     * Writes a run where one is wanted.
     *
     * @param complete whether all of the data was read: what is compared has to be whole
     * @return its id; empty when none is wanted or the run is not complete
     */
    Optional<Stored> write(Outcome outcome, boolean complete) throws SQLException {
      if (!isOpen() || !complete) {
        return Optional.empty();
      }
      StoredRun run =
          StoredRun.of(
              name,
              ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
              outcome.result(),
              outcome.statistics(),
              outcome.selection());
      try (Connection connection = database.connect()) {
        return Optional.of(new Stored(run.id(), new RunStore(connection).write(run)));
      }
    }

    @Override
    public void close() {
      if (isOpen()) {
        database.close();
      }
    }
  }

  /**
   * A run in the database.
   *
   * @param run its id
   * @param isNew whether it was not there before
   */
  record Stored(String run, boolean isNew) {

    String text() {
      return isNew
          ? "In the database as run " + run
          : "It is in the database already, as run " + run + "; nothing there has changed";
    }
  }

  /**
   * Connects before there is anything to write: a long run must not end with a refusal.
   *
   * @param config of --config; null without
   * @param strategies what a run is called without a name
   */
  Opened open(Path config, String strategies) throws IOException, SQLException {
    if (desk == null) {
      return new Opened(null, "");
    }
    Path file = desk.isEmpty() ? config : Path.of(desk);
    return new Opened(
        DeskDatabase.toAdd(Optional.ofNullable(file)), name == null ? strategies : name);
  }
}
