package io.alphaflow.cli.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.local.DeskJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        problems.addAll(
            UpgradeCheck.changed(
                JobOperators.of(job, generation.configuration()),
                SavepointContent.of(savepoints.get(job)),
                SavepointContent.names(desk.jobs().checkpoint(job))));
      }
      desk.jobs().check();
    }
    assertThat(problems).isEmpty();
  }
}
