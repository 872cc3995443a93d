package io.alphaflow.cli.jobs;

import io.alphaflow.cli.cluster.ClusterFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest state of a job that is known: a savepoint of the catalogue, or, after a crash, a
 * checkpoint that its last run left on this machine.
 */
final class LatestState {

  private final JobControl control;
  private final Path checkpoints = new ClusterFolder().checkpoints();

  LatestState(JobControl control) {
    this.control = control;
  }

  /** Where it is; empty for none. */
  String of(DeskJob job) throws IOException {
    String flink = control.rest().url();
    List<Savepoint> savepoints = control.catalogue().savepoints(flink, job);
    List<Deployment> deployments = control.catalogue().deployments(flink, job);
    Optional<Path> checkpoint =
        deployments.isEmpty()
            ? Optional.empty()
            : newest(checkpoints.resolve(deployments.get(deployments.size() - 1).jobId()));
    if (savepoints.isEmpty()) {
      return checkpoint.map(LatestState::url).orElse("");
    }
    Savepoint savepoint = savepoints.get(savepoints.size() - 1);
    return checkpoint
        .filter(c -> written(c).isAfter(Instant.parse(savepoint.time())))
        .map(LatestState::url)
        .orElse(savepoint.path());
  }

  /** The newest complete checkpoint of a run. */
  static Optional<Path> newest(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("chk-"))
          .filter(f -> Files.exists(metadata(f)))
          .max(Comparator.comparing(LatestState::number));
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }

  private static Path metadata(Path checkpoint) {
    return checkpoint.resolve("_metadata");
  }

  private static Instant written(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(metadata(checkpoint)).toInstant();
    } catch (IOException e) {
      return Instant.MIN;
    }
  }

  private static String url(Path path) {
    return "file:" + path.toAbsolutePath();
  }
}
