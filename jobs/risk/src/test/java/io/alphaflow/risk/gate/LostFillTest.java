package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import org.junit.jupiter.api.Test;

/**
 * A sale is filled, and the report of the fill is lost. The ledger still has what was sold, and
 * whoever wants it sold tries again.
 */
class LostFillTest {

  private static final long T = 1_000 * SECOND;

  private static Play opened() {
    return new Play().opened("10000", "1");
  }

  private static Play stated(Play play, String btc) {
    return play.read(play.journal().account(ACCOUNT, "10000", btc));
  }

  @Test
  void orderThatTheGateKnowsToWorkIsNotSoldAgain() {
    Play play = opened().sell("1");
    for (int i = 1; i <= 20; i++) {
      play.mark("100", T + i * 61 * SECOND).sell("1");
      assertThat(play.run().codes()).containsExactly("INSUFFICIENT_BALANCE");
      play.close();
      assertThat(play.run().codes()).containsExactly("NOTHING_TO_CLOSE");
    }
  }

  /** The end of the order was heard: only the venue's statement shows that it was filled. */
  @Test
  void endlessLoopStopsAtTheSaleAfterTheSecondStatement() {
    Play play = opened();
    int approved = 0;
    for (int i = 1; i <= 20; i++) {
      play.mark("100", T + i * 61 * SECOND).sell("1");
      if (play.run().approved()) {
        approved++;
        play.ended(approved == 1 ? ExecutionType.CANCELED : ExecutionType.REJECTED);
      } else {
        assertThat(play.run().codes()).contains("INSUFFICIENT_BALANCE");
      }
      stated(play, "0");
    }
    assertThat(approved).isEqualTo(2);
    assertThat(play.run().alertCodes()).containsOnlyOnce("RECONCILIATION_BREAK");
  }

  @Test
  void afterABreakOnlyWhatTheVenueHasCanBeSold() {
    Play play = stated(stated(opened(), "0.4"), "0.4").sell("1");
    Decision sale = play.run().last();
    assertThat(sale.approvedOrder().orElseThrow().quantity()).isEqualTo(Fixed8.parse("0.4"));
    assertThat(play.run().state().book.account(ACCOUNT).orElseThrow().balance("BTC"))
        .as("the ledger is not overwritten")
        .isEqualTo(Fixed8.of(1));
  }

  @Test
  void oneStatementThatDiffersProvesNothing() {
    Play play = stated(opened(), "0.4").sell("1");
    assertThat(play.run().last().approvedOrder().orElseThrow().quantity()).isEqualTo(Fixed8.of(1));
  }

  @Test
  void breakThatAPersonAcceptedBindsNoMore() {
    Play play = stated(stated(opened(), "0.4"), "0.4").command("rita", CommandAction.RESUME);
    stated(play, "0.4").sell("1");
    assertThat(play.run().last().approvedOrder().orElseThrow().quantity()).isEqualTo(Fixed8.of(1));
  }

  @Test
  void venueThatHasMoreIsNotBelieved() {
    Play play = stated(stated(opened(), "5"), "5").sell("2");
    assertThat(play.run().last().approvedOrder().orElseThrow().quantity()).isEqualTo(Fixed8.of(1));
  }
}
