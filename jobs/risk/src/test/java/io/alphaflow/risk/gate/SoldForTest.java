package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.JournalFixture;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A strategy does not know of its exits and sells once more what they sold. On its account another
 * strategy holds 2 BTC, protected at 50 USD.
 */
class SoldForTest {

  private static final long T = 1_000 * SECOND;
  private static final long LATER = T + 120 * SECOND;

  private static Play shared() {
    return new Play().opened("10000", "0").protectAs("revert", "2", "50", "", "").fill("100");
  }

  /** The strategy bought so much, and its stop sold it. */
  private static Play stopped(String size) {
    return shared().protect(size, "95", "", "").fill("100").mark("95", T).exitsReturn().fill("95");
  }

  private static Play boughtAgain(Play play, String size) {
    return play.mark("100", LATER).protect(size, "80", "", "").fill("100");
  }

  private static String ordered(Play play) {
    return Fixed8.format(play.run().last().approvedOrder().orElseThrow().quantity());
  }

  private static long heldByTheOther(Play play) {
    return play.run().account(ACCOUNT).lots().of(JournalFixture.BTC).stream()
        .filter(lot -> lot.strategy().equals("revert-main"))
        .mapToLong(Lot::quantity)
        .sum();
  }

  @Test
  void saleOfWhatAStopSoldIsRejectedOnce() {
    Play play = stopped("1").sell("1");
    assertThat(play.run().codes()).containsExactly("NOTHING_TO_CLOSE");
    assertThat(play.run().last().violations().get(0).observed())
        .isEqualTo("0 BTC, protective exits sold 1 BTC of it");
    assertThat(play.run().last().inputs().soldForStrategy()).isEqualTo(Fixed8.ONE);
    boughtAgain(play, "1").sell("1");
    assertThat(ordered(play)).isEqualTo("1");
    assertThat(play.run().last().inputs().soldForStrategy()).isZero();
  }

  @Test
  void saleOfMoreIsSmallerByWhatAStopSoldAndLeavesTheOthersLot() {
    Play play = boughtAgain(stopped("1"), "2").sell("3");
    assertThat(ordered(play)).isEqualTo("2");
    assertThat(play.run().last().inputs().soldForStrategy()).isEqualTo(Fixed8.ONE);
    play.fill("100");
    assertThat(heldByTheOther(play)).isEqualTo(Fixed8.of(2));
    assertThat(play.run().account(ACCOUNT).lots().of(JournalFixture.BTC)).hasSize(1);
  }

  @Test
  void partsOfASaleAreTakenOffOneAfterTheOther() {
    Play play = boughtAgain(stopped("1"), "1").sell("0.4");
    assertThat(play.run().codes()).containsExactly("NOTHING_TO_CLOSE");
    assertThat(ordered(play.sell("0.9"))).isEqualTo("0.3");
    assertThat(ordered(play.sell("0.7"))).isEqualTo("0.7");
  }

  @Test
  void exitThatWorksAtTheVenueCountsAsSold() {
    Play play = shared().protect("1", "95", "", "").fill("100").mark("95", T).exitsReturn();
    assertThat(play.sell("1").run().codes()).containsExactly("NOTHING_TO_CLOSE");
  }

  @ParameterizedTest
  @CsvSource({"CANCELED", "REJECTED", "EXPIRED"})
  void exitThatEndsUnfilledIsGivenBack(ExecutionType end) {
    Play play = shared().protect("1", "95", "", "").fill("100").mark("95", T).exitsReturn();
    assertThat(ordered(play.ended(end).sell("1"))).isEqualTo("1");
  }

  @Test
  void saleRejectedForAnotherReasonAccountsForTheExitAsWell() {
    Play play = stopped("1").command("tess", CommandAction.HALT).sell("1");
    assertThat(play.run().codes()).contains("HALTED");
    play.command("rita", CommandAction.RESUME);
    assertThat(ordered(boughtAgain(play, "1").sell("1"))).isEqualTo("1");
  }

  @Test
  void exitOfWhatTheStrategyBelievesToHaveSoldIsNotTakenOff() {
    Play play = shared().protect("1", "95", "", "").fill("100");
    play.command("tess", CommandAction.HALT).sell("1").command("rita", CommandAction.RESUME);
    play.mark("95", T).exitsReturn().fill("95");
    assertThat(ordered(boughtAgain(play, "1").sell("1"))).isEqualTo("1");
  }

  @Test
  void saleOfTheWholePositionAccountsForAll() {
    Play play = stopped("1").close();
    assertThat(ordered(play)).isEqualTo("2");
    play.fill("100");
    assertThat(ordered(boughtAgain(play, "1").sell("1"))).isEqualTo("1");
  }

  @Test
  void saleForAnAmountOfMoneyIsSmallerByTheQuantity() {
    // 237.5 USD ÷ (95 USD + 1 %) = 2.4752 BTC.
    Play play = stopped("1").market(Side.SELL, SizingMode.QUOTE_AMOUNT, "237.5");
    assertThat(ordered(play)).isEqualTo("1.4752");
  }

  @Test
  void feeInBaseIsNotTakenFromTheOther() {
    Play play = shared().protect("1", "95", "", "");
    play.read(play.journal().fillWithFeeInBase(play.run().last(), "100", "0.00105"));
    play.mark("95", T).exitsReturn().fill("95").sell("1");
    assertThat(play.run().codes()).containsExactly("NOTHING_TO_CLOSE");
  }

  @Test
  void itIsStored() {
    Play play = stopped("1");
    play.run().restart();
    assertThat(play.sell("1").run().codes()).containsExactly("NOTHING_TO_CLOSE");
  }

  @Test
  void decisionsSayItOnlyWhereSomethingWasSold() throws CodecException {
    RecordCodec<Decision> codec = Topics.DECISIONS.codec();
    GateRun run = stopped("1").sell("1").run();
    for (Decision decision : run.decisions) {
      byte[] bytes = codec.encode(decision);
      assertThat(codec.decode(bytes)).isEqualTo(decision);
      assertThat(new String(bytes, StandardCharsets.UTF_8).contains("\"soldFor\":\"1\""))
          .isEqualTo(decision == run.last());
    }
  }
}
