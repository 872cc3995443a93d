package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two orders of which one cancels the other count once. The price is 100. */
class PairTest {

  private final Play play = new Play();

  private Signal wish(Side side, String size, String limit, String trigger, String stopLimit) {
    return play.journal()
        .signal(
            "trend",
            ACCOUNT,
            side,
            size.equals("0") ? SizingMode.CLOSE_POSITION : SizingMode.BASE_QUANTITY,
            size,
            OrderType.LIMIT_MAKER,
            limit)
        .with(new StopLeg(Fixed8.parse(trigger), Fixed8.parse(stopLimit)));
  }

  private Decision pair(Side side, String size, String limit, String trigger, String stopLimit) {
    play.read(wish(side, size, limit, trigger, stopLimit));
    return play.run().last();
  }

  private Decision sold(String size) {
    play.opened("1000", "10");
    Decision decision = pair(Side.SELL, size, "110", "95", "0");
    assertThat(play.run().codes()).isEmpty();
    return decision;
  }

  private long reserved(String asset) {
    return play.run().account(ACCOUNT).reserved(asset);
  }

  private long working(Side side) {
    return play.run().account(ACCOUNT).working(JournalFixture.BTC, side);
  }

  private static String first(Decision decision) {
    return decision.order().clientOrderId();
  }

  private static String second(Decision decision) {
    return decision.order().second().orElseThrow().clientOrderId();
  }

