package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.cluster.ClusterPart;
import io.alphaflow.cli.jobs.DeskJob;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The kinds of faults that there are; the parameters of one come from a seed. */
enum FaultKind {
  KILL_TASKMANAGER(Needs::nothing, (g, r) -> kill(g, r, ClusterPart.TASK_MANAGER)),
  KILL_BROKER(Needs::nothing, (g, r) -> kill(g, r, ClusterPart.KAFKA)),
  KILL_DATABASE(Needs::databaseHere, (g, r) -> kill(g, r, ClusterPart.DATABASE)),
  KILL_JOBMANAGER(Needs::nothing, (g, r) -> kill(g, r, ClusterPart.JOB_MANAGER)),
  KILL_EXCHANGE(Needs::nothing, (g, r) -> kill(g, r, ClusterPart.EXCHANGE)),
  STOP_TASKMANAGER(Needs::signals, (g, r) -> freeze(g, r, ClusterPart.TASK_MANAGER)),
  STOP_JOBMANAGER(Needs::signals, (g, r) -> freeze(g, r, ClusterPart.JOB_MANAGER)),
  STOP_BROKER(Needs::signals, (g, r) -> freeze(g, r, ClusterPart.KAFKA)),
  STOP_DATABASE(Needs::databaseToStop, (g, r) -> freeze(g, r, ClusterPart.DATABASE)),
  DISK_FULL(SmallDisk::missing, (g, r) -> new DiskFull(g, g.timeouts().checkpoints())),
  CUT_NETWORK(Namespace::missing, (g, r) -> new CutNetwork(g, longer(r, g.timeouts().heartbeat()))),
  RESCALE(Needs::nothing, (g, r) -> new Rescale(g, any(r))),
  UPGRADE(Needs::nothing, (g, r) -> new Upgrade(g, any(r))),
  OLDER_SAVEPOINT(Needs::nothing, (g, r) -> new OlderSavepoint(g, any(r))),
  KILL_ZOOKEEPER(
      Needs::highAvailability,
      (g, r) -> new Kill(g, ClusterPart.ZOOKEEPER, longer(r, g.timeouts().session()))),
  STOP_ZOOKEEPER(Needs::highAvailabilityAndSignals, (g, r) -> freeze(g, r, ClusterPart.ZOOKEEPER));

  private static final int SHORT_MILLIS = 200;
  private static final int LONG_MILLIS = 2_000;
  private static final int MARGIN_MILLIS = 3_000;

  private final Function<Ground, Optional<String>> missing;
  private final Maker maker;

  FaultKind(Function<Ground, Optional<String>> missing, Maker maker) {
    this.missing = missing;
    this.maker = maker;
  }

  /** Makes one with parameters. */
  private interface Maker {
    Fault make(Ground ground, RandomGenerator random);
  }

  /** As a person names it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why it cannot happen here; empty when it can. */
  Optional<String> missing(Ground ground) {
    return missing.apply(ground);
  }

  Fault make(Ground ground, RandomGenerator random) {
    return maker.make(ground, random);
  }

  /**
   * Those that a person names, in the order in which they are named.
   *
   * @throws UsageError naming those that there are
   */
  static List<FaultKind> parse(List<String> labels) {
    return labels.stream().map(FaultKind::parse).distinct().toList();
  }

  private static FaultKind parse(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new UsageError("--faults " + label + ": expected some of " + labels(", ")));
  }

  /** All, for a person. */
  static String labels(String separator) {
    return Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(separator));
  }

  private static Fault kill(Ground ground, RandomGenerator random, ClusterPart part) {
    return new Kill(ground, part, Duration.ofMillis(random.nextInt(SHORT_MILLIS, LONG_MILLIS)));
  }

  private static Fault freeze(Ground ground, RandomGenerator random, ClusterPart part) {
    return new Freeze(ground, part, longer(random, ground.timeouts().of(part)));
  }

  private static Duration longer(RandomGenerator random, Duration timeout) {
    return timeout.plusMillis(random.nextInt(LONG_MILLIS / 2, MARGIN_MILLIS));
  }

  private static DeskJob any(RandomGenerator random) {
    return DeskJob.values()[random.nextInt(DeskJob.values().length)];
  }
}
