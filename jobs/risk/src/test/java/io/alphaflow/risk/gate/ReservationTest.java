package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.limit.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReservationTest {

  private static String usd(Play play) {
    return Fixed8.format(play.run().account(ACCOUNT).reserved("USD"));
  }

  private static String btc(Play play) {
    return Fixed8.format(play.run().account(ACCOUNT).reserved("BTC"));
  }

  @Test
  void marketBuyHoldsMarkPlusCollarPlusFee() {
    assertThat(usd(new Play().opened().buy("2"))).isEqualTo("202.202");
  }

  @Test
  void limitBuyHoldsItsLimitPlusFee() {
    assertThat(usd(new Play().opened().limitOrder(Side.BUY, "2", "90"))).isEqualTo("180.18");
  }

  @Test
  void sellHoldsItsBase() {
    Play play = new Play().opened().sell("3");
    assertThat(btc(play)).isEqualTo("3");
    assertThat(usd(play)).isEqualTo("0");
  }

  @Test
  void partialFillReleasesItsPart() {
    Play play = new Play().opened().limitOrder(Side.BUY, "2", "90");
    Decision order = play.run().last();
    long half = Fixed8.parse("0.5");
    play.read(play.journal().accepted(order));
    play.read(play.journal().fill(order, half, Fixed8.of(90), half));
    assertThat(usd(play)).isEqualTo("135.135");
    play.read(play.journal().fill(order, 3 * half, Fixed8.of(90), 4 * half));
    assertThat(usd(play)).isEqualTo("0");
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionType.class,
      names = {"REJECTED", "CANCELED", "EXPIRED", "NOT_PLACED"})
  void endOfTheOrderReleasesTheRest(ExecutionType end) {
    Play play = new Play().opened().buy("2").ended(end);
    assertThat(usd(play)).isEqualTo("0");
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
  }

  @Test
  void repeatedFillReleasesOnce() {
    Play play = new Play().opened().limitOrder(Side.BUY, "2", "90");
    Decision order = play.run().last();
    long half = Fixed8.parse("0.5");
    var fill = play.journal().fill(order, half, Fixed8.of(90), half);
    play.read(fill, fill);
    assertThat(usd(play)).isEqualTo("135.135");
  }

  @Test
  void workingSellsCountAgainstWhatMayBeReduced() {
    GateRun run = new Play().limit(Limit.MAX_POSITION, "0").opened().sell("10").sell("5").run();
    assertThat(run.codes()).containsExactly("MAX_POSITION", "INSUFFICIENT_BALANCE");
  }

  @Test
  void sellOfMoreThanIsHeldSellsWhatIsHeld() {
    GateRun run = new Play().opened().sell("6").sell("5").run();
    assertThat(run.codes()).isEmpty();
    assertThat(run.last().order().quantity()).isEqualTo(Fixed8.of(4));
  }

  @Test
  void reducingOrderPassesExposureAndLossLimitsWithAStalePrice() {
    GateRun run =
        new Play()
            .limit(Limit.MAX_POSITION, "1")
            .limit(Limit.MAX_POSITION_VALUE, "1")
            .limit(Limit.MAX_DAILY_LOSS, "0")
            .opened()
            .mark("50", 1_001 * DeskFixture.SECOND)
            .clock(9_000 * DeskFixture.SECOND)
            .sell("10")
            .run();
    assertThat(run.codes()).isEmpty();
  }

  @Test
  void reportOfAnOrderThatWasNotApprovedHereIsAlertedOnce() {
    Play play = new Play().opened().buy("1");
    Decision order = play.run().last();
    Play other = new Play().opened();
    other.read(play.journal().accepted(order));
    other.read(play.journal().fill(order, "100"));
    assertThat(other.run().alertCodes()).containsExactly("UNKNOWN_ORDER");
  }
}
