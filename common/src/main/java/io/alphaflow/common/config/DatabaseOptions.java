package io.alphaflow.common.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The TimescaleDB (or PostgreSQL) that the archive writes to.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user role with which the archive writes
 * @param password its password
 * @param admin role that owns the tables and migrates them; the user itself where none is named
 * @param reader role that may only read; the user itself where none is named
 */
public record DatabaseOptions(
    String jdbcUrl, String user, Secret password, Login admin, Login reader)
    implements Serializable {

  /** A role and its password. */
  public record Login(String user, Secret password) implements Serializable {}

  /** What the driver takes for a secret in the address. */
  private static final Pattern WRITTEN_OUT = Pattern.compile("(?i)[?&](ssl)?password=");

  /** One role for everything. */
  public DatabaseOptions(String jdbcUrl, String user, Secret password) {
    this(jdbcUrl, user, password, new Login(user, password), new Login(user, password));
  }

  /** Whether the tables belong to another role than the one that writes. */
  public boolean hasAdmin() {
    return !admin.user().equals(user);
  }

  /** Whether there is a role that only reads. */
  public boolean hasReader() {
    return !reader.user().equals(user);
  }

  static DatabaseOptions read(ConfigNode node) {
    Login writer = login(node);
    String jdbcUrl = node.string("jdbcUrl");
    if (WRITTEN_OUT.matcher(jdbcUrl).find()) {
      node.error("jdbcUrl", "(hidden)", "no password in it: `password` takes a reference");
    }
    DatabaseOptions options =
        new DatabaseOptions(
            jdbcUrl,
            writer.user(),
            writer.password(),
            login(node, "admin", writer),
            login(node, "reader", writer));
    node.refuseUnknownKeys();
    return options;
  }

  private static Login login(ConfigNode node, String key, Login fallback) {
    ConfigNode section = node.section(key);
    if (!section.isPresent()) {
      return fallback;
    }
    Login login = login(section);
    section.refuseUnknownKeys();
    return login;
  }

  private static Login login(ConfigNode node) {
    String password = node.string("password");
    Secret secret = new Secret("${env:NONE}");
    if (!password.isEmpty()) {
      try {
        secret = new Secret(password);
      } catch (IllegalArgumentException e) {
        node.error("password", "(hidden)", "a reference: " + Secret.FORMS);
      }
    }
    return new Login(node.string("user"), secret);
  }
}
