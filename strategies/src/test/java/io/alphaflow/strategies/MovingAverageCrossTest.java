package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.testing.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovingAverageCrossTest {

  private static Scenario sma() {
    return Scenario.of(
        MovingAverageCross.DESCRIPTOR, Map.of("fast", "1", "slow", "3", "type", "sma"));
  }

  private static Scenario with(String name, String value) {
    return Scenario.of(
        MovingAverageCross.DESCRIPTOR,
        Map.of("fast", "1", "slow", "3", "type", "sma", name, value));
  }

  @Test
  void buysOnTheCrossUpAndSellsTheSameQuantityOnTheCrossDown() {
    Scenario run = sma().closes(12, 11, 10, 9, 12, 13, 14, 9, 8);
    assertThat(run.calls()).containsExactly("5 BUY cross-up", "8 SELL cross-down");
    SignalIntent entry = run.intents().get(0);
    assertThat(entry.orderType()).isEqualTo(OrderType.MARKET);
    assertThat(entry.sizing())
        .isEqualTo(new Sizing(SizingMode.BASE_QUANTITY, Fixed8.parse("0.5")))
        .isEqualTo(run.intents().get(1).sizing());
  }

  @Test
  void theSnapshotHoldsTheAveragesInOrder() {
    SignalIntent entry = sma().closes(12, 11, 10, 9, 12).intents().get(0);
    assertThat(entry.indicators().keySet()).containsExactly("close", "sma(1)", "sma(3)");
    assertThat(entry.indicators().get("sma(3)")).isEqualTo(31.0 / 3);
  }

  @Test
  void doesNotTradeOnTheSideItFindsWhenTheAveragesGetReady() {
    assertThat(sma().closes(8, 9, 10, 11, 12, 13).calls()).isEmpty();
  }

  @Test
  void doesNotSellWhatItDidNotBuy() {
    assertThat(sma().closes(8, 9, 10, 11, 7, 6, 5).calls()).isEmpty();
  }

  @Test
  void inBothDirectionsItSellsShortAndBuysBack() {
    Scenario run = with("direction", "both").closes(12, 11, 10, 9, 12, 13, 14, 9, 8, 12, 13);
    assertThat(run.calls())
        .containsExactly(
            "5 BUY cross-up",
            "8 SELL cross-down",
            "8 SELL short",
            "10 BUY cover",
            "10 BUY cross-up");
    assertThat(run.intents())
        .extracting(SignalIntent::sizing)
        .containsOnly(new Sizing(SizingMode.BASE_QUANTITY, Fixed8.parse("0.5")));
  }

  @Test
  void withoutACrossItBeginsOnTheSideItFinds() {
    assertThat(with("begin", "side").closes(8, 9, 10, 11, 7, 6).calls())
        .containsExactly("3 BUY cross-up", "5 SELL cross-down");
    assertThat(with("begin", "side").closes(10, 9, 8, 7, 11).calls())
        .containsExactly("5 BUY cross-up");
  }

  @Test
  void exponentialAveragesSettleAsLongAsTheParameterSays() {
    Map<String, String> parameters = Map.of("fast", "1", "slow", "3", "type", "ema", "settle", "0");
    assertThat(
            Scenario.of(MovingAverageCross.DESCRIPTOR, parameters)
                .closes(12, 11, 10, 9, 12)
                .calls())
        .containsExactly("5 BUY cross-up");
  }

  @Test
  void aTouchIsNoCross() {
    assertThat(sma().closes(12, 11, 10, 10, 10, 10, 9).calls()).isEmpty();
  }

  @Test
  void aCrossThroughATouchCounts() {
    assertThat(sma().closes(12, 11, 10, 10, 10, 10, 11).calls()).containsExactly("7 BUY cross-up");
  }

  @Test
  void confidenceGrowsWithTheGap() {
    double small = sma().closes(12, 11, 10, 9, 9.501).intents().get(0).confidence();
    double large = sma().closes(12, 11, 10, 9, 12).intents().get(0).confidence();
    assertThat(small).isBetween(0.5, 0.99).isLessThan(large);
    assertThat(large).isEqualTo(1);
  }

  @Test
  void aRestartKeepsThePositionAndWarmsUpAgain() {
    Scenario run = sma().closes(12, 11, 10, 9, 12).pauseAndResume();
    run.closes(13, 14, 15, 16, 9);
    assertThat(run.calls()).containsExactly("5 BUY cross-up", "10 SELL cross-down");
  }

  @Test
  void otherSizingsEndWithTheWholePosition() {
    Scenario run =
        Scenario.of(
                MovingAverageCross.DESCRIPTOR,
                Map.of(
                    "fast",
                    "1",
                    "slow",
                    "3",
                    "type",
                    "sma",
                    "sizing",
                    "quote-amount",
                    "size",
                    "250"))
            .closes(12, 11, 10, 9, 12, 13, 14, 9);
    assertThat(run.intents().get(0).sizing())
        .isEqualTo(new Sizing(SizingMode.QUOTE_AMOUNT, Fixed8.of(250)));
    assertThat(run.intents().get(1).sizing()).isEqualTo(Sizing.CLOSE);
  }

  @Test
  void refusesAFastAverageThatIsNotFaster() {
    assertThatThrownBy(() -> Scenario.of(MovingAverageCross.DESCRIPTOR, Map.of("fast", "26")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fast 26 is not accepted with slow 26; expected fast below slow");
  }

  @Test
  void refusesAPercentageAboveOneHundred() {
    assertThatThrownBy(
            () ->
                Scenario.of(
                    MovingAverageCross.DESCRIPTOR,
                    Map.of("sizing", "percent-of-equity", "size", "101")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("101")
        .hasMessageContaining("at most 100");
  }
}
