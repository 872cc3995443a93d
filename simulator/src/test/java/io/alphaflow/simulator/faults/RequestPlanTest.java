package io.alphaflow.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestPlanTest {

  private static RequestPlan plan(String faults, Fault.Scope scope) {
    return new RequestPlan(FaultScenario.parse("{seed: 7, faults: [" + faults + "]}"), scope);
  }

  private static List<Integer> affected(RequestPlan plan, int requests, long microsBetween) {
    List<Integer> out = new ArrayList<>();
    for (int i = 1; i <= requests; i++) {
      if (plan.onRequest(i * microsBetween) != null) {
        out.add(i);
      }
    }
    return out;
  }

  @Test
  void aBurstLastsSoManyRequests() {
    RequestPlan plan = plan("{fault: banned, atRequest: 4, requests: 3}", Fault.Scope.REQUEST);
    assertThat(affected(plan, 20, 1)).containsExactly(4, 5, 6);
  }

  @Test
  void aBurstLastsSomeTime() {
    RequestPlan plan = plan("{fault: timeout, atRequest: 2, for: 25ms}", Fault.Scope.REQUEST);
    assertThat(affected(plan, 20, 10_000)).containsExactly(2, 3, 4);
  }

  @Test
  void depthRequestsAreCountedOnTheirOwn() {
    String faults = "{fault: stale-depth, atRequest: 1, requests: 2}";
    assertThat(affected(plan(faults, Fault.Scope.DEPTH_REQUEST), 9, 1)).containsExactly(1, 2);
    assertThat(affected(plan(faults, Fault.Scope.REQUEST), 9, 1)).isEmpty();
  }

  @Test
  void cancelsAreCountedOnTheirOwn() {
    String faults = "{fault: server-error, on: cancels, atRequest: 2, done: true}";
    assertThat(affected(plan(faults, Fault.Scope.CANCEL_REQUEST), 9, 1)).containsExactly(2);
    assertThat(affected(plan(faults, Fault.Scope.REQUEST), 9, 1)).isEmpty();
  }

  @Test
  void sameSeedGivesTheSameRequests() {
    String faults = "{fault: server-error, rate: 0.2}";
    List<Integer> first = affected(plan(faults, Fault.Scope.REQUEST), 500, 1);
    assertThat(affected(plan(faults, Fault.Scope.REQUEST), 500, 1)).isEqualTo(first);
    assertThat(first).hasSizeBetween(60, 140);
  }
}
