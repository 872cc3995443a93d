package io.alphaflow.signals.partition;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.Fixture.with;
import static io.alphaflow.signals.TestLog.BEGIN;
import static io.alphaflow.signals.TestLog.BTC;
import static io.alphaflow.signals.TestLog.ETH;
import static io.alphaflow.signals.TestLog.SECOND;
import static io.alphaflow.signals.TestLog.everySecond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.common.model.Trade;
import io.alphaflow.signals.Collected;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.TestLog;
import io.alphaflow.signals.instance.StrategyInstance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionMachineTest {

  private static final StrategyInstance[] ALL = {
    instance("a", "period", "3"),
    instance("b", "period", "3", "warm", "4", "every", "2"),
    instance("t", "on", "trades", "period", "2", "every", "3"),
    instance("q", "on", "quotes"),
    instance("fast", "scripted", "7s", List.of(BTC), "period", "5")
  };

  private static Collected run(StrategyInstance... instances) {
    return new Collected(options(instances));
  }

  private static List<Bar> bars(List<MarketEntry> entries, String interval) {
    List<Bar> bars = new ArrayList<>();
    PartitionBars builder = new PartitionBars();
    List<BarSpec> specs = List.of(BarSpec.parse("1s"), BarSpec.parse(interval));
    for (MarketEntry entry : entries) {
      builder.take(entry, specs, bars::add);
    }
    bars.removeIf(bar -> !bar.interval().equals(interval));
    return bars;
  }

  @Test
  void anInstanceSeesTheBarsThatIngestPublishes() {
    List<MarketEntry> log = TestLog.random(1, 3_000, BTC, ETH);
    Collected out = run(instance("a")).feed(log);
    List<Bar> bars = bars(log, "1m");
    assertThat(bars).hasSizeGreaterThan(100);
    assertThat(out.signals).extracting(Signal::instrument).containsAll(List.of(BTC, ETH));
    assertThat(out.signals)
        .extracting(s -> s.instrument() + " " + s.triggerTradeId())
        .containsExactlyElementsOf(
            bars.stream().map(b -> b.instrument() + " " + b.closedBy()).toList());
  }

  @Test
  void anOrderIsTakenBackByTheNumberOfItsSignal() {
    Collected out = run(instance("a", "then", "take-back"));
    out.feed(everySecond(BTC, 200)).restart();
    out.feed(everySecond(BTC, 400));
    assertThat(out.signals).hasSizeGreaterThan(8);
    for (int i = 0; i < out.signals.size(); i += 2) {
      Signal order = out.signals.get(i);
      Signal takenBack = out.signals.get(i + 1);
      assertThat(order.aim()).isEqualTo(SignalTarget.NONE);
      assertThat(takenBack.aim()).isEqualTo(SignalTarget.cancel(order.sequence()));
      assertThat(takenBack.sequence()).isEqualTo(order.sequence() + 1);
      assertThat(takenBack.size()).isZero();
    }
  }

  @Test
  void aSignalSaysHowItsOrderIsToBeWorked() {
    Collected out =
        run(instance("whole"), instance("sliced", "slices", "4")).feed(everySecond(BTC, 61));
    assertThat(out.signals)
        .extracting(Signal::strategy, Signal::execution)
        .containsExactly(tuple("sliced", new Execution.Twap(60 * SECOND, 4)), tuple("whole", null));
  }

  @Test
  void theBarsThatATradeClosesComeBeforeTheTrade() {
    Collected out =
        run(instance("bars"), instance("all-trades", "on", "trades")).feed(everySecond(BTC, 61));
    List<Signal> last = out.signals.subList(59, out.signals.size());
    assertThat(last)
        .extracting(Signal::strategy)
        .containsExactly("all-trades", "bars", "all-trades");
    assertThat(last).extracting(Signal::triggerTradeId).containsExactly(60L, 61L, 61L);
    assertThat(last)
        .extracting(Signal::time)
        .containsExactly(BEGIN + 59 * SECOND, BEGIN + 60 * SECOND, BEGIN + 60 * SECOND);
  }

  @Test
  void repeatedAndLateTradesReachNobody() {
    Collected out = run(instance("t", "on", "trades"));
    Trade late = TestLog.trade(BTC, 101, 1, BEGIN);
    out.feed(everySecond(BTC, 100)).feed(everySecond(BTC, 100)).feed(late);
    assertThat(out.signals).hasSize(100);
  }

  @Test
  void storingAndRestoringAfterEveryEntryChangesNothing() {
    List<MarketEntry> log = TestLog.random(2, 1_500, BTC, ETH);
    Collected undisturbed = run(ALL).feed(log);
    for (StrategyInstance instance : ALL) {
      assertThat(undisturbed.of(instance.id())).as(instance.id()).hasSizeGreaterThan(10);
    }
    Collected restored = run(ALL);
    log.forEach(entry -> restored.feed(entry).restart());
    assertThat(restored.signals).isEqualTo(undisturbed.signals);
    assertThat(restored.parts().keySet()).isEqualTo(undisturbed.parts().keySet());
    restored
        .parts()
        .forEach((name, bytes) -> assertThat(bytes).isEqualTo(undisturbed.parts().get(name)));
  }

  @Test
  void sharedIndicatorsGiveTheSignalsOfInstancesAlone() {
    Random random = new Random(31);
    for (int round = 0; round < 10; round++) {
      List<MarketEntry> log = TestLog.random(random.nextLong(), 600, BTC, ETH);
      Collected together = run(ALL).feed(log);
      for (StrategyInstance instance : ALL) {
        assertThat(run(instance).feed(log).signals).isEqualTo(together.of(instance.id()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "assert", "null", "overflow", "leg"})
  void aFailingInstanceIsStoppedAndTheOthersDoNotNotice(String failure) {
    StrategyInstance bad = instance("b", "fail-at", "3", "failure", failure, "period", "3");
    StrategyInstance good = instance("c", "period", "3");
    List<MarketEntry> log = everySecond(BTC, 1_000);
    Collected alone = run(instance("a", "period", "3"), good).feed(log);
    Collected out = run(instance("a", "period", "3"), bad, good).feed(log.subList(0, 500));
    assertThat(out.of("b")).hasSize(2);
    assertThat(out.codes()).containsExactly("STRATEGY_STOPPED");
    assertThat(out.alerts.get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(out.alerts.get(0).message()).contains("strategy b", BTC);
    out.restart().feed(log.subList(500, 1_000));
    assertThat(out.codes()).hasSize(1);
    assertThat(out.signals.stream().filter(s -> !s.strategy().equals("b")).toList())
        .isEqualTo(alone.signals);
  }

  @Test
  void anInstanceWhoseStateCannotBeStoredIsStoppedAndTheOthersDoNotNotice() {
    StrategyInstance bad = instance("b", "fail-at", "3", "failure", "store", "period", "3");
    StrategyInstance good = instance("c", "period", "3");
    List<MarketEntry> log = everySecond(BTC, 1_000);
    Collected alone = run(good).feed(log);
    Collected out = run(bad, good).feed(log.subList(0, 500)).restart();
    assertThat(out.codes()).isEmpty();
    int before = out.of("b").size();
    assertThat(before).isGreaterThan(3);
    out.feed(log.subList(500, 501));
    assertThat(out.codes()).containsExactly("STRATEGY_STOPPED");
    assertThat(out.alerts.get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(out.alerts.get(0).message()).contains("strategy b", "when its state was stored");
    out.restart().feed(log.subList(501, 1_000));
    assertThat(out.codes()).hasSize(1);
    assertThat(out.of("b")).hasSize(before);
    assertThat(out.of("c")).isEqualTo(alone.signals);
  }

  @Test
  void anInstanceThatIsPausedGoesOnWithItsState() {
    StrategyInstance x = instance("x", "scripted", "1m", List.of(BTC), "period", "3");
    StrategyInstance own = with(instance("y", "scripted", "1m", List.of(BTC)), "warm", "2");
    List<MarketEntry> log = new ArrayList<>(everySecond(BTC, 60 * 40));
    for (StrategyInstance each : List.of(x, own)) {
      log.add(60 * 30, change(Action.RUN, each, 3));
      log.add(60 * 20, change(Action.PAUSE, each, 2));
      log.add(60 * 5, change(Action.RUN, each, 1));
    }
    Collected out = new Collected(none()).feed(log);
    assertThat(out.codes()).contains("STRATEGY_PAUSED", "STRATEGY_RESUMED");
    Signal last = out.of("x").get(out.of("x").size() - 1);
    assertThat(last.indicators()).containsEntry("restarts", 0.0);
    assertThat(last.indicators()).containsEntry("seen", (double) out.of("x").size());
    Signal lastOwn = out.of("y").get(out.of("y").size() - 1);
    assertThat(lastOwn.indicators()).containsEntry("restarts", 1.0);
    assertThat(lastOwn.indicators().get("seen")).isLessThan(out.of("y").size());
  }

  @Test
  void ofAnInstanceThatHasEndedOnlyItsNumbersAreKept() {
    StrategyInstance x =
        instance("x", "scripted", "3m", List.of(BTC), "period", "3", "on", "trades");
    List<MarketEntry> log = everySecond(BTC, 60 * 40);
    Collected out = new Collected(none()).feed(log.subList(0, 10)).feed(change(Action.RUN, x, 1));
    out.feed(log.subList(10, 1_500));
    assertThat(out.signals).hasSizeGreaterThan(10);
    assertThat(new String(out.parts().get(BTC), StandardCharsets.UTF_8))
        .contains("ema(3)", "\"3m\"", "restarts");
    out.feed(change(Action.REMOVE, x, 2)).feed(log.subList(1_500, 1_600));
    assertThat(new String(out.parts().get(BTC), StandardCharsets.UTF_8))
        .doesNotContain("ema(3)", "restarts", "\"3m\":")
        .contains("\"gone\":true", "\"sequences\":");
    assertThat(out.parts()).hasSize(2);
  }

  @Test
  void aRunningInstanceIsAddedTunedPausedAndRemovedAndTheOthersDoNotNotice() {
    StrategyInstance a = instance("a", "period", "3");
    StrategyInstance x = instance("x", "scripted", "1m", List.of(BTC), "period", "2");
    StrategyInstance tuned = instance("x", "scripted", "1m", List.of(BTC), "period", "4");
    List<MarketEntry> log = new ArrayList<>(everySecond(BTC, 60 * 40));
    Collected alone = run(a).feed(log);
    log.add(60 * 35, change(Action.RUN, x, 5));
    log.add(60 * 30, change(Action.REMOVE, x, 4));
    log.add(60 * 25, change(Action.RUN, tuned, 3));
    log.add(60 * 22, change(Action.PAUSE, x, 2));
    log.add(60 * 20, change(Action.PAUSE, x, 2));
    log.add(60 * 10, change(Action.RUN, x, 1));
    Collected out = run(a).feed(log);
    assertThat(out.of("a")).isEqualTo(alone.signals);
    assertThat(out.refusals).isEmpty();
    assertThat(out.codes())
        .containsExactly(
            "STRATEGY_ADDED",
            "STRATEGY_STARTED",
            "STRATEGY_PAUSED",
            "STRATEGY_CHANGED",
            "STRATEGY_STARTED",
            "STRATEGY_REMOVED",
            "STRATEGY_ADDED",
            "STRATEGY_STARTED");
    List<Signal> signals = out.of("x");
    for (int i = 0; i < signals.size(); i++) {
      assertThat(signals.get(i).sequence()).isEqualTo(i + 1);
    }
    Collected pieces = run(a);
    log.forEach(entry -> pieces.feed(entry).restart());
    assertThat(pieces.signals).isEqualTo(out.signals);
    assertThat(pieces.alerts).isEqualTo(out.alerts);
  }

  private static SignalsOptions none() {
    return options();
  }

  @Test
  void aChangeWaitsForItsTime() {
    StrategyInstance x = instance("x", "scripted", "1m", List.of(BTC));
    long effective = BEGIN + 600 * SECOND;
    List<MarketEntry> log = new ArrayList<>(everySecond(BTC, 1_000));
    log.add(100, change(Action.RUN, x, 1, effective, List.of()));
    Collected out = new Collected(none()).feed(log);
    assertThat(out.signals.get(0).time()).isEqualTo(effective);
    assertThat(out.signals).hasSize(7);
  }
}
