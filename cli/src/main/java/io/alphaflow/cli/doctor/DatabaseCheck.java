package io.alphaflow.cli.doctor;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.Edition;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.runtime.LocalDatabase;
import java.util.List;

/** The database, its edition and its schema. */
final class DatabaseCheck {

  private static final String REACH =
      "start it, or correct database.jdbcUrl, user and password; trading goes on without it";

  private DatabaseCheck() {}

  static void look(Findings findings, DatabaseOptions database) {
    findings.look("database", REACH, () -> ask(findings, database));
  }

  private static void ask(Findings findings, DatabaseOptions database) throws Exception {
    Edition edition = ArchiveSchema.edition(database);
    findings.ok("database", found(database, edition));
    List<String> pending = ArchiveSchema.pending(database, database.admin());
    findings.judge(
        pending.isEmpty(),
        "schema",
        pending.isEmpty() ? "up to date" : "missing: " + String.join(", ", pending),
        "alphaflow db migrate");
  }

  static String found(DatabaseOptions database, Edition edition) {
    String url = LocalDatabase.withoutParameters(database.jdbcUrl());
    return url + ", TimescaleDB edition: " + edition.text();
  }
}
