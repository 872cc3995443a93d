package io.alphaflow.cli.savepoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Savepoints of all jobs as a build of some day wrote them, with the configuration that they ran
 * with.
 *
 * @param folder where they are
 */
record Generation(Path folder) {

  /** Where all are. */
  static final Path FOLDER = Path.of("src", "test", "resources", "savepoints");

  /** All that are stored, the oldest first. */
  static List<Generation> all() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(Generation::new)
          .sorted(Comparator.comparingInt(Generation::number))
          .toList();
    }
  }

  private int number() {
    return Integer.parseInt(folder.getFileName().toString().substring(1));
  }

  /** The newest. */
  static Generation newest() throws IOException {
    List<Generation> all = all();
    return all.get(all.size() - 1);
  }

  /** The savepoint of a job. */
  String savepoint(String job) {
    return folder.resolve(job).toAbsolutePath().toUri().toString();
  }

  /** The configuration, with words to be filled in, and a database that nobody answers for. */
  String configuration() throws IOException {
    return Files.readString(folder.resolve("desk.yaml"))
        .replace("@JDBC@", "jdbc:postgresql://127.0.0.1:1/nowhere")
        .replace("@DB_USER@", "nobody");
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
