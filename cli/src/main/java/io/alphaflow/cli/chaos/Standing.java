package io.alphaflow.cli.chaos;

import io.alphaflow.cli.cluster.ClusterPart;
import io.alphaflow.cli.jobs.RunningJob;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who does what while every job works.
 *
 * @param runs Flink's id of each job's run, by the job's name
 * @param leader the JobManager that leads
 */
record Standing(Map<String, String> runs, ClusterPart leader) {

  static Standing of(Ground ground) {
    Map<String, String> runs = new TreeMap<>();
    for (RunningJob run : ground.jobs().running()) {
      runs.put(run.name(), run.id());
    }
    return new Standing(runs, ground.cluster().leader());
  }

  /** What of this is not as it must be after a fault; empty when all is. */
  Optional<String> wrong(Standing before, Fault fault, boolean highlyAvailable) {
    if (fault.keepsRuns() && !runs.equals(before.runs)) {
      return Optional.of(
          "jobs were submitted again: the runs were %s and are %s".formatted(before.runs, runs));
    }
    if (fault.hitsLeader() && highlyAvailable && leader == before.leader) {
      return Optional.of("the %s was hit and leads all the same".formatted(leader.label()));
    }
    return Optional.empty();
  }
}
