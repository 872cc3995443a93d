package io.alphaflow.cli.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe of the SQL cookbook is run, on every kind of database, and its answer shown. */
@Timeout(300)
class SqlCookbookIT {

  private static final Path RECIPES = Path.of("..", "docs", "sql");
  private static final Path PAGE = Path.of("..", "docs", "sql-cookbook.md");
  private static final Path HEAD = RECIPES.resolve("head.md");

  private static RecordedArchive archive;
  private static List<Recipe> recipes;

  @TempDir Path folder;

  @BeforeAll
  static void desk() throws Exception {
    archive = CookbookDesk.archive();
    recipes = Recipe.all(RECIPES);
  }

  @Test
  void recipesAreNumberedFromOne() {
    for (int i = 0; i < recipes.size(); i++) {
      assertThat(recipes.get(i).file()).startsWith("%02d-".formatted(i + 1));
    }
    assertThat(recipes).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void thePageShowsWhatPlainPostgresAnswers() throws Exception {
    assertShown(page(Preference.EMBEDDED));
  }

  @Test
  void thePageShowsWhatTimescaleAnswers() throws Exception {
    assertShown(page(Preference.TIMESCALEDB));
  }

  @Test
  void thePageShowsWhatTimescaleCommunityAnswers() throws Exception {
    assertShown(page(Preference.DOCKER));
  }

  private static void assertShown(String page) throws Exception {
    if (Boolean.getBoolean("alphaflow.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("write it with -Dalphaflow.docs.write=true")
        .isEqualTo(page);
  }

  private String page(Preference kind) throws Exception {
    try (LocalDatabase database = start(kind)) {
      ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
      try (Connection connection =
          DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
        archive.write(connection);
        CookbookBacktests.write(folder, database);
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "ANALYZE; SET TimeZone = 'UTC'; SET default_transaction_read_only = on");
        }
        StringBuilder page = new StringBuilder(Files.readString(HEAD));
        for (Recipe recipe : recipes) {
          page.append(recipe.section(Answer.of(connection, recipe.sql())));
        }
        return page.toString().strip() + "\n";
      }
    }
  }

  private LocalDatabase start(Preference kind) throws Exception {
    try {
      return LocalDatabase.start(DatabaseOptions.in(folder).withPreference(kind));
    } catch (IllegalStateException e) {
      if (kind == Preference.EMBEDDED) {
        throw e;
      }
      return abort("this kind of database cannot run on this machine: " + e.getMessage());
    }
  }
}
