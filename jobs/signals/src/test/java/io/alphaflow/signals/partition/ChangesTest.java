package io.alphaflow.signals.partition;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.Fixture.signed;
import static io.alphaflow.signals.Fixture.unsigned;
import static io.alphaflow.signals.Fixture.with;
import static io.alphaflow.signals.TestLog.BEGIN;
import static io.alphaflow.signals.TestLog.BTC;
import static io.alphaflow.signals.TestLog.ETH;
import static io.alphaflow.signals.TestLog.SECOND;
import static io.alphaflow.signals.TestLog.everySecond;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.LiveIndicator;
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
    return bars(log, "1m");
  }

  private static List<Bar> bars(List<MarketEntry> log, String interval) {
    List<Bar> bars = new ArrayList<>();
    PartitionBars builder = new PartitionBars();
    List<BarSpec> specs = List.of(BarSpec.parse("1s"), BarSpec.parse(interval));
    log.forEach(e -> builder.take(e, specs, bars::add));
    bars.removeIf(bar -> !bar.interval().equals(interval));
    return bars;
  }

  @Test
  void historyOfAnIntervalThatNobodyHadIsUsedAndWhatIsMissingIsMadeOfFinerBars() {
    StrategyInstance three =
        instance("x", "scripted", "3m", List.of(BTC), "period", "3", "warm", "4");
    List<MarketEntry> log = everySecond(BTC, 60 * 60);
    int place = 60 * 31 + 17;
    List<MarketEntry> part = log.subList(0, place);
    List<Bar> history = bars(part, "3m");
    // Of the bar that is under way when it comes nothing is seen, the next one is.
    for (int missing = 0; missing <= 1; missing++) {
      Collected out = new Collected(options()).feed(part);
      out.feed(change(Action.RUN, three, 1, 0, history.subList(0, history.size() - missing)));
      out.restart().feed(log.subList(place, log.size()));
      assertThat(out.codes()).containsExactly("STRATEGY_ADDED", "STRATEGY_STARTED");
      assertThat(out.signals.get(0).time()).isEqualTo(BEGIN + 36 * 60 * SECOND);
      List<Bar> seen = new ArrayList<>(history);
      seen.addAll(bars(log, "3m").subList(history.size() + 1, history.size() + 2));
      LiveIndicator average = IndicatorSpec.parse("ema(3)").create();
      Candle candle = new Candle();
      seen.forEach(bar -> average.onBar(candle.set(bar)));
      assertThat(out.signals.get(0).indicators()).containsEntry("average", average.value(0));
    }
    Collected cold = new Collected(options()).feed(part);
    cold.feed(change(Action.RUN, three, 1, 0, history.subList(0, history.size() - 4)));
    cold.feed(log.subList(place, log.size()));
    assertThat(cold.codes()).contains("STRATEGY_COLD");
  }

  @Test
  void anIntervalInAnotherFormIsTheSame() {
    List<MarketEntry> log = everySecond(BTC, 60 * 30);
    List<MarketEntry> part = log.subList(0, 60 * 20 + 30);
    StrategyInstance odd =
        instance("x", "scripted", "60s", List.of(BTC), "period", "3", "warm", "4");
    Collected usual =
        new Collected(options()).feed(part).feed(change(Action.RUN, X, 1, 0, minutes(part)));
    Collected out =
        new Collected(options()).feed(part).feed(change(Action.RUN, odd, 1, 0, minutes(part)));
    usual.feed(log.subList(part.size(), log.size()));
    out.feed(log.subList(part.size(), log.size()));
    assertThat(out.codes()).containsExactly("STRATEGY_ADDED", "STRATEGY_STARTED");
    assertThat(out.signals).isEqualTo(usual.signals).hasSizeGreaterThan(8);
  }

  @Test
  void historyMakesAnAverageReadyThatAnotherInstanceStillWaitsFor() {
    List<MarketEntry> log = everySecond(BTC, 60 * 40);
    List<MarketEntry> part = log.subList(0, 60 * 20 + 30);
    List<Bar> history = minutes(part);
    StrategyInstance waits = instance("w", "scripted", "1m", List.of(BTC), "period", "100");
    StrategyInstance comes = instance("x", "scripted", "1m", List.of(BTC), "period", "100");
    List<Bar> longer = new ArrayList<>();
    for (int i = 100; i > 0; i--) {
      Bar bar = history.get(0);
      longer.add(
          new Bar(
              BTC,
              "1m",
              bar.sequence() - i,
              bar.openTime() - i * 60 * SECOND,
              bar.closeTime() - i * 60 * SECOND,
              bar.open(),
              bar.high(),
              bar.low(),
              bar.close(),
              1,
              1,
              1,
              1,
              0));
    }
    longer.addAll(history);
    Collected out = new Collected(options(waits)).feed(part);
    out.feed(change(Action.RUN, comes, 1, 0, longer)).feed(log.subList(part.size(), log.size()));
    assertThat(out.of("x")).hasSizeGreaterThan(15);
    assertThat(out.of("w"))
        .extracting(Signal::indicators)
        .isEqualTo(out.of("x").stream().map(Signal::indicators).toList());
  }

  @Test
  void aVersionThatComesAgainWithOtherContentIsToldAndNotObeyed() {
    Collected out = new Collected(options()).feed(everySecond(BTC, 10));
    out.feed(change(Action.RUN, X, 1)).feed(change(Action.RUN, X, 1));
    assertThat(out.codes()).containsExactly("STRATEGY_ADDED");
    out.restart().feed(change(Action.RUN, with(X, "period", "9"), 1));
    assertThat(out.codes()).containsExactly("STRATEGY_ADDED", "STRATEGY_CHANGE_CONFLICT");
    assertThat(out.alerts.get(1).severity()).isEqualTo(Severity.WARNING);
    out.feed(change(Action.PAUSE, X, 2)).feed(change(Action.RUN, with(X, "period", "9"), 1));
    assertThat(out.codes()).hasSize(2 + 1);
    assertThat(out.refusals).isEmpty();
  }

  @Test
  void aHistoryThatWasTamperedWithIsRefused() {
    List<Bar> bars = minutes(everySecond(BTC, 200));
    StrategyChange change = change(Action.RUN, X, 1, 0, bars);
    Bar bar = bars.get(1);
    Bar other =
        new Bar(
            bar.instrument(),
            bar.interval(),
            bar.sequence(),
            bar.openTime(),
            bar.closeTime(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.low(),
            bar.volume() + 1,
            bar.quoteVolume(),
            bar.trades(),
            bar.takerBuyVolume(),
            bar.closedBy());
    List<Bar> tampered = new ArrayList<>(bars);
    tampered.set(1, other);
    refused(
        unsigned(Action.RUN, X, 1, 0, tampered, "tess").signed(change.signature()), "signature");
    refused(
        unsigned(Action.RUN, X, 1, 0, List.of(), "tess").signed(change.signature()), "signature");
  }

  @Test
  void anInstanceEndsOnWhatIsNotNamedAnyMoreAndRestsWhereverItRuns() {
    StrategyInstance both = instance("x", "scripted", "1m", List.of(BTC, ETH));
    StrategyInstance one = instance("x", "scripted", "1m", List.of(BTC));
    List<MarketEntry> log = new ArrayList<>();
    everySecond(BTC, 60 * 30).forEach(log::add);
    List<MarketEntry> eth = everySecond(ETH, 60 * 30);
    for (int i = eth.size() - 1; i >= 0; i--) {
      log.add(i + 1, eth.get(i));
    }
    log.add(2 * 60 * 20, change(Action.PAUSE, one, 3));
    log.add(2 * 60 * 10, change(Action.RUN, one, 2));
    log.add(2, change(Action.RUN, both, 1));
    Collected out = new Collected(options()).feed(log);
    assertThat(out.of("x").stream().filter(s -> s.instrument().equals(ETH))).hasSizeBetween(8, 10);
    assertThat(out.of("x").stream().filter(s -> s.instrument().equals(BTC))).hasSizeBetween(18, 20);
    Collected paused = new Collected(options());
    paused.feed(log.subList(0, 1_000)).feed(change(Action.PAUSE, one, 2));
    int before = paused.signals.size();
    assertThat(before).isGreaterThan(10);
    paused.feed(log.subList(1_000, 1_200));
    assertThat(paused.signals).as("paused on both").hasSize(before);
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
    assertThat(later.codes()).containsExactly("STRATEGY_ADDED", "STRATEGY_STARTED");
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
    out.feed(change(Action.RUN, with(X, "warm", "9"), 1, 0, history.subList(0, 10)));
    out.feed(log.subList(60 * 20 + 30, log.size()));
    assertThat(out.codes()).containsExactly("STRATEGY_ADDED", "STRATEGY_COLD", "STRATEGY_STARTED");
    assertThat(out.signals).hasSizeBetween(5, 16);
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
