package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy makes an order of its own smaller where it stands. */
class StrategyAmendTest {

  private final Play play = new Play();

  private static String id(Decision decision) {
    return decision.order().clientOrderId();
  }

  private Decision order(Side side, String size, String price) {
    play.opened("1000", "10").limitOrder(side, size, price);
    assertThat(play.run().approved()).isTrue();
    return play.run().last();
  }

  private Decision bought(String size) {
    return order(Side.BUY, size, "90");
  }

  private Decision last() {
    return play.run().last();
  }

  private long reserved(String asset) {
    return play.run().account(ACCOUNT).reserved(asset);
  }

  private void filled(Decision order, String part, String soFar) {
    play.read(play.journal().fill(order, Fixed8.parse(part), Fixed8.of(90), Fixed8.parse(soFar)));
  }

  private void amended(Decision order, String size) {
    play.read(play.journal().amended(order, last().sequence(), Fixed8.parse(size)));
  }

  @Test
  void namesTheOrderOfTheSignalAndWhatItShallBeFor() {
    Decision order = bought("2");
    play.shrink(1, "1.5");
    Decision answer = last();
    assertThat(answer.outcome()).isEqualTo(Outcome.AMEND);
    assertThat(answer.signalSequence()).isEqualTo(2);
    assertThat(answer.violations()).isEmpty();
    assertThat(answer.cancels()).isEmpty();
    assertThat(answer.workQuantity()).isEqualTo(Fixed8.parse("1.5"));
    assertThat(answer.amended())
        .contains(
            new CancelTarget(
                id(order), order.strategy(), order.sequence(), Side.BUY, Fixed8.of(2)));
  }

  @Test
  void isRoundedDownToTheStep() {
    bought("2");
    play.shrink(1, "1.50019");
    assertThat(last().workQuantity()).isEqualTo(Fixed8.parse("1.5001"));
  }

