package io.alphaflow.ingest.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.ingest.NaiveBars;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BarBuilderTest {

  private static final BarInterval MINUTE = BarInterval.of(Duration.ofMinutes(1));
  private static final StateCodec<BarBuilder> CODEC = new StateCodec<>(BarBuilder.class);
  private static final long START = 1_385_337_600_000_000L;

  @Property(tries = 300)
  void equalsNaiveBarsToTheLastDigit(@ForAll long seed, @ForAll @IntRange(max = 200) int count) {
    List<Trade> trades = trades(new Random(seed), count);
    assertThat(build(trades, false)).isEqualTo(NaiveBars.closed(trades, "1m", 60_000_000));
  }

  @Property(tries = 100)
  void continuesExactlyFromStoredState(@ForAll long seed, @ForAll @IntRange(max = 60) int count) {
    List<Trade> trades = trades(new Random(seed), count);
    assertThat(build(trades, true)).isEqualTo(build(trades, false));
  }

  @Test
  void roundsTheQuoteVolumeOnceAndHalfUp() {
    // Three products of 0.5e-8 each: rounding each would give 3e-8, rounding the sum gives 2e-8.
    BarBuilder bars = new BarBuilder(MINUTE);
    for (int id = 1; id <= 3; id++) {
      bars.add(trade(id, START, 50_000_000, 1), MINUTE);
    }
    Bar bar = bars.add(trade(4, START + 60_000_000, 1, 1), MINUTE).orElseThrow();
    assertThat(bar.quoteVolume()).isEqualTo(2);
  }

  @Test
  void isClosedOnceByTheFirstTradeOfALaterIntervalAndSkipsEmptyOnes() {
    BarBuilder bars = new BarBuilder(MINUTE);
    assertThat(bars.add(trade(1, START + 59_999_999, 5, 1), MINUTE)).isEmpty();
    Bar first = bars.add(trade(2, START + 600_000_000, 6, 1), MINUTE).orElseThrow();
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(first.openTime()).isEqualTo(START);
    assertThat(first.closeTime()).isEqualTo(START + 60_000_000);
    assertThat(first.closedBy()).isEqualTo(2);
    assertThat(first.interval()).isEqualTo("1m");
    assertThat(bars.add(trade(3, START + 600_000_001, 6, 1), MINUTE)).isEmpty();
    Bar second = bars.add(trade(4, START + 660_000_000, 6, 1), MINUTE).orElseThrow();
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.openTime()).isEqualTo(START + 600_000_000);
    assertThat(second.trades()).isEqualTo(2);
  }

  @Test
  void knowsLateTradesFromThoseThatOnlyGoBackWithinTheBar() {
    BarBuilder bars = new BarBuilder(MINUTE);
    assertThat(bars.isLate(trade(1, START, 1, 1))).isFalse();
    bars.add(trade(1, START + 1_000, 1, 1), MINUTE);
    assertThat(bars.isLate(trade(2, START, 1, 1))).isFalse();
    Trade late = trade(3, START - 1, 1, 1);
    assertThat(bars.isLate(late)).isTrue();
    assertThatThrownBy(() -> bars.add(late, MINUTE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToContinueBarsOfAnotherInterval() {
    BarBuilder bars = new BarBuilder(MINUTE);
    assertThatThrownBy(() -> bars.add(trade(1, START, 1, 1), BarInterval.of(Duration.ofMinutes(5))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1m")
        .hasMessageContaining("5m");
  }

  private static List<Bar> build(List<Trade> trades, boolean storeAfterEach) {
    BarBuilder bars = new BarBuilder(MINUTE);
    List<Bar> closed = new ArrayList<>();
    for (Trade trade : trades) {
      bars.add(trade, MINUTE).ifPresent(closed::add);
      if (storeAfterEach) {
        bars = CODEC.decode(CODEC.encode(bars));
      }
    }
    return closed;
  }

  private static List<Trade> trades(Random random, int count) {
    List<Trade> trades = new ArrayList<>();
    long time = START;
    for (int id = 1; id <= count; id++) {
      time += random.nextInt(10) == 0 ? random.nextInt(200_000_000) : random.nextInt(3_000_000);
      long price = 1 + (random.nextLong() >>> 1) % Fixed8.of(1_000_000);
      long quantity = 1 + (random.nextLong() >>> 1) % Fixed8.of(100);
      trades.add(new Trade("sim:BTC/USD", id, price, quantity, random.nextBoolean(), time, time));
    }
    return trades;
  }

  private static Trade trade(long id, long time, long price, long quantity) {
    return new Trade("sim:BTC/USD", id, price, quantity, true, time, time);
  }
}
