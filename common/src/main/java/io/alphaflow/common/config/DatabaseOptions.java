package io.alphaflow.common.config;

import java.io.Serializable;

/**
 * The TimescaleDB (or PostgreSQL) that the archive writes to.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user role that may write
 * @param password its password
 */
public record DatabaseOptions(String jdbcUrl, String user, Secret password)
    implements Serializable {

  static DatabaseOptions read(ConfigNode node) {
    String password = node.string("password");
    Secret secret = new Secret("${env:NONE}");
    if (!password.isEmpty()) {
      try {
        secret = new Secret(password);
      } catch (IllegalArgumentException e) {
        node.error("password", "(hidden)", "a reference: " + Secret.FORMS);
      }
    }
    DatabaseOptions options =
        new DatabaseOptions(node.string("jdbcUrl"), node.string("user"), secret);
    node.refuseUnknownKeys();
    return options;
  }
}
