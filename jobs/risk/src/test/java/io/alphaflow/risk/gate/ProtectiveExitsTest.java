package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account has 10000 USD and 10 BTC that nothing protects; the mark is 100 USD at 1000 s. */
class ProtectiveExitsTest {

  private static final long T = 1_000 * SECOND;

  private static List<String> sizes(GateRun run) {
    return run.exits.stream().map(exit -> Fixed8.format(exit.size())).toList();
  }

  private static Play bought(String size, String stop, String target, String distance) {
    return new Play().opened().protect(size, stop, target, distance).fill("100");
  }

  @ParameterizedTest
  @CsvSource({
    "95, '', '', 95.01, 95, stop-loss",
    "'', 110, '', 109.99, 110, take-profit",
    "'', '', 5, 95.01, 95, trailing-stop",
    // A mark that jumps over several levels: the first kind counts.
    "95, '', 2, 98.01, 50, stop-loss"
  })
  void firesExactlyAtItsLevel(
      String stop, String target, String distance, String before, String at, String tag) {
    Play play = bought("1", stop, target, distance).mark(before, T + SECOND);
    assertThat(play.run().exits).isEmpty();
    GateRun run = play.mark(at, T + 2 * SECOND).run();
    assertThat(run.exits).extracting(Signal::tag).containsExactly(tag);
    assertThat(run.alertCodes()).containsExactly("PROTECTION_FIRED");
  }

  @Test
  void trailingStopFollowsTheHighestMarkAndOnlyUp() {
    Play play = bought("1", "", "", "5").mark("110", T).mark("107", T).mark("105.01", T);
    assertThat(play.run().exits).isEmpty();
    assertThat(play.mark("105", T).run().lastExit().indicators()).containsEntry("level", 105.0);
  }

  @Test
  void trailingStopBeginsWithTheMarkOfTheFirstFillNotOfTheSignal() {
    Play play = new Play().opened().mark("120", T).protect("1", "", "", "5").mark("100", T);
    GateRun run = play.fill("100").mark("95.01", T).run();
    assertThat(run.exits).isEmpty();
    assertThat(play.mark("95", T).run().exits).hasSize(1);
  }

