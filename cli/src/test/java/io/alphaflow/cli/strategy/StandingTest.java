package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StrategyChange.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final String BTC = "sim:BTC/USD";
  private static final String ETH = "sim:ETH/USD";

  private final List<Told> told = new ArrayList<>();

  @Test
  void aChangeIsPendingUntilTheDeskSaysSomethingAndRunsWhenItStartedEverywhere() {
    Instance instance = instance(3, Action.RUN, BTC, ETH);
    say(2, "STRATEGY_STARTED", BTC);
    assertThat(Standing.of(instance, told)).isEqualTo(Standing.PENDING);
    say(3, "STRATEGY_CHANGED", BTC);
    say(3, "STRATEGY_STARTED", BTC);
    assertThat(Standing.of(instance, told)).isEqualTo(Standing.WARMING);
    say(3, "STRATEGY_STARTED", ETH);
    assertThat(Standing.of(instance, told)).isEqualTo(Standing.RUNNING);
  }

  @Test
  void theLegsOfOneInstanceAreToldOfTogether() {
    say(1, "STRATEGY_STARTED", BTC + " " + ETH);
    assertThat(Standing.of(instance(1, Action.RUN, BTC, ETH), told)).isEqualTo(Standing.RUNNING);
  }

  @Test
  void oneThatFailedAnywhereIsStopped() {
    say(1, "STRATEGY_STARTED", BTC);
    say(1, "STRATEGY_STARTED", ETH);
    say(1, "STRATEGY_STOPPED", ETH);
    assertThat(Standing.of(instance(1, Action.RUN, BTC, ETH), told)).isEqualTo(Standing.STOPPED);
  }

  @Test
  void aConfiguredOneRunsWithoutAWordAndOneThatIsOffIsPaused() {
    assertThat(Standing.of(instance(0, Action.RUN, BTC), told)).isEqualTo(Standing.RUNNING);
    assertThat(Standing.of(instance(0, Action.PAUSE, BTC), told)).isEqualTo(Standing.PAUSED);
    say(0, "STRATEGY_STOPPED", BTC);
    assertThat(Standing.of(instance(0, Action.RUN, BTC), told)).isEqualTo(Standing.STOPPED);
  }

  @Test
  void pausedAndRemovedAreWhatTheDeskCallsSo() {
    assertThat(Standing.of(instance(2, Action.PAUSE, BTC), told)).isEqualTo(Standing.PENDING);
    say(2, "STRATEGY_PAUSED", BTC);
    assertThat(Standing.of(instance(2, Action.PAUSE, BTC), told)).isEqualTo(Standing.PAUSED);
    say(3, "STRATEGY_REMOVED", BTC);
    assertThat(Standing.of(instance(3, Action.REMOVE, BTC), told)).isEqualTo(Standing.REMOVED);
  }

  @Test
  void aRefusedChangeIsRefusedUnlessAnotherOneOfTheSameNumberWasTaken() {
    told.add(
        Told.of(alert("strategy/quick/2/refused", "STRATEGY_CHANGE_REFUSED", "")).orElseThrow());
    assertThat(Standing.of(instance(2, Action.RUN, BTC), told)).isEqualTo(Standing.REFUSED);
    say(2, "STRATEGY_STARTED", BTC);
    assertThat(Standing.of(instance(2, Action.RUN, BTC), told)).isEqualTo(Standing.RUNNING);
  }

  @Test
  void alertsOfOthersAreNotReadAsStories() {
    assertThat(Told.of(alert("JOURNAL_GAP/main/7", "JOURNAL_GAP", ""))).isEmpty();
    assertThat(Told.of(alert("strategy/quick/x/" + BTC, "STRATEGY_STARTED", BTC))).isEmpty();
    Alert risk =
        new Alert("risk", "strategy/quick/1/x", Severity.INFO, "STRATEGY_STARTED", "", BTC, 1, "");
    assertThat(Told.of(risk)).isEmpty();
  }

  private void say(long version, String code, String where) {
    String id = "strategy/quick/" + version + "/" + where + "/" + code;
    told.add(Told.of(alert(id, code, where)).orElseThrow());
  }

  private static Alert alert(String id, String code, String where) {
    return new Alert("signals", id, Severity.INFO, code, "main", where, 5, "a sentence");
  }

  private static Instance instance(long version, Action action, String... instruments) {
    return new Instance(
        "quick",
        "ma-cross",
        "main",
        List.of(instruments),
        "1m",
        new TreeMap<>(),
        version,
        action,
        0,
        "ann",
        9);
  }
}
