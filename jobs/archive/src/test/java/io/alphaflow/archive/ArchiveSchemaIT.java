package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(150)
class ArchiveSchemaIT {

  private static final String HISTORY = "flyway_schema_history";
  private static final String TRADES =
      "INSERT INTO trades SELECT 'sim', 'BTC/USD', timestamptz 'epoch' + i * interval '1 hour', i,"
          + " 800, 1, false, now() FROM generate_series(1, 100) AS i";

  @TempDir Path folder;

  @Test
  void migratesPlainPostgresOnceAndLeavesItAloneAfterwards() throws Exception {
    try (ArchiveDatabase database = ArchiveDatabase.start(folder, Preference.EMBEDDED, 0)) {
      assertThat(database.migrate()).isEqualTo(Edition.NONE);
      long migrations = database.count(HISTORY);
      assertThat(migrations).isEqualTo(22);
      assertThat(database.migrate()).isEqualTo(Edition.NONE);
      assertThat(database.count(HISTORY)).isEqualTo(migrations);
    }
  }

  @Test
  void makesHypertablesOnTimescaleAndMovesRowsThatWereThere() throws Exception {
    try (ArchiveDatabase database = startTimescale()) {
      ArchiveSchema.migrate(database.source(), Edition.NONE);
      database.run(TRADES);
      assertThat(database.migrate()).isIn(Edition.APACHE, Edition.TIMESCALE);
      assertThat(database.count("timescaledb_information.hypertables")).isEqualTo(19);
      assertThat(database.count("timescaledb_information.chunks")).isEqualTo(5);
      assertThat(database.count("trades")).isEqualTo(100);
      assertThat(database.count("bars_rebuilt")).isEqualTo(100);
    }
  }

  /** What was written before the gate had exits of its own came from strategies. */
  @Test
  void oldRowsKeepTheirIdentityWhenTheOriginJoinsIt() throws Exception {
    try (ArchiveDatabase database = startTimescale()) {
      database.run("CREATE EXTENSION IF NOT EXISTS timescaledb");
      database.run(migration("V1__core.sql"));
      database.run(migration("V2__market_data.sql"));
      for (String table : List.of("signals", "decisions")) {
        database.run(
            "SELECT create_hypertable('%s', by_range('time'), create_default_indexes => false)"
                .formatted(table));
      }
      database.run(signal(""));
      database.run(migration("V3__protection_and_strategies.sql"));
      assertThat(database.ask("SELECT origin || coalesce(stop_loss, 0) FROM signals"))
          .isEqualTo("STRATEGY0");
      database.run(signal(" ON CONFLICT DO NOTHING"));
      database.run(signal("").replace("'{}'", "'{}', null, null, null, 'PROTECTION'"));
      assertThat(database.count("signals")).isEqualTo(2);
    }
  }

  private static String signal(String end) {
    return "INSERT INTO signals VALUES ('s', 'sim', 'BTC/USD', 1, timestamptz 'epoch', 'main',"
        + " 'BUY', 'BASE_QUANTITY', 1, 'MARKET', null, 1, 'x', 1, '{}')"
        + end;
  }

  static String migration(String name) throws IOException {
    try (InputStream in = ArchiveSchema.class.getResourceAsStream("migration/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private ArchiveDatabase startTimescale() throws Exception {
    try {
      return ArchiveDatabase.start(folder, Preference.TIMESCALEDB, 0);
    } catch (IllegalStateException e) {
      return abort("no TimescaleDB can be installed on this machine: " + e.getMessage());
    }
  }
}
