package io.alphaflow.signals.instance;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.Fixture.with;
import static io.alphaflow.signals.TestLog.BEGIN;
import static io.alphaflow.signals.TestLog.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.TestLog;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two legs whose logs are different partitions. */
class GroupMachineTest {

  private static final int PARTITIONS = 2;
  private static final String FIRST = instrumentOf(0);
  private static final String SECOND_LEG = instrumentOf(1);
  private static final StrategyInstance PAIR =
      instance("pair", "pair", "1m", List.of(FIRST, SECOND_LEG), "period", "3", "warm", "2");

  private static String instrumentOf(int partition) {
    for (int i = 0; ; i++) {
      String instrument = "sim:C" + i + "/USD";
      if (Partitions.of(instrument, PARTITIONS) == partition) {
        return instrument;
      }
    }
  }

  private record Run(List<Signal> signals, List<Alert> alerts) {}

  private static final class Kept implements TradeLogReplay.Output {
    final List<Signal> signals = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();

    @Override
    public void signal(Signal signal) {
      signals.add(signal);
    }

    @Override
    public void alert(Alert alert) {
      alerts.add(alert);
    }

    @Override
    public void refused(int partition, long offset, String code, String reason) {
      throw new AssertionError(code + " " + reason);
    }
  }

  private static Run run(
      SignalsOptions options, List<List<MarketEntry>> logs, Random interleaving) {
    Kept kept = new Kept();
    TradeLogReplay replay = new TradeLogReplay(options, kept);
    int[] next = new int[logs.size()];
    // Sometimes in small turns, sometimes one log far ahead of the other.
    int turn = 1 + interleaving.nextInt(400);
    while (next[0] < logs.get(0).size() || next[1] < logs.get(1).size()) {
      int log = interleaving.nextInt(logs.size());
      for (int i = 0; i < turn && next[log] < logs.get(log).size(); i++) {
        replay.feed(log, next[log], logs.get(log).get(next[log]));
        next[log]++;
      }
    }
    return new Run(kept.signals, kept.alerts);
  }

  @Test
  void theInterleavingOfTheLogsDoesNotMatter() {
    Random random = new Random(77);
    for (int round = 0; round < 8; round++) {
      List<MarketEntry> first = new ArrayList<>(TestLog.random(random.nextLong(), 1_000, FIRST));
      List<MarketEntry> second =
          new ArrayList<>(TestLog.random(random.nextLong(), 1_000, SECOND_LEG));
      StrategyChange[] changes = {
        change(Action.RUN, with(PAIR, "period", "5"), 1),
        change(Action.PAUSE, PAIR, 2),
        change(Action.RUN, with(PAIR, "period", "5"), 3, BEGIN + 2_400 * SECOND, List.of()),
        change(Action.RUN, with(PAIR, "every", "2"), 4),
        change(Action.REMOVE, PAIR, 5)
      };
      for (int i = 0; i < changes.length; i++) {
        int place = List.of(100, 200, 300, 540, 640).get(i);
        first.add(place + random.nextInt(60), changes[i]);
        second.add(place + random.nextInt(60), changes[i]);
      }
      Run expected = run(options(PARTITIONS, PAIR), List.of(first, second), new Random(1));
      assertThat(expected.signals()).hasSizeGreaterThan(20);
      assertThat(expected.alerts())
          .extracting(Alert::code)
          .contains("STRATEGY_CHANGED", "STRATEGY_PAUSED", "STRATEGY_RESUMED", "STRATEGY_REMOVED");
      for (int i = 0; i < 10; i++) {
        Run other =
            run(options(PARTITIONS, PAIR), List.of(first, second), new Random(random.nextLong()));
        assertThat(other.signals()).isEqualTo(expected.signals());
        assertThat(other.alerts()).isEqualTo(expected.alerts());
      }
    }
  }

  private static final class Fed {
    final List<LegEvent> events = new ArrayList<>();
    final GroupMachine group;
    private final SignalsOptions options;
    private final List<PartitionMachine> machines = new ArrayList<>();
    private int taken;

    Fed(SignalsOptions options) {
      this.options = options;
      Desk desk = options.desk();
      group = GroupMachine.create("pair", desk);
      for (int p = 0; p < PARTITIONS; p++) {
        machines.add(
            PartitionMachine.restore(p, PARTITIONS, desk, options.check(desk.catalog()), Map.of()));
      }
    }

    Fed feed(int partition, List<? extends MarketEntry> log) {
      log.forEach(entry -> machines.get(partition).take(entry, legs(events)));
      while (taken < events.size()) {
        group.take(events.get(taken++), signals(new ArrayList<>()));
      }
      return this;
    }

    int bytes() {
      return GroupMachine.restore(group.encode(), options.desk()).encode().length;
    }
  }

  @Test
  void barsDoNotPileUpForALegThatNeverTrades() {
    List<MarketEntry> first = TestLog.everySecond(FIRST, 60 * 60);
    Fed out = new Fed(options(PARTITIONS, PAIR));
    out.feed(0, first.subList(0, 120));
    int small = out.bytes();
    for (int minute = 2; minute < 60; minute++) {
      long time = BEGIN + minute * 60 * SECOND;
      out.feed(0, first.subList(minute * 60, minute * 60 + 60));
      out.feed(1, List.of(new Heartbeat(1, time + 30 * SECOND, List.of())));
    }
    assertThat(out.bytes()).isLessThan(small + 1_000);
  }

