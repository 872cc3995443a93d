package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Path;
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
      assertThat(migrations).isEqualTo(4);
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
      assertThat(database.count("timescaledb_information.hypertables")).isEqualTo(14);
      assertThat(database.count("timescaledb_information.chunks")).isEqualTo(5);
      assertThat(database.count("trades")).isEqualTo(100);
      assertThat(database.count("bars_rebuilt")).isEqualTo(100);
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
