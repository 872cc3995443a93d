package io.alphaflow.runtime;

import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A process that has a broker and databases running, and is then killed without notice. */
final class KilledProcess {
  private static final String READY = "everything runs";

  private KilledProcess() {}

  /** Starts the process, waits until all runs, kills it. */
  static void runIn(Path folder, Set<Preference> databases) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    KilledProcess.class.getName(),
                    folder.toString(),
                    databases.stream().map(Enum::name).collect(Collectors.joining(","))))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line;
      do {
        line = output.readLine();
        if (line == null) {
          throw new IOException("the process ended before everything ran");
        }
      } while (!line.equals(READY));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  static Path brokerFolder(Path folder) {
    return folder.resolve("kafka");
  }

  static DatabaseOptions databaseOptions(Path folder, Preference preference) {
    return DatabaseOptions.in(folder.resolve(preference.name())).withPreference(preference);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    KafkaBroker broker = KafkaBroker.start(brokerFolder(folder), 0);
    broker.createTopics(Map.of("of-the-killed", 2));
    for (String preference : arguments[1].split(",")) {
      LocalDatabase database =
          LocalDatabase.start(databaseOptions(folder, Preference.valueOf(preference)));
      Sql.update(database, "CREATE TABLE of_the_killed AS SELECT 42 AS answer");
    }
    System.out.println(READY);
    Thread.sleep(Long.MAX_VALUE);
  }
}
