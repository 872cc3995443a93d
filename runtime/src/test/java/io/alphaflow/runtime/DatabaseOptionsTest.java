package io.alphaflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatabaseOptionsTest {
  private static final String URL = "jdbc:postgresql://db:5432/desk?password=hush&ssl=true";

  @Test
  void readsPreferenceAsUsersWriteItAndNamesTheKnownOnes() {
    assertThat(Preference.parse("auto")).isEqualTo(Preference.AUTO);
    assertThat(Preference.parse("timescaledb")).isEqualTo(Preference.TIMESCALEDB);
    assertThatThrownBy(() -> Preference.parse("mysql"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("database 'mysql' is not one of [auto, docker, timescaledb, embedded]");
  }

  @Test
  void showsNoPasswordOfAnExternalDatabase() {
    DatabaseOptions options = DatabaseOptions.in(Path.of("db")).withExternal(URL, "desk", "secret");
    assertThat(options.toString())
        .contains("jdbc:postgresql://db:5432/desk")
        .doesNotContain("hush", "secret");
  }

  @Test
  void refusesUrlOfAnotherDatabaseWithoutRepeatingIt() {
    DatabaseOptions options = DatabaseOptions.in(Path.of("db"));
    assertThatThrownBy(() -> options.withExternal("jdbc:mysql://h/?password=hush", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://host:port/database")
        .hasMessageNotContaining("hush");
  }

  @Test
  void neverEmptiesAnExternalDatabase() {
    DatabaseOptions options = DatabaseOptions.in(Path.of("db")).withFresh(true);
    assertThatThrownBy(() -> options.withExternal(URL, "desk", "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fresh");
  }

  @Test
  void namesOneContainerPerDataFolder() {
    assertThat(DockerServer.name(Path.of("/a")))
        .matches("alphaflow-db-[0-9a-f]{12}")
        .isEqualTo(DockerServer.name(Path.of("/a")))
        .isNotEqualTo(DockerServer.name(Path.of("/b")));
  }
}
