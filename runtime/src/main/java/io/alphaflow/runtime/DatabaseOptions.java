package io.alphaflow.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What kind of database is wanted and where it may live. Begin with {@link #in(Path)}.
 *
 * @param external a database that is there already; nothing else is tried then
 * @param dataFolder the database's files and password; one process at a time
 * @param installFolder unpacked database programs, shared by all data folders
 * @param preference which kinds to try
 * @param installTimeout how long installing and starting a local TimescaleDB may take
 * @param fresh begin with an empty database
 * @param port TCP port, 0 for a free one
 */
public record DatabaseOptions(
    Optional<External> external,
    Path dataFolder,
    Path installFolder,
    Preference preference,
    Duration installTimeout,
    boolean fresh,
    int port) {

  public DatabaseOptions {
    Objects.requireNonNull(external, "external");
    dataFolder = dataFolder.toAbsolutePath().normalize();
    installFolder = installFolder.toAbsolutePath().normalize();
    Objects.requireNonNull(preference, "preference");
    Objects.requireNonNull(installTimeout, "installTimeout");
    if (fresh && external.isPresent()) {
      throw new IllegalArgumentException(
          "fresh does not go with a given JDBC URL: only databases of our own are ever emptied");
    }
  }

  /**
   * Any kind of database on a free port, keeping what the folder holds; programs are unpacked into
   * the user's cache ({@code $XDG_CACHE_HOME/alphaflow} or {@code ~/.cache/alphaflow}).
   */
  public static DatabaseOptions in(Path dataFolder) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return new DatabaseOptions(
        Optional.empty(),
        dataFolder,
        caches.resolve("alphaflow"),
        Preference.AUTO,
        Duration.ofSeconds(60),
        false,
        0);
  }

  /** Use this database and no other. User and password may be empty if the URL has them. */
  public DatabaseOptions withExternal(String jdbcUrl, String user, String password) {
    return new DatabaseOptions(
        Optional.of(new External(jdbcUrl, user, password)),
        dataFolder,
        installFolder,
        preference,
        installTimeout,
        fresh,
        port);
  }

  public DatabaseOptions withInstallFolder(Path folder) {
    return new DatabaseOptions(
        external, dataFolder, folder, preference, installTimeout, fresh, port);
  }

  public DatabaseOptions withPreference(Preference wanted) {
    return new DatabaseOptions(
        external, dataFolder, installFolder, wanted, installTimeout, fresh, port);
  }

  public DatabaseOptions withInstallTimeout(Duration timeout) {
    return new DatabaseOptions(
        external, dataFolder, installFolder, preference, timeout, fresh, port);
  }

  public DatabaseOptions withFresh(boolean empty) {
    return new DatabaseOptions(
        external, dataFolder, installFolder, preference, installTimeout, empty, port);
  }

  public DatabaseOptions withPort(int wanted) {
    return new DatabaseOptions(
        external, dataFolder, installFolder, preference, installTimeout, fresh, wanted);
  }

  /** A database that is there already. */
  public record External(String jdbcUrl, String user, String password) {
    public External {
      if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
        // Not the URL itself: it may hold a password.
        throw new IllegalArgumentException(
            "database URL must look like jdbc:postgresql://host:port/database");
      }
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "External[" + LocalDatabase.withoutParameters(jdbcUrl) + "]";
    }
  }

  /** Which kinds of database to try, in this order. */
  public enum Preference {
    /** The best this machine can have. */
    AUTO(
        LocalDatabase.Kind.DOCKER,
        LocalDatabase.Kind.TIMESCALEDB_LOCAL,
        LocalDatabase.Kind.EMBEDDED_POSTGRES),
    DOCKER(LocalDatabase.Kind.DOCKER),
    TIMESCALEDB(LocalDatabase.Kind.TIMESCALEDB_LOCAL),
    EMBEDDED(LocalDatabase.Kind.EMBEDDED_POSTGRES);

    private final List<LocalDatabase.Kind> kinds;

    Preference(LocalDatabase.Kind... kinds) {
      this.kinds = List.of(kinds);
    }

    List<LocalDatabase.Kind> kinds() {
      return kinds;
    }

    /**
     * Reads a preference as the user writes it.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Preference parse(String text) {
      for (Preference preference : values()) {
        if (preference.name().toLowerCase(Locale.ROOT).equals(text)) {
          return preference;
        }
      }
      throw new IllegalArgumentException(
          "database '%s' is not one of %s"
              .formatted(text, Arrays.toString(values()).toLowerCase(Locale.ROOT)));
    }
  }
}
