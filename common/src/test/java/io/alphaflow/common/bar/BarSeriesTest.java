package io.alphaflow.common.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BarSeriesTest {

  private static final StateCodec<BarSeries> CODEC = new StateCodec<>(BarSeries.class);
  private static final String BTC = "sim:BTC/USD";
  private static final long START = 1_385_337_600_000_000L;
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final List<BarSpec> ALL =
      Stream.of("1d", "1s", "4h", "1m", "5m", "1h", "15m", "90s").map(BarSpec::parse).toList();

  private final List<Bar> out = new ArrayList<>();

  @Property(tries = 200)
  void everyIntervalEqualsNaiveBarsOfTheTradesThemselves(
      @ForAll long seed, @ForAll @IntRange(max = 300) int count) {
    List<Trade> trades = trades(new Random(seed), count);
    List<Bar> bars = build(trades, ALL, false);
    for (BarSpec spec : ALL) {
      assertThat(of(bars, spec.label()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("closedBy")
          .isEqualTo(NaiveBars.closed(trades, spec.label(), spec.size()));
    }
  }

  @Property(tries = 50)
  void continuesExactlyFromStoredState(@ForAll long seed, @ForAll @IntRange(max = 60) int count) {
    List<Trade> trades = trades(new Random(seed), count);
    List<BarSpec> specs = new ArrayList<>(ALL);
    specs.add(BarSpec.parse("7t"));
    specs.add(BarSpec.parse("150v"));
    assertThat(build(trades, specs, true)).isEqualTo(build(trades, specs, false));
  }

  /** Where heartbeats stand decides when a bar is closed, never what is in it. */
  @Property(tries = 200)
  void heartbeatsThatTellTheTruthChangeNoBar(
      @ForAll long seed, @ForAll @IntRange(max = 100) int count) {
    Random random = new Random(seed);
    List<Trade> trades = trades(random, count);
    BarSeries series = new BarSeries(BTC, ALL);
    for (int i = 0; i < count; i++) {
      series.add(trades.get(i), out::add);
      if (i + 1 < count && random.nextBoolean()) {
        long gap = trades.get(i + 1).exchangeTime() - trades.get(i).exchangeTime();
        series.advance(trades.get(i).exchangeTime() + (long) (random.nextDouble() * gap), out::add);
      }
    }
    for (BarSpec spec : ALL) {
      assertThat(of(out, spec.label()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("closedBy")
          .startsWith(NaiveBars.closed(trades, spec.label(), spec.size()).toArray(Bar[]::new));
    }
    out.clear();
  }

  @Test
  void aHeartbeatClosesTheBarsOfAnInstrumentThatDoesNotTrade() {
    BarSeries series = series("1s", "1m");
    series.add(trade(1, START + 59 * SECOND, 5, 1), out::add);
    series.advance(START + MINUTE - 1, out::add);
    assertThat(out).isEmpty();
    series.advance(START + MINUTE, out::add);
    assertThat(out).extracting(Bar::interval).containsExactly("1s", "1m");
    assertThat(out).extracting(Bar::closedBy).containsOnly(0L);
    assertThat(out).extracting(Bar::closeTime).containsOnly(START + MINUTE);
    assertThat(out.get(1).sequence()).isEqualTo(START / MINUTE);
    assertThat(series.isLate(START + MINUTE - 1)).isTrue();
    assertThat(series.isLate(START + MINUTE)).isFalse();
    assertThatThrownBy(() -> series.add(trade(2, START, 1, 1), out::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("late");
  }

  @Test
  void aTradeThatOnlyGoesBackWithinItsFinestBarIsNotLate() {
    BarSeries series = series("1s", "1m");
    series.add(trade(1, START + 900_000, 5, 1), out::add);
    assertThat(series.isLate(START)).isFalse();
    assertThat(series.isLate(START - 1)).isTrue();
  }

  @Test
  void barsThatMayLackTheirFirstTradesAreNotGivenOut() {
    BarSeries series = new BarSeries(BTC, List.of(BarSpec.parse("1s"), BarSpec.parse("1m")), false);
    series.add(trade(1, START + 30 * SECOND, 5, 1), out::add);
    series.add(trade(2, START + 40 * SECOND, 5, 1), out::add);
    series.add(trade(3, START + 70 * SECOND, 5, 1), out::add);
    series.add(trade(4, START + 130 * SECOND, 5, 1), out::add);
    assertThat(of(out, "1s"))
        .extracting(Bar::openTime)
        .containsExactly(START + 40 * SECOND, START + 70 * SECOND);
    assertThat(of(out, "1m")).extracting(Bar::openTime).containsExactly(START + MINUTE);
  }

  @Test
  void barsOfTicksAndVolumeAreClosedByTheTradeThatCompletesThem() {
    BarSeries series = series("2t", "10v");
    series.add(trade(1, START, 5, Fixed8.of(4)), out::add);
    series.add(trade(2, START + 3, 7, Fixed8.of(4)), out::add);
    series.add(trade(3, START + 4, 6, Fixed8.of(20)), out::add);
    series.add(trade(4, START + 5, 6, Fixed8.of(1)), out::add);
    assertThat(of(out, "2t")).extracting(Bar::sequence).containsExactly(1L, 2L);
    assertThat(of(out, "2t")).extracting(Bar::closedBy).containsExactly(2L, 4L);
    Bar volume = of(out, "10v").get(0);
    assertThat(of(out, "10v")).hasSize(1);
    assertThat(volume.volume()).isEqualTo(Fixed8.of(28));
    assertThat(volume.openTime()).isEqualTo(START);
    assertThat(volume.closeTime()).isEqualTo(START + 5);
  }

  @Test
  void roundsTheQuoteVolumeOnceAndHalfUpAlsoOverFinerBars() {
    // Three products of 0.5e-8 each: rounding each would give 3e-8, rounding the sum gives 2e-8.
    BarSeries series = series("1s", "1m");
    for (int id = 1; id <= 3; id++) {
      series.add(trade(id, START + id * SECOND, 50_000_000, 1), out::add);
    }
    series.advance(START + MINUTE, out::add);
    assertThat(of(out, "1s")).extracting(Bar::quoteVolume).containsExactly(1L, 1L, 1L);
    assertThat(of(out, "1m")).extracting(Bar::quoteVolume).containsExactly(2L);
  }

  @Test
  void aNewIntervalBeginsWithItsFirstWholeBarAndTheOthersGoOn() {
    BarSeries series = series("1s", "1m");
    series.add(trade(1, START + 30 * SECOND, 5, 1), out::add);
    series.want(List.of(BarSpec.parse("1s"), BarSpec.parse("1m"), BarSpec.parse("2m")));
    series.add(trade(2, START + 150 * SECOND, 5, 1), out::add);
    series.advance(START + 600 * SECOND, out::add);
    assertThat(of(out, "1m")).extracting(Bar::openTime).containsExactly(START, START + 2 * MINUTE);
    assertThat(of(out, "2m")).extracting(Bar::openTime).containsExactly(START + 2 * MINUTE);
  }

  /** Whatever is changed and when: no bar is given out that lacks a trade. */
  @Property(tries = 300)
  void changedIntervalsNeverGiveOutABarThatIsNotWhole(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int count) {
    Random random = new Random(seed);
    List<Trade> trades = trades(random, count);
    BarSeries series = new BarSeries(BTC, some(random));
    List<Bar> bars = new ArrayList<>();
    for (Trade trade : trades) {
      if (random.nextInt(20) == 0) {
        series.want(some(random));
      }
      series.add(trade, bars::add);
    }
    for (BarSpec spec : ALL) {
      assertThat(NaiveBars.closed(trades, spec.label(), spec.size()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("closedBy")
          .containsAll(of(bars, spec.label()));
    }
  }

  /** Whatever comes and goes beside it: a bar that is wanted all the time is never touched. */
  @Property(tries = 100)
  void intervalsThatStayAreNotTouchedByThoseThatComeAndGo(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 300) int count) {
    Random random = new Random(seed);
    List<Trade> trades = trades(random, count);
    List<BarSpec> stays = new ArrayList<>(some(random));
    stays.add(0, BarSpec.parse("1s"));
    BarSeries steady = new BarSeries(BTC, stays);
    BarSeries changing = new BarSeries(BTC, stays);
    List<Bar> expected = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    for (Trade trade : trades) {
      if (random.nextInt(10) == 0) {
        List<BarSpec> wanted = new ArrayList<>(stays);
        wanted.addAll(some(random));
        changing.want(wanted.stream().distinct().toList());
      }
      steady.add(trade, expected::add);
      changing.add(trade, bars::add);
    }
    for (BarSpec spec : stays) {
      assertThat(of(bars, spec.label())).isEqualTo(of(expected, spec.label()));
    }
  }

  /** Some of all intervals; now and then only bars of trades. */
  private static List<BarSpec> some(Random random) {
    List<BarSpec> specs = new ArrayList<>(List.of(BarSpec.parse("3t")));
    if (random.nextInt(5) > 0) {
      ALL.stream().filter(spec -> random.nextBoolean()).forEach(specs::add);
    }
    return specs;
  }

  @Test
  void openBarsAreWhatTheyHoldSoFar() {
    BarSeries series = series("1s", "1m", "3t");
    series.add(trade(1, START, 5, 2), out::add);
    series.add(trade(2, START + 2 * SECOND, 7, 3), out::add);
    out.clear();
    series.open(out::add);
    assertThat(out).extracting(Bar::interval).containsExactly("1s", "1m", "3t");
    assertThat(out).extracting(Bar::volume).containsExactly(3L, 5L, 5L);
    assertThat(of(out, "1m").get(0).closeTime()).isEqualTo(START + MINUTE);
  }

  private static List<Bar> build(List<Trade> trades, List<BarSpec> specs, boolean storeAfterEach) {
    BarSeries series = new BarSeries(BTC, specs);
    List<Bar> closed = new ArrayList<>();
    for (Trade trade : trades) {
      series.add(trade, closed::add);
      if (storeAfterEach) {
        series = CODEC.decode(CODEC.encode(series));
      }
    }
    return closed;
  }

  private static BarSeries series(String... labels) {
    return new BarSeries(BTC, Stream.of(labels).map(BarSpec::parse).toList());
  }

  private static List<Bar> of(List<Bar> bars, String label) {
    return bars.stream().filter(b -> b.interval().equals(label)).toList();
  }

  private static List<Trade> trades(Random random, int count) {
    List<Trade> trades = new ArrayList<>();
    long time = START;
    for (int id = 1; id <= count; id++) {
      time += random.nextInt(10) == 0 ? random.nextInt(200_000_000) : random.nextInt(3_000_000);
      long price = 1 + (random.nextLong() >>> 1) % Fixed8.of(1_000_000);
      long quantity = 1 + (random.nextLong() >>> 1) % Fixed8.of(100);
      trades.add(new Trade(BTC, id, price, quantity, random.nextBoolean(), time, time));
    }
    return trades;
  }

  private static Trade trade(long id, long time, long price, long quantity) {
    return new Trade(BTC, id, price, quantity, true, time, time);
  }
}
