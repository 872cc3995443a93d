package io.alphaflow.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Checkpoints on the local disk, kept by job name: {@code root/<job name>/<job id>/chk-<n>}. A
 * checkpoint is complete when its {@code _metadata} exists: Flink writes that last and in one step.
 */
record CheckpointFolder(Path root) {
  /** The folder a configuration names, else {@code checkpoints} in the work folder. */
  static CheckpointFolder of(Configuration configuration, Path work) {
    String named = configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (named == null) {
      return new CheckpointFolder(work.resolve("checkpoints"));
    }
    Path folder = named.startsWith("file:") ? Path.of(URI.create(named)) : Path.of(named);
    return new CheckpointFolder(folder.toAbsolutePath());
  }

  /** The folder of one job's checkpoints. Other characters than letters and digits become '-'. */
  Path ofJob(String jobName) {
    return root.resolve(jobName.replaceAll("[^A-Za-z0-9]+", "-"));
  }

  Optional<String> latest(String jobName) throws IOException {
    Path folder = ofJob(jobName);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(folder, 3, (file, attributes) -> isMetadata(file))) {
      List<Path> complete = files.toList();
      return complete.stream()
          .max(Comparator.comparingLong(CheckpointFolder::modified))
          .map(metadata -> metadata.getParent().toUri().toString());
    }
  }

  private static boolean isMetadata(Path file) {
    return file.endsWith("_metadata")
        && file.getParent().getFileName().toString().startsWith("chk-");
  }

  /** A checkpoint that a running job has just replaced counts as oldest. */
  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (NoSuchFileException e) {
      return Long.MIN_VALUE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