  @Test
  void exitStandsInTheJournalExactlyLikeThis() {
    GateRun run = bought("1.5", "95", "", "").mark("90", T + SECOND).run();
    assertThat(new String(JournalFixture.bytes(run.lastExit()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"signal\",\"strategy\":\"trend-main\",\"account\":\"main\","
                + "\"instrument\":\"sim:BTC/USD\",\"sequence\":1,\"time\":1001000000,"
                + "\"side\":\"SELL\",\"sizingMode\":\"BASE_QUANTITY\",\"size\":\"1.5\","
                + "\"orderType\":\"MARKET\",\"limitPrice\":\"0\",\"confidence\":1.0,"
                + "\"tag\":\"stop-loss\",\"triggerTradeId\":2,"
                + "\"indicators\":{\"mark\":90.0,\"entry\":100.0,\"level\":95.0},"
                + "\"protection\":{\"stopLoss\":\"0\",\"takeProfit\":\"0\",\"trailingStop\":\"0\"},"
                + "\"origin\":\"PROTECTION\"}");
  }

  @Test
  void exitThatComesBackIsApprovedAsAnOrderOfItsOwnOrigin() {
    GateRun run = bought("1", "95", "", "").mark("95", T).exitsReturn().run();
    assertThat(run.approved()).isTrue();
    assertThat(run.last().signalOrigin()).isEqualTo(SignalOrigin.PROTECTION);
    assertThat(run.last().signalSequence()).isEqualTo(1);
    OrderIntent order = run.last().approvedOrder().orElseThrow();
    assertThat(order.side()).isEqualTo(Side.SELL);
    assertThat(order.quantity()).isEqualTo(Fixed8.ONE);
  }

  @Test
  void firesOnceWhileItsExitIsOnTheWay() {
    Play play = bought("1", "95", "", "").mark("95", T).mark("94", T).mark("93", T);
    play.exitsReturn().mark("92", T + 100 * SECOND).fill("92").mark("91", T + 101 * SECOND);
    assertThat(play.run().exits).hasSize(1);
    assertThat(play.run().account(ACCOUNT).lots().of(JournalFixture.BTC)).isEmpty();
  }

  @Test
  void partlyFilledEntrySellsWhatItHasAndThenWhatComes() {
    Play play = new Play().opened().protect("2", "95", "", "");
    Decision entry = play.run().last();
    play.read(play.journal().fill(entry, Fixed8.ONE / 2, Fixed8.of(100), Fixed8.ONE / 2));
    play.mark("95", T);
    play.read(play.journal().fill(entry, Fixed8.ONE, Fixed8.of(95), Fixed8.ONE * 3 / 2));
    play.exitsReturn().fill("94").mark("99", T);
    assertThat(sizes(play.run())).containsExactly("0.5", "1");
    // The average of what the lot was bought at.
    assertThat(play.run().lastExit().indicators().get("entry")).isEqualTo(96.66666667);
  }

  @Test
  void unfilledEntryLeavesNothing() {
    Play play = new Play().opened().protect("1", "95", "", "").ended(ExecutionType.CANCELED);
    assertThat(play.mark("90", T).run().exits).isEmpty();
    assertThat(play.run().account(ACCOUNT).lots().of(JournalFixture.BTC)).isEmpty();
  }

  @Test
  void equalLotsFireTogetherTheOldestFirst() {
    Play play = bought("1", "95", "", "").clock(T + 60 * SECOND).mark("100", T + 60 * SECOND);
    play.protect("1", "96", "", "").fill("100").mark("94", T + 61 * SECOND).exitsReturn();
    assertThat(play.run().exits)
        .extracting(exit -> exit.sequence() + " " + exit.indicators().get("level"))
        .containsExactly("1 95.0", "2 96.0");
    assertThat(play.run().decisions).allMatch(d -> d.approvedOrder().isPresent()).hasSize(4);
  }

  @Test
  void lotsOfOneStrategyDoNotConcernAnother() {
    Play play = bought("1", "95", "", "").protectAs("revert", "2", "90", "", "").fill("100");
    assertThat(play.mark("95", T).run().exits)
        .extracting(Signal::strategy)
        .containsExactly("trend-main");
    play.mark("90", T);
    assertThat(sizes(play.run())).containsExactly("1", "2");
    assertThat(play.run().lastExit().sequence()).isEqualTo(1);
  }

  @Test
  void ownSaleTakesTheOldestLotsFirst() {
    Play play = bought("1", "95", "", "").protect("2", "95", "", "").fill("100");
    play.sell("1.5").fill("100").mark("95", T);
    assertThat(sizes(play.run())).containsExactly("1.5");
  }

  @Test
  void whatAnotherStrategySoldIsNotSoldAgain() {
    Play play = new Play().opened("10000", "0").protect("1", "95", "", "").fill("100");
    play.protect("2", "95", "", "").fill("100");
    play.read(
        play.journal()
            .signal(
                "revert",
                ACCOUNT,
                Side.SELL,
                SizingMode.BASE_QUANTITY,
                "2.5",
                OrderType.MARKET,
                "0"));
    play.fill("100").mark("95", T);
    assertThat(sizes(play.run())).containsExactly("0.5");
  }

  @Test
  void ownSaleLeavesALotWhoseExitIsAtTheVenueToThatExit() {
    Play play = bought("1", "95", "", "").protect("1.5", "90", "", "").fill("100");
    play.mark("95", T).exitsReturn();
    Decision exit = play.run().last();
    // 1 of the 2.5 that it believes to hold is the exit's.
    play.sell("2.5").fill("95").mark("90", T);
    assertThat(sizes(play.run())).containsExactly("1");
    play.read(play.journal().fill(exit, "90")).mark("80", T);
    assertThat(sizes(play.run())).containsExactly("1");
  }

  @Test
  void exitWaitsWhileAnotherStrategySellsAllThatIsHeld() {
    Play play = new Play().opened("10000", "0").protect("1", "95", "", "").fill("100");
    play.read(
        play.journal()
            .signal(
                "revert",
                ACCOUNT,
                Side.SELL,
                SizingMode.BASE_QUANTITY,
                "1",
                OrderType.LIMIT,
                "120"));
    play.mark("95", T);
    assertThat(play.run().exits).isEmpty();
    assertThat(play.run().alertCodes()).containsExactly("PROTECTION_WAITS");
    play.ended(ExecutionType.CANCELED).mark("95", T);
    assertThat(sizes(play.run())).containsExactly("1");
  }

  @ParameterizedTest
  @CsvSource({"0", "10"})
  void feeInBaseLeavesLessToSell(String heldBefore) {
    Play play = new Play().opened("10000", heldBefore).protect("1", "95", "", "");
    play.read(play.journal().fillWithFeeInBase(play.run().last(), "100", "0.00105"));
    play.mark("95", T).exitsReturn();
    assertThat(sizes(play.run())).containsExactly("0.9989");
    assertThat(play.run().approved()).isTrue();
    play.fill("95").mark("94", T);
    // 0.00005 BTC is below the venue's minimum: it cannot be sold, and is not tried.
    assertThat(play.run().exits).hasSize(1);
    assertThat(play.run().account(ACCOUNT).lots().of(JournalFixture.BTC)).isEmpty();
  }

  @Test
  void ownWorkingSaleIsNotSoldTwiceAndTheExitFollowsWhenItEnds() {
    Play play = bought("1", "95", "", "").limitOrder(Side.SELL, "1", "120");
    Decision own = play.run().last();
    play.mark("95", T).mark("94", T);
    assertThat(play.run().exits).isEmpty();
    assertThat(play.run().alertCodes()).containsExactly("PROTECTION_WAITS");
    play.read(play.journal().ended(own, ExecutionType.CANCELED, 0)).mark("97", T);
    assertThat(sizes(play.run())).containsExactly("1");
  }

  @Test
  void ownSaleThatOvertakesTheExitLeavesItTheRest() {
    Play play = bought("2", "95", "", "").mark("95", T).sell("0.5").exitsReturn();
    assertThat(sizes(play.run())).containsExactly("2");
    assertThat(play.run().last().approvedOrder().orElseThrow().quantity())
        .isEqualTo(Fixed8.parse("1.5"));
  }

  @Test
  void ownSaleOfAllThatOvertakesTheExitLetsItBeRejectedAndTriedAgain() {
    Play play = bought("1", "95", "", "").mark("95", T).sell("1");
    Decision own = play.run().last();
    play.exitsReturn();
    assertThat(play.run().codes()).containsExactly("NOTHING_TO_PROTECT");
    play.read(play.journal().ended(own, ExecutionType.EXPIRED, 0));
    play.mark("95", T + 4_999_999).mark("95", T + 5 * SECOND);
    assertThat(play.run().exits).extracting(Signal::sequence).containsExactly(1L, 2L);
    assertThat(play.run().exits.get(1).time()).isEqualTo(T + 5 * SECOND);
  }

  @Test
  void haltedAccountKeepsTheExitPendingUntilItIsResumed() {
    Play play = bought("1", "95", "", "").command("tess", CommandAction.HALT);
    play.mark("94", T).mark("93", T + SECOND).mark("99", T + 2 * SECOND);
    assertThat(play.run().exits).isEmpty();
    assertThat(play.run().alertCodes()).containsExactly("COMMAND_OBEYED", "PROTECTION_WAITS");
    play.command("rita", CommandAction.RESUME).mark("99", T + 3 * SECOND).exitsReturn();
    assertThat(play.run().lastExit().indicators()).containsEntry("level", 95.0);
    assertThat(play.run().approved()).isTrue();
  }

  @Test
  void haltThatOvertakesTheExitRejectsItAndItFiresAgainAfterwards() {
    Play play = bought("1", "95", "", "").mark("94", T).command("tess", CommandAction.HALT);
    play.exitsReturn();
    assertThat(play.run().codes()).containsExactly("HALTED");
    play.mark("94", T + 60 * SECOND);
    assertThat(play.run().exits).hasSize(1);
    play.command("rita", CommandAction.RESUME).mark("94", T + 61 * SECOND).exitsReturn();
    assertThat(play.run().approved()).isTrue();
  }

  @Test
  void reduceOnlyLetsExitsPass() {
    Play play = bought("1", "95", "", "").command("tess", CommandAction.REDUCE_ONLY);
    assertThat(play.mark("95", T).exitsReturn().run().approved()).isTrue();
  }

  @Test
  void rejectedExitIsTriedAgainAfterPausesThatDouble() {
    Play play = bought("1", "95", "", "");
    play.read(play.journal().instrument(false)).mark("95", T).exitsReturn();
    assertThat(play.run().codes()).containsExactly("INSTRUMENT_NOT_TRADING");
    assertThat(play.run().alertCodes()).containsExactly("PROTECTION_FIRED", "PROTECTION_REJECTED");
    play.mark("95", T + 5 * SECOND).exitsReturn();
    play.mark("95", T + 14 * SECOND);
    assertThat(play.run().exits).hasSize(2);
    play.read(play.journal().instrument(true)).mark("95", T + 15 * SECOND).exitsReturn();
    assertThat(play.run().exits).hasSize(3);
    assertThat(play.run().approved()).isTrue();
  }

  @Test
  void exitThatTheVenueRefusesIsTriedAgain() {
    Play play = bought("1", "95", "", "").mark("95", T).exitsReturn();
    play.ended(ExecutionType.REJECTED).mark("95", T + SECOND);
    assertThat(play.run().alertCodes()).contains("PROTECTION_UNFILLED");
    assertThat(play.run().exits).hasSize(1);
    play.mark("96", T + 5 * SECOND);
    assertThat(sizes(play.run())).containsExactly("1", "1");
  }

  @Test
  void lotWorthMoreThanOneOrderMayBeIsSoldInParts() {
    Play play =
        new Play()
            .limit(Limit.MAX_ORDER_VALUE, "1010")
            .opened()
            .protect("10", "", "200", "")
            .fill("100");
    play.mark("200", T).exitsReturn().fill("200").mark("200", T).exitsReturn().fill("200");
    play.mark("200", T).exitsReturn();
    assertThat(sizes(play.run())).containsExactly("5", "5");
  }

  @Test
  void repeatedEntriesChangeNothing() {
    Play play = bought("1", "95", "", "");
    Mark mark = play.journal().mark("95", T);
    GateRun run = play.read(mark).exitsReturn().run();
    String before = run.stateHash();
    run.read(mark).read(run.lastExit()).read(mark);
    assertThat(run.exits).hasSize(1);
    assertThat(run.decisions).hasSize(2);
    assertThat(run.stateHash()).isEqualTo(before);
  }

  @Test
  void restartAtEachPointGivesTheSameExitsAndState() {
    GateRun whole = story(-1);
    assertThat(whole.exits).hasSize(3);
    for (int at = 0; at < 9; at++) {
      GateRun restarted = story(at);
      assertThat(restarted.exits).isEqualTo(whole.exits);
      assertThat(restarted.decisions).isEqualTo(whole.decisions);
      assertThat(restarted.stateHash()).isEqualTo(whole.stateHash());
    }
  }

  private static GateRun story(int restartAt) {
    Play play = new Play().opened();
    List<Runnable> steps =
        List.of(
            () -> play.protect("1", "95", "", ""),
            () -> play.fill("100"),
            () -> play.protect("2", "", "", "3"),
            () -> play.fill("101"),
            () -> play.mark("99", T),
            () -> play.mark("94", T + SECOND),
            play::exitsReturn,
            () -> play.ended(ExecutionType.REJECTED),
            () -> play.mark("94", T + 10 * SECOND));
    for (int i = 0; i < steps.size(); i++) {
      if (i == restartAt) {
        play.run().restart();
      }
      steps.get(i).run();
    }
    return play.run();
  }

  @Test
  void stateFromBeforeThereWereExitsIsRead() {
    byte[] old =
        "{\"book\":{},\"stops\":{},\"accounts\":{\"main\":{\"decisions\":7,\"orders\":{\"o\":{\"side\":\"SELL\"}}}},\"breakerTime\":1}"
            .getBytes(StandardCharsets.UTF_8);
    Gate gate = Gate.decode(new Play().run().options(), old);
    AccountState account = gate.state().account(ACCOUNT);
    assertThat(account.nextDecision()).isEqualTo(8);
    assertThat(account.orders().get("o").strategy()).isEmpty();
    assertThat(account.lots().room("trend", JournalFixture.BTC)).isEqualTo(Lots.MOST);
  }

  @Test
  void waitingExitIsCriticalAndToldOnceAMinute() {
    Play play = bought("1", "95", "", "").limitOrder(Side.SELL, "1", "120").mark("95", T);
    play.mark("94", T + 1).mark("94", T + 60 * SECOND - 1);
    assertThat(play.run().alertCodes()).containsExactly("PROTECTION_WAITS");
    play.mark("99", T + 60 * SECOND).mark("94", T + 100 * SECOND).mark("94", T + 120 * SECOND);
    assertThat(play.run().alerts)
        .extracting(Alert::time)
        .containsExactly(T, T + 60 * SECOND, T + 120 * SECOND);
    assertThat(play.run().alerts).extracting(Alert::severity).containsOnly(Severity.CRITICAL);
    assertThat(play.run().alerts).extracting(Alert::id).doesNotHaveDuplicates();
  }

  @Test
  void exitsOfOneStrategyForTwoAccountsHaveIdentitiesOfTheirOwn() {
    Play play = new Play().opened();
    play.read(play.journal().account(NEIGHBOUR, "10000", "0"));
    for (String account : List.of(ACCOUNT, NEIGHBOUR)) {
      Protection stop = new Protection(Fixed8.of(95), 0, 0);
      Signal buy = play.journal().protectedBuy("any", account, "1", stop);
      long sequence = account.equals(ACCOUNT) ? 1 : 2;
      play.read(JournalFixture.of("moved", sequence, buy)).fill("100");
    }
    play.mark("95", T).exitsReturn();
    assertThat(play.run().exits)
        .extracting(exit -> exit.producer() + " #" + exit.sequence())
        .containsExactly(
            "protection/main/moved/sim:BTC/USD #1", "protection/spare/moved/sim:BTC/USD #1");
    assertThat(play.run().decisions).hasSize(4).allMatch(d -> d.approvedOrder().isPresent());
    assertThat(play.run().alertCodes()).doesNotContain("JOURNAL_CONFLICT");
  }

  @Test
  void saleCarriesNoProtection() {
    Play play = new Play().opened();
    Signal sale = play.journal().market(ACCOUNT, Side.SELL, "1");
    Protection stop = new Protection(Fixed8.of(95), 0, 0);
    play.read(JournalFixture.with(sale, stop, SignalOrigin.STRATEGY)).fill("100").mark("90", T);
    assertThat(play.run().exits).isEmpty();
  }
}
