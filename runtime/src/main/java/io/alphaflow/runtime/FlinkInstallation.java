package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of a Flink distribution: {@code lib} and {@code plugins}, as the tarball has them.
 *
 * @param home folder with {@code lib} and {@code plugins}
 */
public record FlinkInstallation(Path home) {

  /**
   * One in a folder.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static FlinkInstallation in(Path home) {
    Path folder = home.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder.resolve("lib"))) {
      throw new IllegalArgumentException("there is no Flink in " + folder + ": it has no lib");
    }
    return new FlinkInstallation(folder);
  }

  /** Class path of all its processes: every jar of {@code lib}. */
  public String classPath() throws IOException {
    try (Stream<Path> files = Files.list(lib())) {
      List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new IllegalStateException("there is no jar in " + lib());
      }
      return jars.stream().map(Path::toString).collect(Collectors.joining(":"));
    }
  }

  public Path lib() {
    return home.resolve("lib");
  }

  public Path plugins() {
    return home.resolve("plugins");
  }
}
