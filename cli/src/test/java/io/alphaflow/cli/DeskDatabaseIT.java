package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DeskDatabaseIT {

  @TempDir Path path;

  /**
   * What a demo leaves: the database's files, its password, a configuration that names its port.
   */
  private DeskFolder left() throws Exception {
    DeskFolder folder = new DeskFolder(path);
    try (LocalDatabase database =
        LocalDatabase.start(
            DatabaseOptions.in(folder.database()).withPreference(Preference.EMBEDDED))) {
      Files.createDirectories(folder.secrets());
      Files.writeString(folder.databasePassword(), database.password());
      Files.writeString(
          folder.configFile(),
          """
          desk: left
          kafka: {bootstrapServers: "unused:1"}
          venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
          accounts: [{id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}]
          database: {jdbcUrl: "%s", user: "%s", password: "${file:%s}"}
          """
              .formatted(database.jdbcUrl(), database.user(), folder.databasePassword()));
    }
    return folder;
  }

  @Test
  void theDatabaseThatADemoLeftRunsWhileAnybodyUsesIt() throws Exception {
    DeskFolder folder = left();
    DeskDatabase one = DeskDatabase.of(folder);
    DeskDatabase other = DeskDatabase.of(folder);
    assertThat(other.jdbcUrl()).isEqualTo(one.jdbcUrl());
    one.close();
    try (Connection connection = other.connect()) {
      assertThat(connection.isValid(5)).isTrue();
    }
    other.close();
    assertThatThrownBy(other::connect).isInstanceOf(SQLException.class);
    try (DeskDatabase again = DeskDatabase.of(folder);
        Connection connection = again.connect()) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }
}
