package io.alphaflow.cli.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.lookahead.Report.Row;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.indicator.InThePackageOfTheDesk;
import io.alphaflow.strategy.StrategyProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LookaheadCheckTest {

  private static final long MINUTE = 60_000_000L;

  /** A random walk, the same each time. */
  private static double[] walk(int length, long seed) {
    Random random = new Random(seed);
    double[] closes = new double[length];
    double close = 1_000;
    for (int i = 0; i < length; i++) {
      close *= 1 + 0.004 * random.nextGaussian();
      closes[i] = close;
    }
    return closes;
  }

  private static Bar bar(String instrument, int i, double close) {
    long price = Math.round(close * 1e8);
    return new Bar(
        instrument,
        "1m",
        i,
        i * MINUTE,
        (i + 1) * MINUTE,
        price,
        price,
        price,
        price,
        Fixed8.ONE,
        price,
        1,
        0,
        0);
  }

  private static List<Step> bars(double[] closes) {
    return IntStream.range(0, closes.length)
        .<Step>mapToObj(i -> new Step.Bars(List.of(Optional.of(bar("a", i, closes[i])))))
        .toList();
  }

  private static final double[] CLOSES = walk(300, 1);

  private static Report check(String type, List<Step> steps) {
    StrategyProvider provider =
        new OutsideRules().strategies().stream().anyMatch(d -> d.type().equals(type))
            ? new OutsideRules()
            : new Rules();
    return new LookaheadCheck(StrategyCode.of(provider, type), Map.of(), steps).run();
  }

  private static Report check(String type) {
    return check(type, bars(CLOSES));
  }

  private static List<Check> found(Report report) {
    return report.rows().stream().filter(row -> row.found() > 0).map(Row::check).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"honest", "warm"})
  void findsNothingInAnHonestStrategy(String type) {
    Report report = check(type);
    assertThat(report.rows()).as(report.toString()).allMatch(row -> row.found() == 0);
    assertThat(report.decisions()).isGreaterThan(10);
    assertThat(report.row(Check.FUTURE_REMOVED).runs()).isEqualTo(CLOSES.length);
    assertThat(report.row(Check.STARTED_LATER).runs()).isGreaterThan(20);
  }

  @Test
  void findsNothingInAnHonestPair() {
    double[] others = walk(300, 2);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < CLOSES.length; i++) {
      Optional<Bar> first = i % 7 == 3 ? Optional.empty() : Optional.of(bar("a", i, CLOSES[i]));
      Optional<Bar> second = i % 5 == 1 ? Optional.empty() : Optional.of(bar("b", i, others[i]));
      if (first.isPresent() || second.isPresent()) {
        steps.add(new Step.Bars(List.of(first, second)));
      }
    }
    Report report = check("honest-pair", steps);
    assertThat(report.rows()).as(report.toString()).allMatch(row -> row.found() == 0);
    assertThat(report.decisions()).isGreaterThan(3);
  }

  @Test
  void findsNothingInAnHonestStrategyOnTrades() {
    List<Step> steps = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      steps.add(new Step.Bars(List.of(Optional.of(bar("a", i, CLOSES[i])))));
      for (int k = 0; k < 4; k++) {
        long price = Math.round(CLOSES[i] * (1 + 0.002 * random.nextGaussian()) * 1e8);
        long time = (i + 1) * MINUTE + k;
        steps.add(
            new Step.OneTrade(new Trade("a", 4L * i + k + 1, price, Fixed8.ONE, true, time, time)));
      }
    }
    Report report = check("honest-on-trades", steps);
    assertThat(report.rows()).as(report.toString()).allMatch(row -> row.found() == 0);
    assertThat(report.decisions()).isGreaterThan(50);
  }

  @Test
  void findsTheFutureThatAnEarlierRunLeftInAStaticField() {
    assertThat(found(check("remembers-runs"))).contains(Check.SAME_PROCESS);
  }

  @Test
  void findsTheFutureThatWasPutIntoAStaticField() {
    Rules.GivenTheFuture.closes = CLOSES;
    try {
      assertThat(found(check("given-the-future"))).contains(Check.SAME_PROCESS);
    } finally {
      Rules.GivenTheFuture.closes = new double[0];
    }
  }

  @Test
  void findsThatAStrategyReadsFiles(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("future");
    Files.write(file, IntStream.range(0, CLOSES.length).mapToObj(i -> "" + CLOSES[i]).toList());
    System.setProperty("future.file", file.toString());
    try {
      Report report = check("reads-a-file");
      assertThat(found(report)).containsExactly(Check.REFERENCES);
      assertThat(report.row(Check.REFERENCES).first())
          .hasValueSatisfying(r -> assertThat(r).contains("refers to java."));
    } finally {
      System.clearProperty("future.file");
    }
  }

  @Test
  void aPackageCalledAsOneOfTheDeskHidesNothing() {
    StrategyCode code = StrategyCode.of(new InThePackageOfTheDesk(), "in-disguise");
    assertThat(code.classes())
        .containsKey(InThePackageOfTheDesk.class.getName())
        .doesNotContainKey(StrategyProvider.class.getName())
        .doesNotContainKey(Bar.class.getName());
    Report report = new LookaheadCheck(code, Map.of(), bars(CLOSES)).run();
    assertThat(found(report)).contains(Check.SAME_PROCESS, Check.REFERENCES);
    assertThat(report.row(Check.REFERENCES).first())
        .hasValueSatisfying(r -> assertThat(r).contains("java.time.Instant.now"));
  }

  @Test
  void anAverageOfTheDayIsWarmedUpFromTheBeginningOfADay() {
    // Four days of minutes.
    Report report = check("honest-vwap", bars(walk(4 * 1_440, 6)));
    assertThat(report.rows()).as(report.toString()).allMatch(row -> row.found() == 0);
    assertThat(report.row(Check.STARTED_LATER).runs()).isGreaterThan(20);
  }

  @Test
  void findsAWarmUpThatIsTooShortAndSaysWhichIsEnough() {
    Report report = check("cold", bars(walk(3_000, 4)));
    assertThat(found(report)).containsExactly(Check.STARTED_LATER);
    assertThat(report.sufficient()).hasValueSatisfying(n -> assertThat(n).isBetween(16, 300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "identity"})
  void findsThatAStrategyDoesNotRepeatItself(String type) {
    Report report = check(type);
    assertThat(found(report)).contains(Check.REPEATED, Check.FUTURE_REMOVED);
    assertThat(report.row(Check.REFERENCES).found() > 0).isEqualTo(type.equals("random"));
    assertThat(report.row(Check.STARTED_LATER).skipped()).isNotEmpty();
  }

  @Test
  void findsWhatNoCheckpointStores() {
    assertThat(found(check("hidden"))).contains(Check.RESTARTED);
  }

  @Test
  void aStrategyThatThrowsDoesSoInEveryRun() {
    Report report = check("throws");
    assertThat(found(report)).doesNotContain(Check.REPEATED, Check.FUTURE_REMOVED);
    assertThat(report.decisions()).isEqualTo(101);
  }

  @Test
  void onlyAPartOfALongSeriesIsCutAtEachEvent() {
    Report report = check("honest", bars(walk(10_000, 5)));
    assertThat(report.clean()).isTrue();
    assertThat(report.row(Check.FUTURE_REMOVED).runs()).isBetween(50, 150);
    assertThat(report.row(Check.RESTARTED).runs()).isBetween(100, 300);
  }
}
