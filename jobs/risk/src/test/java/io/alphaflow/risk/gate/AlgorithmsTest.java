package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.DeskFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parents, their children, and how both end. */
class AlgorithmsTest {

  private static final long T = 1_000 * SECOND;

  private final Play play = new Play();

  private GateRun run() {
    return play.run();
  }

  private List<ParentOrder> parents() {
    return run().account(ACCOUNT).parents();
  }

  private static List<Long> amounts(String... texts) {
    return List.of(texts).stream().map(Fixed8::parse).toList();
  }

  private List<Long> childSizes() {
    return run().exits.stream()
        .filter(s -> s.origin() == SignalOrigin.ALGORITHM)
        .map(Signal::size)
        .toList();
  }

  /** The child on its way is judged and fills at once. */
  private void fillChild(String price) {
    play.exitsReturn();
    assertThat(run().last().outcome()).isEqualTo(Outcome.APPROVED);
    play.fill(price);
  }

  private Alert lastAlert() {
    return run().alerts.get(run().alerts.size() - 1);
  }

  @Test
  void parentPlacesNoOrderItselfAndSaysWhatItsChildrenMayTrade() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    Decision decision = run().last();
    assertThat(decision.outcome()).isEqualTo(Outcome.WORKING);
    assertThat(decision.approvedOrder()).isEmpty();
    assertThat(decision.workQuantity()).isEqualTo(Fixed8.of(4));
    assertThat(run().account(ACCOUNT).orders().all()).isEmpty();
    assertThat(run().lastExit().child()).contains(new Execution.Child(decision.sequence(), 1));
    assertThat(run().lastExit().producer()).isEqualTo("algorithm/main/trend-main/sim:BTC/USD");
  }

  @Test
  void slicesComeWhenTheirTimeHasCome() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    fillChild("100");
    play.mark("100", T + 15 * SECOND - 1);
    assertThat(childSizes()).hasSize(1);
    play.mark("100", T + 15 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1", "1"));
    fillChild("100");
    play.mark("100", T + 30 * SECOND);
    fillChild("100");
    play.mark("100", T + 45 * SECOND);
    fillChild("100");
    assertThat(childSizes()).isEqualTo(amounts("1", "1", "1", "1"));
    assertThat(parents()).isEmpty();
    assertThat(lastAlert().code()).isEqualTo("PARENT_FILLED");
    assertThat(lastAlert().id()).endsWith("/main/1");
  }

  @Test
  void lateSliceCatchesUp() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    fillChild("100");
    play.mark("100", T + 50 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1", "3"));
  }

  @Test
  void whileAChildIsOnItsWayThereIsNoOther() {
    play.opened().twap(Side.BUY, "4", 60, 4).mark("100", T + 20 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1"));
    play.exitsReturn().mark("100", T + 40 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1"));
    play.read(play.journal().fill(run().last(), "100"));
    assertThat(childSizes()).isEqualTo(amounts("1", "2"));
  }

  @Test
  void endsWhenItsTimeIsOverAndSaysWhatIsLeft() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    fillChild("100");
    play.mark("100", T + 61 * SECOND);
    assertThat(parents()).isEmpty();
    assertThat(childSizes()).hasSize(1);
    assertThat(lastAlert().code()).isEqualTo("PARENT_ENDED");
    assertThat(lastAlert().message()).contains("time is over", "1 of 4 traded, 3 left");
    assertThat(lastAlert().numbers()).containsEntry("left", "3");
  }

  @Test
  void smallSlicesAreAddedUpAndTheRestGoesWithTheLast() {
    // Of 0.25 at 100 the venue takes 0.1 and more.
    play.opened().twap(Side.BUY, "0.25", 50, 5);
    assertThat(childSizes()).isEmpty();
    play.mark("100", T + 10 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("0.1"));
    fillChild("100");
    play.mark("100", T + 20 * SECOND).mark("100", T + 30 * SECOND);
    // 0.1 is due, and 0.05 would be left.
    assertThat(childSizes()).isEqualTo(amounts("0.1", "0.15"));
    fillChild("100");
    assertThat(parents()).isEmpty();
  }

  @Test
  void endsWhenTooLittleIsLeft() {
    play.opened().twap(Side.BUY, "0.25", "100", 50, 1).exitsReturn();
    Decision child = run().last();
    play.read(play.journal().fill(child, Fixed8.parse("0.2"), Fixed8.of(100), Fixed8.parse("0.2")));
    play.read(play.journal().ended(child, ExecutionType.EXPIRED, Fixed8.parse("0.2")));
    assertThat(parents()).isEmpty();
    assertThat(lastAlert().message()).contains("too little", "0.05 left");
  }

  @Test
  void sliceWithALimitTakesWhatThereIsAndTheNextTakesTheRestAlong() {
    play.opened().twap(Side.BUY, "4", "100", 60, 4).exitsReturn();
    Decision child = run().last();
    OrderIntent order = child.approvedOrder().orElseThrow();
    assertThat(order.timeInForce()).isEqualTo(TimeInForce.IOC);
    assertThat(order.limitPrice()).isEqualTo(Fixed8.of(100));
    play.read(play.journal().ended(child, ExecutionType.EXPIRED, 0));
    play.mark("100", T + 10 * SECOND);
    assertThat(childSizes()).hasSize(1);
    play.mark("100.01", T + 15 * SECOND);
    // A price beyond the limit: nothing would be traded.
    assertThat(childSizes()).hasSize(1);
    play.mark("99", T + 16 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1", "2"));
    assertThat(run().alertCodes()).isEmpty();
  }

  @Test
  void icebergShowsTheNextPartWhenTheOneBeforeIsFilled() {
    play.opened().iceberg(Side.BUY, "2.5", "99", "1").exitsReturn();
    Decision first = run().last();
    assertThat(first.approvedOrder().orElseThrow().limitPrice()).isEqualTo(Fixed8.of(99));
    play.read(play.journal().accepted(first));
    play.read(play.journal().fill(first, Fixed8.parse("0.4"), Fixed8.of(99), Fixed8.parse("0.4")));
    play.mark("100", T + 1_000 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1"));
    play.read(play.journal().fill(first, Fixed8.parse("0.6"), Fixed8.of(99), Fixed8.of(1)));
    fillChild("99");
    fillChild("99");
    assertThat(childSizes()).isEqualTo(amounts("1", "1", "0.5"));
    assertThat(lastAlert().code()).isEqualTo("PARENT_FILLED");
  }

  @Test
  void icebergOnlyAsMakerHasMakersAsChildren() {
    Signal signal =
        play.journal().limit(ACCOUNT, Side.BUY, "2", "99").as(OrderType.LIMIT_MAKER, null);
    play.opened().read(signal.worked(new Execution.Iceberg(Fixed8.ONE))).exitsReturn();
    assertThat(run().last().approvedOrder().orElseThrow().orderType())
        .isEqualTo(OrderType.LIMIT_MAKER);
  }

  @Test
  void whatShowsMustReachTheVenuesMinimum() {
    play.opened().iceberg(Side.BUY, "2", "99", "0.0009");
    assertThat(run().codes()).containsExactly("SIZE_BELOW_MINIMUM");
    play.iceberg(Side.BUY, "2.1", "99", "0.1");
    assertThat(run().codes()).containsExactly("NOTIONAL_BELOW_MINIMUM");
  }

  @Test
  void parentIsJudgedAsAWhole() {
    play.limit(Limit.MAX_ORDER_QUANTITY, "3").opened().twap(Side.BUY, "4", 60, 4);
    assertThat(run().codes()).containsExactly("MAX_ORDER_QUANTITY");
    assertThat(childSizes()).isEmpty();
  }

  @Test
  void sizeIsResolvedOnce() {
    Signal signal = play.journal().market(ACCOUNT, Side.BUY, SizingMode.QUOTE_AMOUNT, "404");
    play.opened().read(signal.worked(new Execution.Twap(60 * SECOND, 4)));
    assertThat(run().last().workQuantity()).isEqualTo(Fixed8.of(4));
    fillChild("100");
    play.mark("90", T + 15 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("1", "1"));
  }

  @Test
  void equalParentIsADuplicate() {
    play.opened().twap(Side.BUY, "4", 60, 4).twap(Side.BUY, "4", 60, 4);
    assertThat(run().codes()).containsExactly("DUPLICATE_ORDER");
  }

  @Test
  void rejectedChildComesAgainAfterAPauseUntilItIsHopeless() {
    play.opened("450", "0").twap(Side.BUY, "4", 3_600, 1);
    // Another order takes the money.
    play.buyAs("other", "1").exitsReturn();
    assertThat(run().codes()).containsExactly("INSUFFICIENT_BALANCE");
    assertThat(lastAlert().code()).isEqualTo("CHILD_FAILED");
    play.mark("100", T + SECOND - 1);
    assertThat(childSizes()).hasSize(1);
    long time = T;
    for (int i = 0; i < 20; i++) {
      time += 64 * SECOND;
      play.mark("100", time).exitsReturn();
    }
    assertThat(childSizes()).hasSize(ParentOrder.MOST_FAILURES);
    assertThat(parents()).isEmpty();
    assertThat(lastAlert().message()).contains("10 children in a row", "4 left");
  }

  @Test
  void childThatTheVenueRefusesComesAgain() {
    play.opened().twap(Side.BUY, "4", 60, 1).exitsReturn().ended(ExecutionType.REJECTED);
    play.mark("100", T + SECOND);
    assertThat(childSizes()).isEqualTo(amounts("4", "4"));
  }

  @Test
  void whatAnEndedChildTradedCounts() {
    play.opened().twap(Side.BUY, "4", 60, 1).exitsReturn();
    // The fill itself was lost on the way.
    play.read(play.journal().ended(run().last(), ExecutionType.CANCELED, Fixed8.parse("1.5")));
    play.mark("100", T + 2 * SECOND);
    assertThat(childSizes()).isEqualTo(amounts("4", "2.5"));
  }

  @Test
  void overfillEndsIt() {
    play.opened().twap(Side.BUY, "4", 60, 2).exitsReturn();
    play.read(play.journal().fill(run().last(), Fixed8.of(5), Fixed8.of(100), Fixed8.of(5)));
    play.read(play.journal().ended(run().last(), ExecutionType.CANCELED, Fixed8.of(5)));
    play.mark("100", T + 40 * SECOND);
    assertThat(childSizes()).hasSize(1);
    assertThat(parents()).isEmpty();
  }

  @Test
  void repeatedEntriesChangeNothing() {
    Signal parent =
        play.journal().market(ACCOUNT, Side.BUY, "4").worked(new Execution.Twap(60 * SECOND, 4));
    play.opened().read(parent).read(parent).exitsReturn().read(run().lastExit());
    ExecutionReport fill = play.journal().fill(run().last(), "100");
    play.read(fill).read(fill).read(parent).read(run().lastExit());
    assertThat(parents().get(0).traded()).isEqualTo(Fixed8.of(1));
    assertThat(childSizes()).hasSize(1);
    assertThat(run().decisions).hasSize(2);
  }

  @Test
  void fillAfterTheEndOfItsChildEndsIt() {
    play.opened().twap(Side.BUY, "4", 60, 4).exitsReturn();
    Decision child = run().last();
    play.read(play.journal().ended(child, ExecutionType.CANCELED, 0));
    play.read(play.journal().fill(child, "100"));
    assertThat(run().alertCodes()).contains("JOURNAL_CONFLICT");
    assertThat(lastAlert().message()).contains("not known");
    assertThat(parents()).isEmpty();
  }

  @Test
  void childWithOtherContentIsMadeAgain() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    Signal forged = run().lastExit().resized(Fixed8.of(3)).as(OrderType.LIMIT, null);
    play.read(forged).exitsReturn();
    assertThat(run().codes()).contains("NOTHING_TO_WORK");
    assertThat(run().alertCodes()).contains("JOURNAL_CONFLICT");
    play.mark("100", T + SECOND);
    fillChild("100");
    assertThat(parents().get(0).traded()).isEqualTo(Fixed8.of(1));
  }

  @Test
  void childIsNeverLargerThanWhatIsLeft() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    play.read(run().lastExit().resized(Fixed8.of(9)));
    assertThat(run().last().approvedOrder().orElseThrow().quantity()).isEqualTo(Fixed8.of(4));
  }

  @Test
  void haltEndsItAndCancelsItsChild() {
    play.opened().iceberg(Side.BUY, "2", "99", "1").exitsReturn();
    Decision child = run().last();
    play.read(play.journal().accepted(child)).command("tess", CommandAction.HALT);
    assertThat(run().last().outcome()).isEqualTo(Outcome.CANCEL);
    assertThat(run().last().cancels())
        .containsExactly(child.approvedOrder().orElseThrow().clientOrderId());
    assertThat(run().last().violations().get(0).code())
        .isEqualTo(DecisionCode.NOTHING_TO_WORK.name());
    // Its end is told when it is known what was traded.
    assertThat(run().alertCodes()).doesNotContain("PARENT_ENDED");
    play.read(play.journal().fill(child, Fixed8.parse("0.3"), Fixed8.of(99), Fixed8.parse("0.3")));
    play.read(play.journal().ended(child, ExecutionType.CANCELED, Fixed8.parse("0.3")));
    assertThat(lastAlert().message()).contains("HALTED", "0.3 of 2 traded", "1.7 left");
    play.command("ruth", CommandAction.RESUME).mark("99", T + 20 * SECOND);
    assertThat(childSizes()).hasSize(1);
    assertThat(run().decisions.stream().filter(d -> d.outcome() == Outcome.CANCEL)).hasSize(1);
  }

  @Test
  void childOnItsWayIsRejectedWhenItsParentHasEnded() {
    play.opened().twap(Side.BUY, "4", 60, 4).command("tess", CommandAction.HALT);
    play.command("ruth", CommandAction.RESUME).exitsReturn();
    assertThat(run().codes()).containsExactly("NOTHING_TO_WORK");
    assertThat(parents()).isEmpty();
    assertThat(lastAlert().code()).isEqualTo("PARENT_ENDED");
  }

  @Test
  void cancelAllCancelsItsChildOnce() {
    play.opened().iceberg(Side.BUY, "2", "99", "1").exitsReturn();
    play.command("tess", CommandAction.CANCEL_ALL);
    play.read(play.journal().accepted(run().decisions.get(1))).mark("99", T + 9 * SECOND);
    assertThat(run().decisions.stream().filter(d -> d.outcome() == Outcome.CANCEL)).hasSize(1);
    assertThat(parents().get(0).isEnding()).isTrue();
  }

  @Test
  void flattenEndsItAndClosesWhatItBought() {
    play.opened("10000", "0").twap(Side.BUY, "4", 60, 4);
    fillChild("100");
    play.read(
        signed(
            OperatorCommand.of("test", "rita", 1, Level.DESK, CommandAction.FLATTEN, "enough", 1)));
    play.exitsReturn();
    assertThat(run().last().signalOrigin()).isEqualTo(SignalOrigin.COMMAND);
    assertThat(run().last().quantity()).isEqualTo(Fixed8.of(1));
    assertThat(parents()).isEmpty();
  }

  @Test
  void reduceOnlyLetsASaleGoOnAndEndsAPurchase() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    fillChild("100");
    play.read(
        play.journal()
            .signal(
                "other", ACCOUNT, Side.SELL, SizingMode.BASE_QUANTITY, "8", OrderType.MARKET, "0")
            .worked(new Execution.Twap(60 * SECOND, 4)));
    fillChild("100");
    play.command("tess", CommandAction.REDUCE_ONLY);
    assertThat(parents()).extracting(ParentOrder::side).containsExactly(Side.SELL);
    play.mark("100", T + 15 * SECOND);
    fillChild("100");
    assertThat(parents().get(0).traded()).isEqualTo(Fixed8.of(4));
  }

  @Test
  void wishForTheOtherSideEndsIt() {
    play.opened().iceberg(Side.BUY, "2", "95", "1").exitsReturn();
    Decision child = run().last();
    play.sell("1");
    assertThat(run().last().outcome()).isEqualTo(Outcome.CANCEL);
    play.read(play.journal().ended(child, ExecutionType.CANCELED, 0));
    assertThat(lastAlert().message()).contains("wants to SELL");
    assertThat(parents()).isEmpty();
  }

  @Test
  void wishOfAnotherStrategyDoesNot() {
    play.opened().iceberg(Side.BUY, "2", "90", "1");
    play.read(
        play.journal()
            .signal(
                "other", ACCOUNT, Side.SELL, SizingMode.BASE_QUANTITY, "1", OrderType.MARKET, "0"));
    assertThat(parents()).hasSize(1);
  }

  private Play protectedTwap() {
    Signal buy =
        play.journal()
            .protectedBuy("trend", ACCOUNT, "4", new Protection(Fixed8.of(95), 0, 0))
            .worked(new Execution.Twap(60 * SECOND, 4));
    return play.opened("10000", "0").read(buy);
  }

  @Test
  void protectionIsOfAllThatTheChildrenBuy() {
    protectedTwap();
    fillChild("100");
    play.mark("98", T + 15 * SECOND);
    fillChild("98");
    List<Lot> lots = run().account(ACCOUNT).lots().of(JournalFixture.BTC);
    assertThat(lots).hasSize(1);
    assertThat(lots.get(0).quantity()).isEqualTo(Fixed8.of(2));
    assertThat(lots.get(0).entryPrice()).isEqualTo(Fixed8.of(99));
  }

  @Test
  void protectionThatWasReachedEndsIt() {
    protectedTwap();
    fillChild("100");
    play.mark("95", T + 15 * SECOND);
    assertThat(run().lastExit().origin()).isEqualTo(SignalOrigin.PROTECTION);
    assertThat(run().lastExit().size()).isEqualTo(Fixed8.of(1));
    assertThat(parents()).isEmpty();
    assertThat(lastAlert().message()).contains("protection");
  }

  @Test
  void whatAnExitSoldIsNotSoldByAParentAgain() {
    // Another strategy has bought as much on the account.
    play.opened("10000", "0").protect("2", "99", "", "").fill("100").buyAs("other", "2");
    play.fill("100").twap(Side.SELL, "2", 60, 2);
    fillChild("100");
    play.mark("99", T + 2 * SECOND);
    assertThat(run().lastExit().origin()).isEqualTo(SignalOrigin.PROTECTION);
    play.exitsReturn().fill("99");
    play.mark("99", T + 31 * SECOND);
    assertThat(childSizes()).hasSize(1);
    assertThat(parents()).isEmpty();
    long held = run().state().book.account(ACCOUNT).orElseThrow().quantity(JournalFixture.BTC);
    assertThat(held).isEqualTo(Fixed8.of(2));
  }

  @Test
  void restartsWithWhatItHad() {
    play.opened().twap(Side.BUY, "4", 60, 4);
    run().restart();
    fillChild("100");
    run().restart();
    play.mark("100", T + 15 * SECOND);
    String before = run().stateHash();
    run().restart();
    assertThat(run().stateHash()).isEqualTo(before);
    fillChild("100");
    assertThat(childSizes()).isEqualTo(amounts("1", "1"));
    assertThat(parents().get(0).traded()).isEqualTo(Fixed8.of(2));
  }

  @Test
  void onlyTheGateMakesChildren() {
    Signal forged = play.journal().market(ACCOUNT, Side.BUY, "1").worked(new Execution.Child(1, 1));
    play.opened().read(forged);
    assertThat(run().refused).containsExactly("INVALID_ENTRY");
  }

  @Test
  void orderThatCannotBeWorkedSoIsRefused() {
    Signal market = play.journal().market(ACCOUNT, Side.BUY, "1");
    play.opened().read(market.worked(new Execution.Iceberg(Fixed8.ONE)));
    assertThat(run().refused).containsExactly("INVALID_ENTRY");
  }
}