  @Test
  void nothingIsFreeBeforeTheVenueSaysSo() {
    Decision order = bought("10");
    long held = reserved("USD");
    play.shrink(1, "5");
    assertThat(reserved("USD")).isEqualTo(held);
    amended(order, "5");
    assertThat(reserved("USD")).isEqualTo(held / 2);
    assertThat(play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY))
        .isEqualTo(Fixed8.of(5));
    play.read(play.journal().ended(JournalFixture.resized(order, 5), ExecutionType.CANCELED, 0));
    assertThat(reserved("USD")).isZero();
  }

  @Test
  void theSameReportAgainOrALaterLargerOneChangesNothing() {
    Decision order = bought("10");
    play.shrink(1, "5");
    amended(order, "5");
    String hash = play.run().stateHash();
    amended(order, "5");
    amended(order, "8");
    assertThat(play.run().stateHash()).isEqualTo(hash);
  }

  @Test
  void theSameReportAgainLaterIsNoWordOfTheExecutionFeed() {
    Decision order = bought("10");
    play.shrink(1, "5");
    long answer = last().sequence();
    amended(order, "5");
    play.read(play.journal().mark("100", play.run().gate().time() + SECOND));
    String hash = play.run().stateHash();
    play.read(play.journal().amended(order, answer, Fixed8.of(5)));
    assertThat(play.run().stateHash()).isEqualTo(hash);
  }

  @Test
  void aReportAfterTheEndIsNoStrangersOrder() {
    Decision order = bought("10");
    play.shrink(1, "5");
    Decision answer = last();
    play.read(play.journal().ended(order, ExecutionType.CANCELED, 0));
    play.read(play.journal().amended(order, answer.sequence(), Fixed8.of(5)));
    assertThat(play.run().alertCodes()).doesNotContain("UNKNOWN_ORDER");
    assertThat(play.run().account(ACCOUNT).unknownOrders()).isEmpty();
  }

  @Test
  void fillsOfTheSmallerOrderCountAsOfTheLarger() {
    Decision order = bought("10");
    filled(order, "2", "2");
    play.shrink(1, "5");
    amended(order, "5");
    filled(order, "1", "3");
    assertThat(play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY))
        .isEqualTo(Fixed8.of(2));
    filled(JournalFixture.resized(order, Fixed8.of(5)), "2", "5");
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
  }

  @Test
  void notToMoreThanItIsForNorToLessThanIsFilled() {
    Decision order = bought("10");
    filled(order, "2", "2");
    play.shrink(1, "10");
    assertThat(play.run().codes()).containsExactly("NOT_SMALLER");
    play.shrink(1, "2");
    assertThat(play.run().codes()).containsExactly("NOT_SMALLER");
    assertThat(last().violations().get(0).limit()).isEqualTo("more than 2, less than 10 BTC");
    play.shrink(1, "2.0001");
    assertThat(last().outcome()).isEqualTo(Outcome.AMEND);
  }

  @Test
  void onceAndAgainButAlwaysSmaller() {
    Decision order = bought("10");
    play.shrink(1, "8");
    amended(order, "8");
    play.shrink(1, "8");
    assertThat(play.run().codes()).containsExactly("NOT_SMALLER");
    play.shrink(1, "6");
    assertThat(last().outcome()).isEqualTo(Outcome.AMEND);
  }

  @Test
  void theVenueWouldNotTakeOneSoSmall() {
    bought("10");
    play.shrink(1, "0.0009");
    assertThat(play.run().codes()).containsExactly("SIZE_BELOW_MINIMUM", "NOTIONAL_BELOW_MINIMUM");
    play.shrink(1, "0.1");
    assertThat(play.run().codes()).containsExactly("NOTIONAL_BELOW_MINIMUM");
  }

  @Test
  void onlyOrdersOfItsOwnThatWaitForNoOther() {
    bought("2");
    play.shrink(7, "1");
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
    play.instead(1, Side.BUY, "2", "91");
    long replacing = last().signalSequence();
    play.shrink(1, "1");
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
    play.shrink(replacing, "1");
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
  }

  @Test
  void passesWhatIsStoppedOrUsedUp() {
    play.limit(Limit.ORDERS_PER_STRATEGY, 1, 3_600);
    bought("2");
    play.command("tess", CommandAction.HALT).buy("1");
    assertThat(play.run().codes()).contains("HALTED", "STRATEGY_ORDER_RATE");
    play.shrink(1, "1");
    assertThat(last().outcome()).isEqualTo(Outcome.AMEND);
  }

  @Test
  void countsAsAMessageToTheVenueAndIsNotHeldBackForIt() {
    play.limitText(Limit.ORDER_TO_FILL, "2/1h/1");
    bought("2");
    play.shrink(1, "1").shrink(1, "0.9");
    assertThat(last().outcome()).isEqualTo(Outcome.AMEND);
    play.limitOrder(Side.BUY, "3", "89");
    assertThat(play.run().codes()).containsExactly("ORDER_TO_FILL");
  }

  @Test
  void anAmendedOrderIsReplacedForWhatItIsNow() {
    Decision order = bought("10");
    play.shrink(1, "4");
    amended(order, "4");
    play.instead(1, Side.BUY, "6", "90");
    assertThat(play.run().approved()).isTrue();
    assertThat(play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY))
        .isEqualTo(Fixed8.of(6));
  }

  @Test
  void aSmallerSaleLeavesMoreToSell() {
    Decision order = order(Side.SELL, "10", "110");
    play.shrink(1, "4");
    amended(order, "4");
    assertThat(reserved("BTC")).isEqualTo(Fixed8.of(4));
    play.limitOrder(Side.SELL, "6", "111");
    assertThat(play.run().approved()).isTrue();
  }

  /** When the report got lost in a crash, the last one says what the order was for. */
  @Test
  void theLastReportReleasesAll() {
    Decision order = bought("10");
    play.shrink(1, "4");
    filled(JournalFixture.resized(order, Fixed8.of(4)), "4", "4");
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
    assertThat(reserved("USD")).isZero();
  }

  @Test
  void survivesARestartOfTheGate() {
    Decision order = bought("10");
    play.shrink(1, "4");
    amended(order, "4");
    String hash = play.run().stateHash();
    play.run().restart();
    assertThat(play.run().stateHash()).isEqualTo(hash);
    assertThat(play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY))
        .isEqualTo(Fixed8.of(4));
  }

  @Test
  void isExplainedByTheRulesThatThereAre() {
    bought("10");
    Signal signal = play.journal().market(ACCOUNT, Side.BUY, "10").about(SignalTarget.amend(1));
    List<Check> asked =
        play.run().explain(signal).checks().stream().filter(Check::isAsked).toList();
    assertThat(asked)
        .extracting(Check::code)
        .containsExactly(DecisionCode.NO_SUCH_ORDER, DecisionCode.NOT_SMALLER);
    assertThat(asked).extracting(Check::kept).containsExactly(true, false);
  }
}
