package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.data.BookChange;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Level;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordedDepthTest {

  private static final long[] NONE = {};

  private final RecordedDepth depth = new RecordedDepth(Fixed8.parse("0.01"));

  private static long[] of(String... values) {
    return Arrays.stream(values).mapToLong(Fixed8::parse).toArray();
  }

  private static Level level(String price, String quantity) {
    return new Level(Fixed8.parse(price), Fixed8.parse(quantity));
  }

  private OptionalLong at(Side side, String price) {
    return depth.at(side, Fixed8.parse(price));
  }

  private void snapshot() {
    depth.apply(
        new BookChange(
            "x",
            1,
            true,
            Fixed8.of(98),
            Fixed8.of(103),
            of("99", "98"),
            of("2", "3"),
            of("101", "103"),
            of("1", "4")));
  }

  @Test
  void knowsNothingBeforeTheFirstBookAndAfterItIsLost() {
    assertThat(depth.levels(Side.BUY)).isEmpty();
    assertThat(at(Side.BUY, "99")).isEmpty();
    snapshot();
    depth.apply(BookChange.lost("x", 2));
    assertThat(depth.levels(Side.SELL)).isEmpty();
    assertThat(at(Side.BUY, "99")).isEmpty();
    assertThat(at(Side.SELL, "101")).isEmpty();
  }

  @Test
  void whatLiesBehindTheWorstKnownLevelMayBeMissing() {
    snapshot();
    depth.apply(BookChange.of("x", 2, of("50"), of("7"), NONE, NONE));
    assertThat(at(Side.BUY, "98.5")).hasValue(0);
    assertThat(at(Side.BUY, "100")).as("better than the best").hasValue(0);
    assertThat(at(Side.BUY, "97")).isEmpty();
    assertThat(at(Side.BUY, "50")).hasValue(Fixed8.of(7));
    assertThat(depth.levels(Side.BUY)).containsExactly(level("99", "2"), level("98", "3"));
    assertThat(at(Side.SELL, "102")).hasValue(0);
    assertThat(at(Side.SELL, "103.01")).isEmpty();
  }

  @Test
  void levelsThatFallOnOnePriceOfTheGridAreOne() {
    RecordedDepth coarse = new RecordedDepth(Fixed8.ONE);
    coarse.apply(
        new BookChange(
            "x",
            1,
            true,
            Fixed8.of(98),
            Fixed8.of(103),
            of("99.5", "99"),
            of("2", "3"),
            of("100.01", "100.5", "102"),
            of("2", "3", "4")));
    assertThat(coarse.levels(Side.BUY)).containsExactly(level("99", "5"));
    assertThat(coarse.levels(Side.SELL)).containsExactly(level("101", "5"), level("102", "4"));
  }

  @Test
  void changesReplaceAndRemoveLevels() {
    snapshot();
    depth.apply(BookChange.of("x", 2, of("99", "98.5"), of("0", "1"), of("101"), of("1.5")));
    assertThat(depth.levels(Side.BUY)).containsExactly(level("98.5", "1"), level("98", "3"));
    assertThat(depth.levels(Side.SELL)).containsExactly(level("101", "1.5"), level("103", "4"));
  }

  @Test
  void pricesBetweenTheGridAreRoundedAgainstWhoTakesThem() {
    depth.apply(
        new BookChange(
            "x", 1, true, 0, Long.MAX_VALUE, of("99.999"), of("1"), of("100.001"), of("1")));
    assertThat(depth.levels(Side.BUY)).containsExactly(level("99.99", "1"));
    assertThat(depth.levels(Side.SELL)).containsExactly(level("100.01", "1"));
  }
}
