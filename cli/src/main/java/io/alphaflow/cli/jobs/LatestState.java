package io.alphaflow.cli.jobs;

import io.alphaflow.cli.cluster.ClusterFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest state of a job that is known: a savepoint of the catalogue, or what its last run left
 * on this machine: a checkpoint, after a crash, or a savepoint that was complete after the command
 * had ended that asked for it. A run that ended before its first checkpoint left what it began
 * with.
 */
final class LatestState {

  /** Flink names a savepoint after the first digits of the run's id. */
  private static final int ID_DIGITS = 6;

  /** Some state and when it was current, wall time. */
  private record State(String path, Instant time) {}

  private final JobControl control;
  private final Path checkpoints;
  private final Path savepoints;

  LatestState(JobControl control) {
    this(control, new ClusterFolder().checkpoints(), new ClusterFolder().savepoints());
  }

  /** With the folders into which Flink writes. */
  LatestState(JobControl control, Path checkpoints, Path savepoints) {
    this.control = control;
    this.checkpoints = checkpoints;
    this.savepoints = savepoints;
  }

  /** Where it is; empty for none. */
  String of(DeskJob job) throws IOException {
    List<State> known = new ArrayList<>();
    control.catalogue().savepoints(control.cluster(), job).stream()
        .map(s -> new State(s.path(), Instant.parse(s.time())))
        .forEach(known::add);
    List<Deployment> runs = control.catalogue().deployments(control.cluster(), job);
    boolean found = false;
    for (int i = runs.size() - 1; i >= 0 && !found; i--) {
      Optional<State> left = left(runs.get(i));
      left.ifPresent(known::add);
      found = left.isPresent();
    }
    return known.stream().max(Comparator.comparing(State::time)).map(State::path).orElse("");
  }

  /** What a run wrote last on this machine; empty for nothing. */
  Optional<String> writtenBy(String jobId) throws IOException {
    return written(jobId).map(State::path);
  }

  /**
   * Whether a state that was written on this machine is there no more; of others that is unknown.
   */
  boolean isGone(String state) {
    Path path = Path.of(state.replaceFirst("^file:/+", "/"));
    boolean here = path.startsWith(checkpoints) || path.startsWith(savepoints);
    return here && !Files.exists(metadata(path));
  }

  private Optional<State> left(Deployment run) throws IOException {
    Optional<State> written = written(run.jobId());
    return written.isPresent() || run.from().isEmpty()
        ? written
        : Optional.of(new State(run.from(), Instant.parse(run.time())));
  }

  private Optional<State> written(String jobId) throws IOException {
    Optional<Path> checkpoint = newest(checkpoints.resolve(jobId));
    return Stream.concat(checkpoint.stream(), savepointsOf(jobId).stream())
        .map(path -> new State("file:" + path.toAbsolutePath(), written(path)))
        .max(Comparator.comparing(State::time));
  }

  private List<Path> savepointsOf(String jobId) throws IOException {
    String id = jobId.substring(0, Math.min(ID_DIGITS, jobId.length()));
    return complete(savepoints, "savepoint-" + id + "-");
  }

  /** The newest complete checkpoint of a run. */
  static Optional<Path> newest(Path run) throws IOException {
    return complete(run, "chk-").stream().max(Comparator.comparing(LatestState::number));
  }

  private static List<Path> complete(Path folder, String beginning) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(beginning))
          .filter(f -> Files.exists(metadata(f)))
          .toList();
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }

  private static Path metadata(Path checkpoint) {
    return checkpoint.resolve("_metadata");
  }

  private static Instant written(Path state) {
    try {
      return Files.getLastModifiedTime(metadata(state)).toInstant();
    } catch (IOException e) {
      return Instant.MIN;
    }
  }
}
