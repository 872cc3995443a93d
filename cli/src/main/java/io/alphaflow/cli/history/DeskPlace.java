package io.alphaflow.cli.history;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.KafkaReach;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * Where a desk's logs and database are: at addresses that are said, else where its configuration
 * has them, else those of the desk that runs here.
 */
public class DeskPlace {

  private static final String WHAT_TO_DO =
      "start ./alphaflow demo in another terminal, or say --config FILE of a desk, or"
          + " --bootstrap-servers HOST:PORT";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka, when there is no configuration")
  String bootstrapServers;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      description = "What the names of the topics begin with (default: as configured)")
  String topicPrefix;

  @Option(
      names = "--database-url",
      paramLabel = "JDBC-URL",
      description = {
        "Database, when there is no configuration: jdbc:postgresql://host:port/database; the",
        "password is read from ALPHAFLOW_DB_PASSWORD"
      })
  String databaseUrl;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      defaultValue = "postgres",
      description = "User of --database-url (default: ${DEFAULT-VALUE})")
  String databaseUser;

  /**
   * A database to connect to.
   *
   * @param password kept out of {@link #toString()}
   */
  public record Database(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "Database[" + user + "]";
    }
  }

  private static DeskConfig desk(Path config) {
    if (config != null) {
      return DeskConfig.load(config);
    }
    if (!Files.exists(DeskFolder.demo().configFile())) {
      throw new UserError("no desk runs on this machine: " + WHAT_TO_DO);
    }
    return DeskFolder.demo().config();
  }

  /**
   * The logs.
   *
   * @param config of the desk; null for the one that runs here
   * @throws UserError when nothing says where they are, or nobody answers there
   */
  public KafkaOptions kafka(Path config) {
    KafkaOptions kafka =
        bootstrapServers != null
            ? new KafkaOptions(bootstrapServers, "", 1, 1, new Properties())
            : desk(config).kafka();
    checkAnswers(kafka.bootstrapServers(), config);
    return topicPrefix == null
        ? kafka
        : new KafkaOptions(
            kafka.bootstrapServers(),
            topicPrefix,
            kafka.journalPartitions(),
            kafka.marketPartitions(),
            kafka.clientProperties());
  }

  private void checkAnswers(String servers, Path config) {
    if (KafkaReach.answers(servers)) {
      return;
    }
    boolean local = config == null && bootstrapServers == null;
    throw new UserError(
        "no Kafka answers at "
            + servers
            + (local ? ", where the desk that last ran on this machine had it: " : ": ")
            + WHAT_TO_DO);
  }

  /** Whether an address of the logs was said. */
  public boolean saysKafka() {
    return bootstrapServers != null || topicPrefix != null;
  }

  /** Whether an address of the database was said. */
  public boolean saysDatabase() {
    return databaseUrl != null;
  }

  /**
   * The database, as the role that reads it.
   *
   * @param config of the desk; null for the one that runs here
   */
  public Database readableDatabase(Path config) {
    return database(config, DatabaseOptions::reader);
  }

  Database database(Path config, Function<DatabaseOptions, DatabaseOptions.Login> role) {
    if (databaseUrl != null) {
      String password = System.getenv("ALPHAFLOW_DB_PASSWORD");
      return new Database(databaseUrl, databaseUser, password == null ? "" : password);
    }
    DatabaseOptions options = desk(config).database();
    DatabaseOptions.Login login = role.apply(options);
    return new Database(options.jdbcUrl(), login.user(), login.password().resolve());
  }
}
