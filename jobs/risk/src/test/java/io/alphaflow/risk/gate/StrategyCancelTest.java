package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy takes orders of its own back. */
class StrategyCancelTest {

  private final Play play = new Play();

  private static String id(Decision decision) {
    return decision.order().clientOrderId();
  }

  private Decision order(String size, String price) {
    play.limitOrder(Side.BUY, size, price);
    assertThat(play.run().approved()).isTrue();
    return play.run().last();
  }

  @Test
  void namesTheOrderOfTheSignal() {
    play.opened();
    Decision first = order("1", "90");
    order("2", "91");
    play.takeBack("trend", 1);
    Decision answer = play.run().last();
    assertThat(answer.outcome()).isEqualTo(Outcome.CANCEL);
    assertThat(answer.signalSequence()).isEqualTo(3);
    assertThat(answer.signalOrigin()).isEqualTo(SignalOrigin.STRATEGY);
    assertThat(answer.strategy()).isEqualTo(first.strategy());
    assertThat(answer.violations()).isEmpty();
    assertThat(answer.cancels()).containsExactly(id(first));
    assertThat(answer.targets())
        .containsExactly(
            new CancelTarget(
                id(first), first.strategy(), first.sequence(), Side.BUY, first.order().quantity()));
  }

  @Test
  void namesAllOfItsOwnInTheInstrumentAndNoOthers() {
    play.opened();
    Decision first = order("1", "90");
    Decision second = order("2", "91");
    play.buyAs("revert", "3");
    play.buyOn(JournalFixture.ETH, "1");
    play.takeBack("trend", SignalTarget.ALL);
    assertThat(play.run().last().cancels()).containsExactlyInAnyOrder(id(first), id(second));
  }

  @Test
  void anotherStrategyCannotTakeItBack() {
    play.opened();
    order("1", "90");
    play.takeBack("revert", 1);
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
    assertThat(play.run().last().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(play.run().last().cancels()).isEmpty();
  }

  @Test
  void whatHasEndedCannotBeTakenBack() {
    play.opened();
    order("1", "90");
    play.ended(ExecutionType.EXPIRED).takeBack("trend", 1);
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
  }

  @Test
  void exitsOfTheGateAreNotTheStrategysToTakeBack() {
    play.opened("10000", "0").protect("1", "95", "", "").fill("100").mark("95", 2_000_000_000L);
    play.exitsReturn();
    assertThat(play.run().last().signalOrigin()).isEqualTo(SignalOrigin.PROTECTION);
    play.takeBack("trend", SignalTarget.ALL);
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
  }

  @Test
  void passesWhatIsStoppedUsedUpOrUnknown() {
    play.limit(Limit.ORDERS_PER_STRATEGY, 1, 3_600).opened();
    Decision order = order("1", "90");
    play.limitOrder(Side.BUY, "2", "90");
    assertThat(play.run().codes()).contains("STRATEGY_ORDER_RATE");
    play.read(play.journal().instrument(false));
    play.command("tess", CommandAction.HALT).buy("1");
    assertThat(play.run().codes()).contains("HALTED", "INSTRUMENT_NOT_TRADING");
    play.takeBack("trend", 1);
    assertThat(play.run().last().cancels()).containsExactly(id(order));
  }

  @Test
  void whatItHoldsBackStaysHeldUntilTheVenueSaysThatItEnded() {
    play.opened();
    Decision order = order("1", "90");
    long held = play.run().account(ACCOUNT).reserved("USD");
    play.takeBack("trend", 1);
    assertThat(play.run().account(ACCOUNT).reserved("USD")).isEqualTo(held).isPositive();
    play.read(play.journal().ended(order, ExecutionType.CANCELED, 0));
    assertThat(play.run().account(ACCOUNT).reserved("USD")).isZero();
  }

  @Test
  void countsAsAMessageToTheVenueAndNotAsARejection() {
    play.limitText(Limit.ORDER_TO_FILL, "2/1h/1").opened();
    order("1", "90");
    play.takeBack("trend", 1);
    int told = play.run().breakerEvents.size();
    play.takeBack("trend", 7);
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
    assertThat(play.run().breakerEvents).hasSize(told);
    play.limitOrder(Side.BUY, "2", "90");
    assertThat(play.run().codes()).containsExactly("ORDER_TO_FILL");
  }

  @Test
  void sayingItAgainNamesItAgainWhileItWorks() {
    play.opened();
    Decision order = order("1", "90");
    play.takeBack("trend", 1).takeBack("trend", 1);
    assertThat(play.run().decisions)
        .filteredOn(d -> d.outcome() == Outcome.CANCEL)
        .extracting(Decision::cancels)
        .containsExactly(List.of(id(order)), List.of(id(order)));
  }

  @Test
  void isExplainedByTheOneRuleThatThereIs() {
    play.opened();
    order("1", "90");
    Signal signal =
        play.journal()
            .market(ACCOUNT, Side.BUY, SizingMode.BASE_QUANTITY, "0")
            .about(SignalTarget.cancel(9));
    List<Check> asked =
        play.run().explain(signal).checks().stream().filter(Check::isAsked).toList();
    assertThat(asked).extracting(Check::code).containsExactly(DecisionCode.NO_SUCH_ORDER);
    assertThat(asked.get(0).kept()).isFalse();
  }
}