  @Test
  void isOneDecisionWithBothOrders() {
    Decision decision = sold("4");
    OrderIntent order = decision.order();
    assertThat(decision.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(order.legs())
        .extracting(OrderIntent::orderType)
        .containsExactly(OrderType.LIMIT_MAKER, OrderType.STOP_LOSS);
    assertThat(order.legs())
        .extracting(OrderIntent::quantity)
        .containsExactly(Fixed8.of(4), Fixed8.of(4));
    assertThat(order.second().orElseThrow().triggerPrice()).isEqualTo(Fixed8.of(95));
    assertThat(second(decision)).isEqualTo(first(decision) + "-s").hasSizeLessThanOrEqualTo(36);
  }

  @Test
  void whatIsSoldIsHeldOnce() {
    sold("10");
    assertThat(reserved("BTC")).isEqualTo(Fixed8.of(10));
    assertThat(working(Side.SELL)).isEqualTo(Fixed8.of(10));
    play.limitOrder(Side.SELL, "1", "120");
    assertThat(play.run().codes()).contains("INSUFFICIENT_BALANCE");
  }

  @Test
  void aPurchaseHoldsWhatTheDearerOneNeeds() {
    play.opened("1000", "0");
    pair(Side.BUY, "5", "90", "105", "106");
    assertThat(play.run().codes()).isEmpty();
    assertThat(working(Side.BUY)).isEqualTo(Fixed8.of(5));
    assertThat(reserved("USD")).isBetween(Fixed8.of(530), Fixed8.of(532));
    pair(Side.BUY, "5", "80", "105", "106");
    assertThat(play.run().codes()).contains("INSUFFICIENT_BALANCE");
  }

  @Test
  void limitsAreAskedOfBoth() {
    play.limit(Limit.MAX_ORDER_VALUE, "500");
    play.opened("10000", "0");
    pair(Side.BUY, "4.9", "90", "105", "106");
    assertThat(play.run().codes()).as("519 at the stop").containsExactly("MAX_ORDER_VALUE");
    pair(Side.BUY, "4.7", "90", "105", "106");
    assertThat(play.run().codes()).isEmpty();
  }

  @Test
  void theStopMustWait() {
    play.opened("1000", "10");
    pair(Side.SELL, "4", "110", "101", "0");
    assertThat(play.run().codes()).containsExactly("TRIGGER_PRICE_OUT_OF_RANGE");
  }

  @Test
  void whatOneFillsComesOffBoth() {
    Decision decision = sold("10");
    play.read(play.journal().fill(decision, Fixed8.of(4), Fixed8.of(110), Fixed8.of(4)));
    assertThat(working(Side.SELL)).isEqualTo(Fixed8.of(6));
    assertThat(reserved("BTC")).isEqualTo(Fixed8.of(6));
    play.read(play.journal().ended(JournalFixture.second(decision), ExecutionType.EXPIRED, 0));
    assertThat(working(Side.SELL)).isEqualTo(Fixed8.of(6));
    play.read(play.journal().fill(decision, Fixed8.of(6), Fixed8.of(110), Fixed8.of(10)));
    assertThat(reserved("BTC")).isZero();
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
  }

  @Test
  void theSameWhenTheStopFills() {
    Decision decision = sold("10");
    Decision stop = JournalFixture.second(decision);
    play.read(play.journal().ended(decision, ExecutionType.EXPIRED, 0));
    assertThat(working(Side.SELL)).isEqualTo(Fixed8.of(10));
    play.read(play.journal().fill(stop, Fixed8.of(4), Fixed8.of(95), Fixed8.of(4)));
    assertThat(working(Side.SELL)).isEqualTo(Fixed8.of(6));
    play.read(play.journal().fill(stop, Fixed8.of(6), Fixed8.of(95), Fixed8.of(10)));
    assertThat(reserved("BTC")).isZero();
  }

  @Test
  void whenOneIsFilledTheOtherHoldsNothingThoughItsEndIsNotTold() {
    Decision decision = sold("10");
    play.read(play.journal().fill(decision, "110"));
    assertThat(working(Side.SELL)).isZero();
    assertThat(reserved("BTC")).isZero();
    assertThat(play.run().account(ACCOUNT).orders().all()).containsOnlyKeys(second(decision));
  }

  @Test
  void bothAreTakenBackTogether() {
    Decision decision = sold("4");
    play.takeBack("trend", 1);
    assertThat(play.run().last().cancels()).containsExactly(first(decision), second(decision));
    assertThat(play.run().last().targets()).hasSize(2);
  }

  @Test
  void isNeitherReplacedNorMadeSmaller() {
    Decision decision = sold("4");
    play.instead(1, Side.SELL, "4", "111");
    assertThat(play.run().codes()).contains("NO_SUCH_ORDER");
    play.shrink(1, "2");
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
    play.read(play.journal().ended(JournalFixture.second(decision), ExecutionType.EXPIRED, 0));
    play.shrink(1, "2");
    assertThat(play.run().codes()).as("the other had ended").containsExactly("NO_SUCH_ORDER");
  }

  @Test
  void isCancelledByPersonsWhole() {
    Decision decision = sold("4");
    play.command("tess", CommandAction.CANCEL_ALL);
    assertThat(play.run().last().cancels()).containsExactly(first(decision), second(decision));
  }

  @Test
  void countsAsTwoMessagesAndOneOrder() {
    play.limitText(Limit.ORDER_TO_FILL, "2/1h/1");
    play.limit(Limit.ORDERS_PER_STRATEGY, 2, 3_600);
    play.opened("1000", "0");
    pair(Side.BUY, "4", "90", "105", "106");
    assertThat(play.run().codes()).isEmpty();
    play.limitOrder(Side.BUY, "1", "90");
    assertThat(play.run().codes()).containsExactly("ORDER_TO_FILL");
  }

  /** The strategy believes that it sold; of what it did not have nothing remains to be told. */
  @Test
  void whatNeitherSoldIsForgottenOnce() {
    play.opened("1000", "10");
    Decision decision = pair(Side.SELL, "0", "110", "95", "0");
    play.read(play.journal().fill(decision, Fixed8.of(4), Fixed8.of(110), Fixed8.of(4)));
    play.read(play.journal().ended(JournalFixture.second(decision), ExecutionType.EXPIRED, 0));
    play.read(play.journal().ended(decision, ExecutionType.CANCELED, Fixed8.of(4)));
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
    assertThat(play.run().account(ACCOUNT).soldFor("trend-" + ACCOUNT, JournalFixture.BTC))
        .isZero();
  }

  @Test
  void survivesARestartOfTheGate() {
    Decision decision = sold("10");
    play.read(play.journal().fill(decision, Fixed8.of(4), Fixed8.of(110), Fixed8.of(4)));
    String hash = play.run().stateHash();
    play.run().restart();
    assertThat(play.run().stateHash()).isEqualTo(hash);
    assertThat(working(Side.SELL)).isEqualTo(Fixed8.of(6));
    assertThat(reserved("BTC")).isEqualTo(Fixed8.of(6));
  }

  @Test
  void isExplainedByTheRulesOfBoth() {
    play.opened("1000", "10");
    Signal signal = wish(Side.SELL, "4", "110", "101", "0");
    assertThat(play.run().explain(signal).checks())
        .filteredOn(check -> !check.kept())
        .extracting(check -> check.code().name())
        .isEqualTo(List.of("TRIGGER_PRICE_OUT_OF_RANGE"));
  }
}
