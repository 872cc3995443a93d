package io.alphaflow.signals.instance;

import static io.alphaflow.signals.Bars.BTC;
import static io.alphaflow.signals.Scripted.builtIn;
import static io.alphaflow.signals.Scripted.catalog;
import static io.alphaflow.signals.Scripted.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;
import io.alphaflow.signals.Bars;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentMachineTest {

  private final Collected out = new Collected();

  private static InstrumentMachine machine(StrategyInstance... instances) {
    return InstrumentMachine.create(BTC, List.of(instances), catalog());
  }

  private static InstrumentMachine again(InstrumentMachine machine, StrategyInstance... now) {
    return InstrumentMachine.restore(machine.encode(), List.of(now), catalog());
  }

  private static List<Bar> bars(int from, int to) {
    return Bars.walk(BTC, 7, to).subList(from - 1, to);
  }

  @Test
  void numbersTheSignalsOfEachInstanceAndSaysWhatLedToThem() {
    out.feed(machine(instance("b", "every", "2"), instance("a", "every", "2")), bars(1, 4));
    assertThat(out.sequences()).containsExactly("a 1", "b 1", "a 2", "b 2");
    Bar second = bars(1, 4).get(1);
    Signal first = out.signals.get(0);
    assertThat(first.time()).isEqualTo(second.closeTime());
    assertThat(first.triggerTradeId()).isEqualTo(second.closedBy());
    assertThat(first.instrument()).isEqualTo(BTC);
    assertThat(first.account()).isEqualTo("main");
  }

  @Test
  void dropsBarsThatWereDeliveredAgain() {
    InstrumentMachine machine = machine(instance("a"));
    out.feed(machine, bars(1, 5)).feed(machine, bars(2, 5));
    assertThat(out.signals).hasSize(5);
    assertThat(out.alerts).isEmpty();
    assertThat(machine.onBar(bars(5, 5).get(0), out)).isFalse();
  }

  @Test
  void neverUsesABarThatContradictsOneItHas() {
    InstrumentMachine machine = machine(instance("a"));
    out.feed(machine, bars(1, 5));
    assertThat(machine.onBar(Bars.bar(BTC, 5, 1.5), out)).isFalse();
    assertThat(out.signals).hasSize(5);
    assertThat(out.codes()).containsExactly("BAR_CONFLICT");
    assertThat(out.alerts.get(0).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void minutesWithoutTradesAreNoGap() {
    InstrumentMachine machine = machine(instance("a", "every", "3"));
    out.feed(machine, bars(1, 2)).feed(machine, bars(7, 7));
    assertThat(out.alerts).isEmpty();
    assertThat(out.signals).hasSize(1);
  }

  @Test
  void alertsAGapInCountedBarsAndGoesOn() {
    InstrumentMachine machine = machine(instance("a", "every", "3"));
    out.feed(machine, counted(1, 2)).feed(machine, counted(7, 7));
    assertThat(out.codes()).containsExactly("BAR_GAP");
    assertThat(out.alerts.get(0).message()).contains("bar 7", "after bar 2");
  }

  private static List<Bar> counted(int from, int to) {
    return bars(from, to).stream()
        .map(
            b ->
                new Bar(
                    b.instrument(),
                    "100t",
                    b.sequence(),
                    b.openTime(),
                    b.closeTime(),
                    b.open(),
                    b.high(),
                    b.low(),
                    b.close(),
                    b.volume(),
                    b.quoteVolume(),
                    b.trades(),
                    b.takerBuyVolume(),
                    b.closedBy()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "assert", "null", "overflow"})
  void aFailingStrategyIsStoppedAndTheOthersGoOn(String failure) {
    StrategyInstance bad = instance("bad", "fail-at", "3", "failure", failure);
    StrategyInstance good = instance("good");
    InstrumentMachine machine = machine(bad, good);
    out.feed(machine, bars(1, 4));
    assertThat(out.sequences())
        .containsExactly("bad 1", "good 1", "bad 2", "good 2", "good 3", "good 4");
    assertThat(out.codes()).containsExactly("STRATEGY_STOPPED");
    assertThat(out.alerts.get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(out.alerts.get(0).message()).contains("bad", "bar 3", BTC);

    Collected later = new Collected().feed(again(machine, bad, good), bars(5, 6));
    assertThat(later.sequences()).containsExactly("good 5", "good 6");
    assertThat(later.alerts).isEmpty();
  }

  @Test
  void aStoppedStrategyRunsAgainWhenItsConfigurationChanges() {
    InstrumentMachine machine = machine(instance("bad", "fail-at", "3"));
    out.feed(machine, bars(1, 4));
    Collected later =
        new Collected().feed(again(machine, instance("bad", "fail-at", "9")), bars(5, 6));
    assertThat(later.sequences()).containsExactly("bad 3", "bad 4");
  }

  @Test
  void anInstanceThatComesBackBeginsColdAndGoesOnNumbering() {
    StrategyInstance a = instance("a", "every", "3");
    InstrumentMachine machine = machine(a);
    out.feed(machine, bars(1, 5));
    assertThat(out.sequences()).containsExactly("a 1");

    InstrumentMachine without = again(machine);
    Collected nothing = new Collected().feed(without, bars(6, 8));
    assertThat(nothing.signals).isEmpty();

    Collected back = new Collected().feed(again(without, a), bars(9, 12));
    assertThat(back.sequences()).containsExactly("a 2");
    assertThat(back.signals.get(0).time()).isEqualTo(bars(11, 11).get(0).closeTime());
  }

  @Test
  void aChangedParameterKeepsWhatTheStrategyHolds() {
    String[] slow = {"fast", "1", "slow", "3", "type", "sma", "size", "0.5"};
    String[] slower = {"fast", "1", "slow", "4", "type", "sma", "size", "0.2"};
    InstrumentMachine machine = machine(builtIn("a", "ma-cross", slow));
    List<Bar> bars = Bars.closing(12, 11, 10, 9, 12, 13, 14, 15, 16, 9);
    out.feed(machine, bars.subList(0, 5));
    assertThat(out.sequences()).containsExactly("a 1");

    Collected later = new Collected();
    later.feed(again(machine, builtIn("a", "ma-cross", slower)), bars.subList(5, 10));
    assertThat(later.sequences()).containsExactly("a 2");
    assertThat(later.signals.get(0).tag()).isEqualTo("cross-down");
    assertThat(later.signals.get(0).size()).isEqualTo(out.signals.get(0).size());
  }

  @Test
  void anInstanceSeesOnlyBarsOfItsInterval() {
    StrategyInstance a = instance("a");
    StrategyInstance hourly =
        new StrategyInstance("h", a.type(), a.account(), a.symbols(), "1h", true, a.parameters());
    out.feed(machine(a, hourly), bars(1, 3));
    assertThat(out.sequences()).containsExactly("a 1", "a 2", "a 3");
  }

  @Test
  void disabledInstancesAndThoseOfOtherInstrumentsAreNotRun() {
    StrategyInstance a = instance("a");
    StrategyInstance off =
        new StrategyInstance(
            "off", a.type(), a.account(), a.symbols(), "1m", false, a.parameters());
    out.feed(machine(off), bars(1, 3));
    InstrumentMachine other = InstrumentMachine.create("sim:ETH/USD", List.of(a), catalog());
    other.onBar(Bars.bar("sim:ETH/USD", 1, 5), out);
    assertThat(out.signals).isEmpty();
    assertThatThrownBy(() -> other.onBar(bars(1, 1).get(0), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sim:BTC/USD")
        .hasMessageContaining("sim:ETH/USD");
  }

  @Test
  void storingAndRestoringAfterEveryBarChangesNothing() {
    StrategyInstance[] all = {
      builtIn("cross", "ma-cross", "fast", "3", "slow", "8"),
      builtIn("cross-sma", "ma-cross", "fast", "3", "slow", "8", "type", "sma"),
      builtIn("revert", "rsi-reversion", "period", "5"),
      builtIn("squeeze", "bollinger-squeeze", "period", "8", "lookback", "20", "threshold", "0.3")
    };
    List<Bar> bars = bars(1, 1_000);
    InstrumentMachine undisturbed = machine(all);
    out.feed(undisturbed, bars);
    for (StrategyInstance instance : all) {
      assertThat(out.signals)
          .filteredOn(s -> s.strategy().equals(instance.id()))
          .hasSizeGreaterThan(10);
    }

    Collected restored = new Collected();
    InstrumentMachine machine = machine(all);
    for (Bar bar : bars) {
      machine = again(machine, all);
      machine.onBar(bar, restored);
    }
    assertThat(restored.signals).isEqualTo(out.signals);
    assertThat(machine.encode()).isEqualTo(undisturbed.encode());
  }
}
