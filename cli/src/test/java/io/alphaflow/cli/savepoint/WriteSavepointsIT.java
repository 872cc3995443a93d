package io.alphaflow.cli.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.TwoPeople;
import io.alphaflow.cli.local.DeskJobs;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes a generation of stored savepoints when it is asked to; otherwise no test. It runs a whole
 * desk for half a minute, so that every job has something in every state, and takes a savepoint of
 * each job.
 */
@EnabledIfSystemProperty(named = "alphaflow.savepoints.write", matches = "v[0-9]+")
@Timeout(600)
class WriteSavepointsIT {

  @TempDir Path folder;

  @Test
  void writesAGeneration() throws Exception {
    Path generation = Generation.FOLDER.resolve(System.getProperty("alphaflow.savepoints.write"));
    assertThat(generation).as("generations that are stored stay as they are").doesNotExist();
    TwoPeople people = new TwoPeople();
    String yaml = people.configuration(Files.readString(Generation.FOLDER.resolve("desk.yaml")));
    try (LocalDatabase database = database();
        SavedDesk desk =
            SavedDesk.start(
                folder,
                yaml.replace("@JDBC@", database.jdbcUrl()).replace("@DB_USER@", database.user()),
                database.password())) {
      desk.jobs().start();
      SavedDay day = new SavedDay(desk, people);
      day.trade();
      day.order();
      // What the archive has not written yet waits in its state.
      database.close();
      // Writers before readers, so that what they wrote last is read, too.
      List<String> jobs = new ArrayList<>(DeskJobs.all());
      Collections.reverse(jobs);
      for (String job : jobs) {
        copy(Path.of(URI.create(desk.jobs().stop(job))), generation.resolve(job));
      }
    }
    Files.writeString(generation.resolve("desk.yaml"), yaml);
  }

  private LocalDatabase database() throws Exception {
    LocalDatabase database =
        LocalDatabase.start(
            DatabaseOptions.in(folder.resolve("database"))
                .withPreference(DatabaseOptions.Preference.EMBEDDED));
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    return database;
  }

  private static void copy(Path savepoint, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
