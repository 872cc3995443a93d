package io.alphaflow.cli.doctor;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.Edition;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.runtime.LocalDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The database, its edition and its schema. */
final class DatabaseCheck {

  private static final String REACH =
      "start it, or correct database.jdbcUrl, user and password; trading goes on without it";

  /** The version of TLS that this connection speaks; null for none. */
  private static final String TLS = "select version from pg_stat_ssl where pid = pg_backend_pid()";

  private DatabaseCheck() {}

  static void look(Findings findings, DatabaseOptions database) {
    findings.look("database", REACH, () -> ask(findings, database));
  }

  private static void ask(Findings findings, DatabaseOptions database) throws Exception {
    Edition edition = ArchiveSchema.edition(database);
    findings.ok("database", found(database, edition) + ", " + encryption(database));
    List<String> pending = ArchiveSchema.pending(database, database.admin());
    findings.judge(
        pending.isEmpty(),
        "schema",
        pending.isEmpty() ? "up to date" : "missing: " + String.join(", ", pending),
        "alphaflow db migrate");
  }

  private static String encryption(DatabaseOptions database) throws SQLException {
    try (Connection connection = ArchiveSchema.connect(database, database.admin());
        Statement asked = connection.createStatement();
        ResultSet row = asked.executeQuery(TLS)) {
      String version = row.next() ? row.getString(1) : null;
      return version == null ? "not encrypted" : "encrypted with " + version;
    }
  }

  static String found(DatabaseOptions database, Edition edition) {
    String url = LocalDatabase.withoutParameters(database.jdbcUrl());
    return url + ", TimescaleDB edition: " + edition.text();
  }
}
