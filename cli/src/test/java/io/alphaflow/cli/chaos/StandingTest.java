package io.alphaflow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.cluster.ClusterPart;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Standing BEFORE =
      new Standing(Map.of("risk", "a1", "pnl", "b1"), ClusterPart.JOB_MANAGER);
  private static final Standing TAKEN_OVER = new Standing(BEFORE.runs(), ClusterPart.STANDBY);
  private static final Standing SUBMITTED =
      new Standing(Map.of("risk", "a2", "pnl", "b1"), ClusterPart.STANDBY);

  @Test
  void theOtherJobManagerGoesOnWithTheSameRuns() {
    assertThat(TAKEN_OVER.wrong(BEFORE, fault(true, true), true)).isEmpty();
    assertThat(BEFORE.wrong(BEFORE, fault(true, false), true)).isEmpty();
  }

  @Test
  void runsThatWereSubmittedAgainAreWrong() {
    assertThat(SUBMITTED.wrong(BEFORE, fault(true, true), true).orElseThrow())
        .contains("submitted again", "a1", "a2");
    assertThat(SUBMITTED.wrong(BEFORE, fault(false, true), true)).isEmpty();
  }

  @Test
  void aJobManagerThatWasHitAndLeadsIsWrongWhereThereIsAnother() {
    assertThat(BEFORE.wrong(BEFORE, fault(true, true), true).orElseThrow())
        .contains("jobmanager was hit");
    assertThat(BEFORE.wrong(BEFORE, fault(true, true), false)).isEmpty();
  }

  private static Fault fault(boolean keepsRuns, boolean hitsLeader) {
    return new Fault() {
      @Override
      public String told() {
        return "something bad";
      }

      @Override
      public void inject() {}

      @Override
      public boolean keepsRuns() {
        return keepsRuns;
      }

      @Override
      public boolean hitsLeader() {
        return hitsLeader;
      }
    };
  }
}
