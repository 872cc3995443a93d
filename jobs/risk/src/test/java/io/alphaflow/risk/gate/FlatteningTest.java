package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.DeskFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Positions are closed because a person wants it. */
class FlatteningTest {

  private static final long T = 1_000 * SECOND;

  private final Play play = new Play();

  private void flatten(Level level) {
    play.read(
        signed(OperatorCommand.of("test", "rita", 1, level, CommandAction.FLATTEN, "enough", 1)));
  }

  /** The signals come back through the journal, and what is approved fills. */
  private void fillExits() {
    int before = play.run().decisions.size();
    play.exitsReturn();
    List<Decision> decisions = List.copyOf(play.run().decisions);
    for (Decision decision : decisions.subList(before, decisions.size())) {
      assertThat(decision.outcome()).isEqualTo(Outcome.APPROVED);
      play.read(play.journal().fill(decision, "100"));
    }
  }

  private long position() {
    return play.run().state().book.account(ACCOUNT).orElseThrow().quantity(JournalFixture.BTC);
  }

  @Test
  void sellsWhatEachStrategyHoldsAndWhatNobodyDoes() {
    play.opened("10000", "3").buy("1").fill("100").buyAs("other", "2").fill("100");
    flatten(Level.DESK);
    fillExits();
    fillExits();
    assertThat(play.run().exits)
        .extracting(Signal::strategy)
        .containsExactly("other-main", "trend-main", Flattening.UNASSIGNED);
    assertThat(play.run().exits).extracting(Signal::side).containsOnly(Side.SELL);
    assertThat(position()).isZero();
    assertThat(play.buy("1.5").run().codes()).containsExactly("REDUCE_ONLY");
  }

  @Test
  void cancelsAndSellsWhatTheOrdersHeldWhenTheyAreGone() {
    play.opened("10000", "3").limitOrder(Side.SELL, "1", "150");
    Decision resting = play.run().last();
    flatten(Level.account(ACCOUNT));
    assertThat(play.run().last().outcome()).isEqualTo(Outcome.CANCEL);
    assertThat(play.run().exits).extracting(Signal::size).containsExactly(Fixed8.of(2));
    fillExits();
    play.read(play.journal().ended(resting, ExecutionType.CANCELED, 0));
    fillExits();
    assertThat(play.run().exits)
        .extracting(Signal::size)
        .containsExactly(Fixed8.of(2), Fixed8.of(1));
    assertThat(position()).isZero();
    assertThat(play.run().alertCodes()).contains("FLAT");
  }

  @Test
  void closesWhatFillsAfterTheCommand() {
    play.opened("10000", "0").limitOrder(Side.BUY, "1", "90");
    Decision resting = play.run().last();
    flatten(Level.DESK);
    assertThat(play.run().exits).isEmpty();
    play.read(play.journal().fill(resting, "90"));
    fillExits();
    assertThat(position()).isZero();
  }

  @Test
  void anOrderThatOthersHaveThereDoesNotHoldItUp() {
    play.opened("10000", "3").buyAs("other", "1").fill("100");
    play.read(
        play.journal()
            .signal(
                "trend",
                ACCOUNT,
                Side.SELL,
                SizingMode.BASE_QUANTITY,
                "1",
                OrderType.LIMIT,
                "150"));
    flatten(Level.strategy(ACCOUNT, "other-main"));
    assertThat(play.run().exits).extracting(Signal::size).containsExactly(Fixed8.of(1));
  }

  @Test
  void letsWhatIsHaltedBeClosed() {
    play.opened("10000", "3").command("tess", CommandAction.HALT);
    flatten(Level.account(ACCOUNT));
    fillExits();
    assertThat(position()).isZero();
    assertThat(play.sell("1").run().codes()).contains("HALTED");
  }

  @Test
  void tellsWhenAPositionCannotBeClosed() {
    play.limit(Limit.MAX_ORDER_VALUE, "0").opened("10000", "3");
    flatten(Level.DESK);
    play.clock(T + SECOND).clock(T + 2 * SECOND);
    assertThat(play.run().exits).isEmpty();
    assertThat(play.run().alertCodes()).containsExactly("COMMAND_OBEYED", "FLATTEN_WAITS");
  }

  @Test
  void whatNobodyWantsClosedIsNotClosedBySomebodysSignal() {
    Signal forged =
        JournalFixture.with(
            play.journal().market(ACCOUNT, Side.SELL, "1"), Protection.NONE, SignalOrigin.COMMAND);
    assertThat(play.opened().read(forged).run().codes()).contains("NOTHING_TO_PROTECT");
  }

  @Test
  void sellsInPartsWhenAnOrderMayNotBeThatLarge() {
    play.limit(Limit.MAX_ORDER_QUANTITY, "2").opened("10000", "5");
    flatten(Level.DESK);
    fillExits();
    fillExits();
    fillExits();
    assertThat(play.run().exits)
        .extracting(Signal::size)
        .containsExactly(Fixed8.of(2), Fixed8.of(2), Fixed8.of(1));
    assertThat(position()).isZero();
  }

  @Test
  void triesAgainAfterAPauseWhenAnOrderIsRefused() {
    play.opened("10000", "3");
    flatten(Level.DESK);
    play.exitsReturn().ended(ExecutionType.REJECTED);
    assertThat(play.run().exits).hasSize(1);
    play.clock(T + SECOND);
    assertThat(play.run().exits).hasSize(2);
  }

  @Test
  void aStrategyThatSoldWhatItDidNotBuyHoldsNothingUp() {
    play.opened("10000", "3").sell("1").fill("100");
    flatten(Level.DESK);
    fillExits();
    assertThat(play.run().exits).extracting(Signal::strategy).containsOnly(Flattening.UNASSIGNED);
    assertThat(position()).isZero();
  }

  @Test
  void aStrategyThatHoldsTooLittleToBeSoldHoldsNothingUp() {
    play.opened("10000", "3").buy("0.15").fill("100").sell("0.1").fill("100");
    flatten(Level.DESK);
    fillExits();
    assertThat(play.run().exits).extracting(Signal::size).containsExactly(Fixed8.parse("3.05"));
    assertThat(position()).isZero();
  }

  @Test
  void endsWhenAPersonResumes() {
    play.opened("10000", "3");
    flatten(Level.DESK);
    play.exitsReturn().ended(ExecutionType.REJECTED);
    play.read(
        signed(OperatorCommand.of("test", "rita", 2, Level.DESK, CommandAction.RESUME, "on", 1)));
    play.clock(T + 100 * SECOND);
    assertThat(play.run().exits).hasSize(1);
  }

  @Test
  void aStrategysFlattenLeavesWhatOthersHold() {
    play.opened("10000", "3").buy("1").fill("100");
    flatten(Level.strategy(ACCOUNT, "trend-main"));
    play.exitsReturn().fill("100");
    assertThat(position()).isEqualTo(Fixed8.of(3));
    play.clock(T + 100 * SECOND);
    assertThat(play.run().exits).hasSize(1);
  }
}
