package io.alphaflow.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionPlanTest {

  private static final String TRADES = "btcusdt@trade";
  private static final String DEPTH = "btcusdt@depth@100ms";

  private static FaultScenario scenario(String faults) {
    return FaultScenario.parse("{seed: 7, faults: [" + faults + "]}");
  }

  private static List<String> play(FaultScenario scenario, int connection, int frames) {
    ConnectionPlan plan = new ConnectionPlan(scenario, FaultRule.On.MARKET, connection);
    List<String> happened = new ArrayList<>();
    for (int i = 1; i <= frames; i++) {
      FaultRule rule = plan.onFrame(i % 3 == 0 ? DEPTH : TRADES);
      if (rule != null) {
        happened.add(i + " " + rule.fault().label());
      }
    }
    return happened;
  }

  @Test
  void sameSeedAndFramesGiveTheSameFaults() {
    FaultScenario scenario =
        scenario(
            "{fault: drop, rate: 0.1}, {fault: delay, rate: 0.1},"
                + " {fault: depth-gap, rate: 0.1, frames: 2}, {fault: reset, rate: 0.2}");
    List<String> first = play(scenario, 1, 1_000);
    assertThat(play(scenario, 1, 1_000)).isEqualTo(first);
    assertThat(play(scenario, 2, 1_000)).isNotEqualTo(first);
    assertThat(play(scenario.withSeed(8), 1, 1_000)).isNotEqualTo(first);
  }

  @Test
  void faultsHappenAsOftenAsTheirRatesSay() {
    List<String> happened =
        play(scenario("{fault: drop, rate: 0.05}, {fault: garbage, rate: 0.01}"), 1, 100_000);
    assertThat(happened.stream().filter(h -> h.endsWith("drop")).count()).isBetween(4_700L, 5_300L);
    assertThat(happened.stream().filter(h -> h.endsWith("garbage")).count())
        .isBetween(900L, 1_100L);
  }

  @Test
  void aFaultOfOneStreamLeavesTheOthersAlone() {
    assertThat(play(scenario("{fault: drop, rate: 1, stream: trade, symbol: BTCUSDT}"), 1, 6))
        .containsExactly("1 drop", "2 drop", "4 drop", "5 drop");
    assertThat(play(scenario("{fault: drop, rate: 1, symbol: ETHUSDT}"), 1, 6)).isEmpty();
    assertThat(play(scenario("{fault: drop, rate: 1, symbol: BTC}"), 1, 6)).isEmpty();
  }

  @Test
  void aScheduledFaultHappensOnceAtTheFirstFrameItIsLimitedTo() {
    assertThat(play(scenario("{fault: truncate, atFrame: 4, stream: depth}"), 1, 30))
        .containsExactly("6 truncate");
    assertThat(play(scenario("{fault: close, atFrame: 5, connection: 2}"), 1, 30)).isEmpty();
    assertThat(play(scenario("{fault: close, atFrame: 5, connection: 2}"), 2, 30))
        .containsExactly("5 close");
  }

  @Test
  void aDepthGapDropsDepthUpdatesInARow() {
    assertThat(play(scenario("{fault: depth-gap, atFrame: 2, frames: 3}"), 1, 30))
        .containsExactly("3 depth-gap", "6 depth-gap", "9 depth-gap");
  }

  @Test
  void secondsHaveChancesOfTheirOwn() {
    FaultScenario scenario = scenario("{fault: reset, rate: 0.5}, {fault: drop, rate: 0.5}");
    ConnectionPlan quiet = new ConnectionPlan(scenario, FaultRule.On.MARKET, 1);
    ConnectionPlan busy = new ConnectionPlan(scenario, FaultRule.On.MARKET, 1);
    List<Boolean> quietSeconds = new ArrayList<>();
    List<Boolean> busySeconds = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      quietSeconds.add(quiet.onSecond() != null);
      busy.onFrame(TRADES);
      busySeconds.add(busy.onSecond() != null);
    }
    assertThat(busySeconds).isEqualTo(quietSeconds);
    assertThat(Collections.frequency(quietSeconds, true)).isBetween(60, 140);
  }
}
