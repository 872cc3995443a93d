package io.alphaflow.cli.savepoint;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.local.DeskJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every job of this build starts from the savepoints of builds before it: all of its state is asked
 * for, every task runs, and the first checkpoint has each state that the savepoint has. On a real
 * broker, a real Flink and the simulated exchange.
 */
@Timeout(300)
class StoredSavepointsIT {

  @TempDir Path folder;

  static List<Generation> generations() throws IOException {
    return Generation.all();
  }

  @ParameterizedTest
  @MethodSource("generations")
  void allJobsGoOn(Generation generation) throws Exception {
    Map<String, String> savepoints = new LinkedHashMap<>();
    DeskJobs.all().forEach(job -> savepoints.put(job, generation.savepoint(job)));
    List<String> problems = new ArrayList<>();
    try (SavedDesk desk = SavedDesk.start(folder, generation.configuration(), "none")) {
      desk.jobs().start(savepoints);
      for (String job : DeskJobs.all()) {
        List<StoredState> before = SavepointContent.of(savepoints.get(job));
        List<StoredState> now = SavepointContent.names(desk.jobs().checkpoint(job));
        problems.addAll(
            UpgradeCheck.changed(JobOperators.of(job, generation.configuration()), before, now));
        if (generation.equals(Generation.newest())) {
          problems.addAll(added(job, before, now));
        }
      }
      desk.jobs().check();
    }
    assertThat(problems).isEmpty();
  }

  /** What is kept from now on, so that builds after this one must go on from it. */
  private static List<String> added(String job, List<StoredState> before, List<StoredState> now) {
    Set<String> known = before.stream().map(StoredSavepointsIT::place).collect(toSet());
    return now.stream()
        .filter(
            state ->
                Arrays.stream(FlinkState.values()).noneMatch(f -> f.state.equals(state.name())))
        .map(StoredSavepointsIT::place)
        .filter(state -> !known.contains(state))
        .map(
            state ->
                "the job "
                    + job
                    + " keeps "
                    + state
                    + ", which no stored savepoint has: say so with @KeptState, and write another"
                    + " generation with -Dalphaflow.savepoints.write=vN")
        .toList();
  }

  private static String place(StoredState state) {
    return state.operator() + "/" + state.name();
  }
}
