package io.alphaflow.signals.partition;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.Fixture.signed;
import static io.alphaflow.signals.Fixture.unsigned;
import static io.alphaflow.signals.Fixture.with;
import static io.alphaflow.signals.TestLog.BTC;
import static io.alphaflow.signals.TestLog.everySecond;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.signals.Collected;
import io.alphaflow.signals.instance.StrategyInstance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may change what, and how an instance that comes later is warmed up. */
class ChangesTest {

  private static final StrategyInstance X =
      instance("x", "scripted", "1m", List.of(BTC), "period", "3", "warm", "4");

  private static List<Bar> minutes(List<MarketEntry> log) {
    List<Bar> bars = new ArrayList<>();
    PartitionBars builder = new PartitionBars();
    log.forEach(e -> builder.take(e, List.of(BarSpec.parse("1s"), BarSpec.parse("1m")), bars::add));
    bars.removeIf(bar -> !bar.interval().equals("1m"));
    return bars;
  }

  private static void refused(StrategyChange change, String reason) {
    Collected out = new Collected(options()).feed(everySecond(BTC, 10)).feed(change);
    assertThat(out.refusals).singleElement().asString().contains(reason);
    assertThat(out.codes()).containsExactly("STRATEGY_CHANGE_REFUSED");
    out.feed(everySecond(BTC, 1_000));
    assertThat(out.signals).isEmpty();
  }

  @Test
  void refusesWhoMayNotAndWhatCannotBe() {
    List<Bar> none = List.of();
    refused(unsigned(Action.RUN, X, 1, 0, none, "tess"), "signature");
    refused(signed(unsigned(Action.RUN, X, 1, 0, none, "mallory")), "not among the operators");
    refused(signed(unsigned(Action.RUN, X, 1, 0, none, "victor")), "needs TRADER");
    refused(change(Action.PAUSE, X, 1), "there is no instance x");
    refused(change(Action.RUN, with(X, "period", "-1"), 1), "period \"-1\"");
    refused(change(Action.RUN, with(X, "colour", "red"), 1), "unknown parameter colour");
    StrategyInstance elsewhere =
        instance("x", "scripted", "1m", List.of("moon:BTC/USD"), "period", "3");
    refused(change(Action.RUN, elsewhere, 1), "not of the venue sim");
    refused(
        change(Action.RUN, instance("x", "pair", "1m", List.of(BTC)), 1), "needs 2 instruments");
    List<Bar> bars = minutes(everySecond(BTC, 200));
    refused(change(Action.RUN, X, 1, 0, List.of(bars.get(1), bars.get(0))), "not in order");
  }

  @Test
  void anInstanceThatComesWithItsHistoryGoesOnAsIfItHadAlwaysBeenThere() {
    List<MarketEntry> log = everySecond(BTC, 60 * 40);
    Collected always = new Collected(options(X)).feed(log);
    List<MarketEntry> part = log.subList(0, 60 * 20 + 30);
    List<Bar> history = minutes(part);
    Collected later = new Collected(options()).feed(part);
    // The history was read a bar ago; what was closed since is known here.
    later.feed(change(Action.RUN, X, 1, 0, history.subList(0, history.size() - 1)));
    later.restart().feed(log.subList(60 * 20 + 30, log.size()));
    assertThat(later.codes()).containsExactly("STRATEGY_STARTED");
    List<Double> expected =
        always.signals.stream()
            .filter(s -> s.time() > history.get(history.size() - 1).closeTime())
            .map(s -> s.indicators().get("average"))
            .toList();
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(later.signals)
        .extracting(s -> s.indicators().get("average"))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void aHoleBeforeTheLogIsToldAndTheInstanceWarmsUpOnTheLog() {
    List<MarketEntry> log = everySecond(BTC, 60 * 40);
    List<MarketEntry> part = log.subList(0, 60 * 20 + 30);
    List<Bar> history = minutes(part);
    Collected out = new Collected(options()).feed(part);
    out.feed(change(Action.RUN, X, 1, 0, history.subList(0, 10)));
    out.feed(log.subList(60 * 20 + 30, log.size()));
    assertThat(out.codes()).containsExactly("STRATEGY_COLD", "STRATEGY_STARTED");
    assertThat(out.signals).hasSizeBetween(5, 18);
  }

  @Test
  void numbersGoOnWhenAnInstanceIsRemovedAndComesBack() {
    List<MarketEntry> log = new ArrayList<>(everySecond(BTC, 60 * 40));
    StrategyInstance plain = instance("x", "scripted", "1m", List.of(BTC));
    log.add(60 * 30, change(Action.RUN, plain, 3));
    log.add(60 * 20, change(Action.REMOVE, plain, 2));
    log.add(60 * 10, change(Action.RUN, plain, 1));
    Collected out = new Collected(options()).feed(log);
    assertThat(out.signals).hasSizeGreaterThan(15);
    for (int i = 0; i < out.signals.size(); i++) {
      assertThat(out.signals.get(i)).extracting(Signal::sequence).isEqualTo(i + 1L);
    }
  }
}