  @Test
  void aGroupThatHasEndedIsToldNothingAndKeepsOnlyItsNumbers() {
    List<MarketEntry> first = TestLog.everySecond(FIRST, 60 * 60);
    List<MarketEntry> second = TestLog.everySecond(SECOND_LEG, 60 * 60);
    Fed out = new Fed(options(PARTITIONS));
    StrategyChange add = change(Action.RUN, PAIR, 1);
    StrategyChange remove = change(Action.REMOVE, PAIR, 2);
    out.feed(0, first.subList(0, 100)).feed(1, second.subList(0, 100));
    out.feed(0, List.of(add)).feed(1, List.of(add));
    out.feed(0, first.subList(100, 1_000)).feed(1, second.subList(100, 1_000));
    int running = out.bytes();
    out.feed(0, List.of(remove)).feed(0, first.subList(1_000, 1_500));
    out.feed(1, second.subList(1_000, 1_400)).feed(1, List.of(remove));
    int told = out.events.size();
    out.feed(0, first.subList(1_500, 3_600)).feed(1, second.subList(1_400, 3_600));
    assertThat(out.events).as("no more is told").hasSize(told);
    assertThat(out.bytes()).isLessThan(running * 3 / 5);
    String state = new String(out.group.encode(), StandardCharsets.UTF_8);
    assertThat(state).contains("\"gone\":true").doesNotContain("ema(3)");
    StrategyChange again = change(Action.RUN, PAIR, 3);
    out.feed(0, List.of(again)).feed(1, List.of(again));
    assertThat(out.events.size()).isEqualTo(told + 2);
  }

  @Test
  void aPairIsEvaluatedOnceForEachTimeAtWhichALegHasABar() {
    List<MarketEntry> first = TestLog.everySecond(FIRST, 601);
    List<MarketEntry> second = new ArrayList<>();
    for (int i = 1; i <= 601; i += 120) {
      second.add(TestLog.trade(SECOND_LEG, i, 50_000 + i, BEGIN + (i - 1) * SECOND));
    }
    StrategyInstance pair = instance("pair", "pair", "1m", List.of(FIRST, SECOND_LEG));
    Run run = run(options(PARTITIONS, pair), List.of(first, second), new Random(5));
    assertThat(run.signals())
        .filteredOn(s -> s.instrument().equals(FIRST))
        .extracting(Signal::time)
        .containsExactly(
            LongStream.rangeClosed(1, 10)
                .mapToObj(m -> BEGIN + m * 60 * SECOND)
                .toArray(Long[]::new));
    assertThat(run.signals())
        .filteredOn(s -> s.instrument().equals(SECOND_LEG))
        .extracting(Signal::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void storingAndRestoringAfterEveryEventChangesNothing() {
    List<MarketEntry> first = new ArrayList<>(TestLog.random(4, 500, FIRST));
    List<MarketEntry> second = new ArrayList<>(TestLog.random(5, 500, SECOND_LEG));
    StrategyChange tuned = change(Action.RUN, with(PAIR, "period", "5"), 1);
    first.add(200, tuned);
    second.add(300, tuned);
    List<LegEvent> events = new ArrayList<>();
    Desk desk = options(PARTITIONS, PAIR).desk();
    for (int p = 0; p < PARTITIONS; p++) {
      PartitionMachine machine =
          PartitionMachine.restore(
              p, PARTITIONS, desk, options(PARTITIONS).check(desk.catalog()), Map.of());
      for (MarketEntry entry : p == 0 ? first : second) {
        machine.take(entry, legs(events));
      }
    }
    List<Signal> undisturbed = new ArrayList<>();
    GroupMachine whole = GroupMachine.create("pair", desk);
    events.forEach(event -> whole.take(event, signals(undisturbed)));
    List<Signal> restored = new ArrayList<>();
    GroupMachine machine = GroupMachine.create("pair", desk);
    for (int i = 0; i < events.size(); i++) {
      if (i % 7 == 0 || i > events.size() - 50) {
        machine = GroupMachine.restore(machine.encode(), desk);
      }
      machine.take(events.get(i), signals(restored));
    }
    assertThat(undisturbed).hasSizeGreaterThan(20);
    assertThat(restored).isEqualTo(undisturbed);
    assertThat(machine.encode()).isEqualTo(whole.encode());
  }

  private static SignalOutput signals(List<Signal> into) {
    return new SignalOutput() {
      @Override
      public void signal(Signal signal) {
        into.add(signal);
      }

      @Override
      public void alert(Alert alert) {
        assertThat(alert.code()).startsWith("STRATEGY_");
      }
    };
  }

  private static LogOutput legs(List<LegEvent> into) {
    return new LogOutput() {
      @Override
      public void signal(Signal signal) {
        throw new AssertionError("a signal of no group: " + signal);
      }

      @Override
      public void alert(Alert alert) {
        throw new AssertionError(alert.toString());
      }

      @Override
      public void refused(StrategyChange refused, String reason) {
        throw new AssertionError(reason);
      }

      @Override
      public void leg(LegEvent event) {
        into.add(event);
      }
    };
  }
}
