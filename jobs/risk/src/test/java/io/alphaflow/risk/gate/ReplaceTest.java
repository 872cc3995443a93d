package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.limit.Limit;
import org.junit.jupiter.api.Test;

/** One order in the place of another: nothing is counted twice, and nothing is counted away. */
class ReplaceTest {

  private final Play play = new Play();

  private static String id(Decision decision) {
    return decision.order().clientOrderId();
  }

  private Decision last() {
    return play.run().last();
  }

  private long reserved(String asset) {
    return play.run().account(ACCOUNT).reserved(asset);
  }

  private long buys() {
    return play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY);
  }

  private Decision bought(String size, String price) {
    play.opened("1000", "0").limitOrder(Side.BUY, size, price);
    assertThat(play.run().approved()).isTrue();
    return last();
  }

  private void filled(Decision order, String part, String soFar) {
    play.read(play.journal().fill(order, Fixed8.parse(part), Fixed8.of(90), Fixed8.parse(soFar)));
  }

  @Test
  void theDecisionNamesWhatItReplaces() {
    Decision old = bought("2", "90");
    play.instead(1, Side.BUY, "3", "91");
    assertThat(last().outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(last().order().replaces())
        .isEqualTo(
            new Replaced(
                new CancelTarget(
                    id(old), old.strategy(), old.sequence(), Side.BUY, old.order().quantity()),
                0));
  }

  @Test
  void whatTheOldOneHoldsPaysForTheNewOne() {
    bought("10", "90");
    play.limitOrder(Side.BUY, "5", "90");
    assertThat(play.run().codes()).contains("INSUFFICIENT_BALANCE");
    play.instead(1, Side.BUY, "10.5", "90");
    assertThat(play.run().approved()).isTrue();
    assertThat(reserved("USD")).isLessThanOrEqualTo(Fixed8.of(1_000));
    play.limitOrder(Side.BUY, "0.7", "90");
    assertThat(play.run().codes()).containsExactly("INSUFFICIENT_BALANCE");
  }

  @Test
  void limitsSeeTheLargerOfBoth() {
    play.limit(Limit.MAX_POSITION, "5");
    bought("3", "90");
    play.instead(1, Side.BUY, "5.1", "90");
    assertThat(play.run().codes()).containsExactly("MAX_POSITION");
    play.instead(1, Side.BUY, "5", "90");
    assertThat(play.run().approved()).isTrue();
    assertThat(buys()).isEqualTo(Fixed8.of(5));
    play.limitOrder(Side.BUY, "0.2", "90");
    assertThat(play.run().codes()).containsExactly("MAX_POSITION");
  }

  @Test
  void aSmallerOneFreesNothingBeforeTheOldOneHasEnded() {
    Decision old = bought("10", "90");
    long held = reserved("USD");
    play.instead(1, Side.BUY, "2", "90");
    Decision placed = last();
    assertThat(reserved("USD")).isEqualTo(held);
    assertThat(buys()).isEqualTo(Fixed8.of(10));
    play.read(play.journal().ended(old, ExecutionType.CANCELED, 0));
    assertThat(buys()).isEqualTo(Fixed8.of(2));
    play.read(play.journal().ended(placed, ExecutionType.CANCELED, 0));
    assertThat(reserved("USD")).isZero();
  }

  @Test
  void whatTheOldOneFillsMeanwhileComesOffTheNewOne() {
    Decision old = bought("10", "90");
    filled(old, "1", "1");
    play.instead(1, Side.BUY, "6", "90");
    Decision placed = last();
    assertThat(placed.order().replaces().filled()).isEqualTo(Fixed8.ONE);
    filled(old, "4", "5");
    assertThat(buys()).as("5 of the old one, or 2 of the new one").isEqualTo(Fixed8.of(5));
    play.read(play.journal().ended(old, ExecutionType.CANCELED, Fixed8.of(5)));
    assertThat(buys()).isEqualTo(Fixed8.of(2));
    play.read(play.journal().accepted(JournalFixture.resized(placed, Fixed8.of(2))));
    assertThat(buys()).isEqualTo(Fixed8.of(2));
  }

  @Test
  void whatTheVenueWasSentIsWhatCounts() {
    Decision old = bought("10", "90");
    play.instead(1, Side.BUY, "6", "90");
    Decision placed = last();
    play.read(play.journal().accepted(JournalFixture.resized(placed, Fixed8.of(2))));
    play.read(play.journal().ended(old, ExecutionType.CANCELED, Fixed8.of(4)));
    assertThat(buys()).isEqualTo(Fixed8.of(2));
  }

  @Test
  void whenTheOldOneFillsWholeTheNewOneIsReleasedByItsReport() {
    Decision old = bought("10", "90");
    play.instead(1, Side.BUY, "10", "91");
    Decision placed = last();
    play.read(play.journal().fill(old, "90"));
    assertThat(buys()).isZero();
    play.read(play.journal().ended(placed, ExecutionType.NOT_PLACED, 0));
    assertThat(reserved("USD")).isZero();
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
  }

  @Test
  void whenTheNewOneIsRefusedTheOldOneCountsOn() {
    bought("10", "90");
    long held = reserved("USD");
    play.instead(1, Side.BUY, "10.2", "91");
    Decision placed = last();
    play.read(play.journal().ended(placed, ExecutionType.REJECTED, 0));
    assertThat(reserved("USD")).isEqualTo(held);
    play.instead(1, Side.BUY, "9", "91");
    assertThat(play.run().approved()).as("it can be replaced again").isTrue();
  }

  @Test
  void salesReplaceSalesWithinWhatIsHeld() {
    play.opened("0", "10").limitOrder(Side.SELL, "10", "110");
    play.limitOrder(Side.SELL, "1", "110");
    assertThat(play.run().codes()).contains("INSUFFICIENT_BALANCE");
    play.instead(1, Side.SELL, "10", "109");
    assertThat(play.run().approved()).isTrue();
    assertThat(reserved("BTC")).isEqualTo(Fixed8.of(10));
  }

  @Test
  void theSameSizeElsewhereIsNoDuplicate() {
    play.limitText(Limit.DUPLICATE_WINDOW, "60s");
    bought("2", "90");
    play.limitOrder(Side.BUY, "2", "91");
    assertThat(play.run().codes()).containsExactly("DUPLICATE_ORDER");
    play.instead(1, Side.BUY, "2", "91");
    assertThat(play.run().approved()).isTrue();
  }

  @Test
  void anOrderIsReplacedOnceAndNotWhileItWaitsItself() {
    bought("2", "90");
    play.instead(1, Side.BUY, "2", "91");
    play.instead(1, Side.BUY, "2", "92");
    assertThat(play.run().codes()).contains("NO_SUCH_ORDER");
    play.instead(2, Side.BUY, "2", "92");
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
  }

  @Test
  void onlyAnOrderOfTheSameSideIsReplaced() {
    bought("2", "90");
    play.instead(1, Side.SELL, "1", "110");
    assertThat(play.run().codes()).contains("NO_SUCH_ORDER");
  }

  /** So that whoever has to report its end without knowing it says what was approved. */
  @Test
  void aTargetHasTheApprovedQuantityAlthoughNothingOfItIsLeft() {
    Decision old = bought("2", "90");
    play.instead(1, Side.BUY, "1", "91");
    Decision next = last();
    filled(old, "1.5", "1.5");
    play.takeBack("trend", 2);
    assertThat(last().targets())
        .filteredOn(target -> target.clientOrderId().equals(id(next)))
        .extracting(CancelTarget::quantity)
        .containsExactly(next.order().quantity());
  }

  @Test
  void bothAreTakenBackTogether() {
    Decision old = bought("2", "90");
    play.instead(1, Side.BUY, "2", "91");
    Decision placed = last();
    play.takeBack("trend", 2);
    assertThat(last().cancels()).containsExactlyInAnyOrder(id(old), id(placed));
    play.takeBack("trend", SignalTarget.ALL);
    assertThat(last().cancels()).containsExactlyInAnyOrder(id(old), id(placed));
  }

  @Test
  void isStoppedLikeAnyOrder() {
    bought("2", "90");
    play.command("tess", CommandAction.HALT).instead(1, Side.BUY, "2", "91");
    assertThat(play.run().codes()).containsExactly("HALTED");
  }

  @Test
  void survivesARestartOfTheGate() {
    Decision old = bought("10", "90");
    play.instead(1, Side.BUY, "6", "90");
    long held = reserved("USD");
    String hash = play.run().stateHash();
    play.run().restart();
    assertThat(play.run().stateHash()).isEqualTo(hash);
    assertThat(reserved("USD")).isEqualTo(held);
    filled(old, "4", "4");
    play.read(play.journal().ended(old, ExecutionType.CANCELED, Fixed8.of(4)));
    assertThat(buys()).isEqualTo(Fixed8.of(2));
  }
}
