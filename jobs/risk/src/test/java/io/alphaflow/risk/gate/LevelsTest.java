package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.DeskFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops, limits and overrides of persons at all levels, and their ends. */
class LevelsTest {

  private static final long T = 1_000 * SECOND;
  private static final Level TREND = Level.strategy(ACCOUNT, "trend-main");

  private final Play play = new Play();
  private long number;

  private OperatorCommand command(String person, Level level, CommandAction action) {
    return OperatorCommand.of("test", person, ++number, level, action, "drill", 1);
  }

  private void give(OperatorCommand command) {
    play.read(signed(command));
  }

  private void set(Level level, String limit, String value, long until) {
    give(
        command("rita", level, CommandAction.SET_LIMITS)
            .withLimits(new TreeMap<>(Map.of(limit, value)))
            .until(until));
  }

  @Test
  void aStopOfAStrategyStopsThatStrategyOnly() {
    play.opened();
    give(command("tess", TREND, CommandAction.HALT));
    assertThat(play.buy("1").run().codes()).containsExactly("HALTED");
    assertThat(play.buyAs("other", "1").run().approved()).isTrue();
  }

  @Test
  void aStopOfAnInstrumentStopsItForAllAccounts() {
    play.opened();
    give(command("tess", Level.instrument(JournalFixture.BTC), CommandAction.HALT));
    assertThat(play.buy("1").run().codes()).containsExactly("HALTED");
    give(command("rita", Level.DESK, CommandAction.RESUME));
    assertThat(play.buy("1").run().approved()).isTrue();
  }

  @Test
  void toResumeALevelLeavesWhatIsAboveIt() {
    play.opened();
    give(command("tess", Level.DESK, CommandAction.HALT));
    give(command("tess", TREND, CommandAction.HALT));
    give(command("rita", TREND, CommandAction.RESUME));
    assertThat(play.buy("1").run().last().violations())
        .extracting(Violation::observed)
        .containsExactly("desk HALTED by tess: drill");
  }

  @Test
  void aStopThatHasAnEndEndsAtItsLogicalTime() {
    play.opened();
    give(command("tess", Level.account(ACCOUNT), CommandAction.HALT).until(T + 5 * SECOND));
    assertThat(play.clock(T + 5 * SECOND - 1).sell("1").run().codes()).containsExactly("HALTED");
    assertThat(play.clock(T + 5 * SECOND).sell("1").run().approved()).isTrue();
    assertThat(play.run().alertCodes()).containsExactly("COMMAND_OBEYED", "STOP_ENDED");
  }

  @Test
  void aBreakerThatCoolsDownDoesNotEndWhatAPersonStopped() {
    play.opened()
        .read(
            new BreakerTrip(
                Level.instrument(JournalFixture.BTC),
                "price-shock",
                7,
                T,
                StopKind.HALTED,
                5 * SECOND,
                false,
                "5 %"));
    assertThat(play.sell("1").run().codes()).containsExactly("PRICE_SHOCK");
    give(command("tess", Level.instrument(JournalFixture.BTC), CommandAction.REDUCE_ONLY));
    play.clock(T + 5 * SECOND);
    assertThat(play.sell("1").run().approved()).isTrue();
    assertThat(play.mark("100", T + 6 * SECOND).buy("1").run().codes())
        .containsExactly("REDUCE_ONLY");
  }

  /** One mark that is a shock up and down: whichever trip comes first, and if both come again. */
  @ParameterizedTest
  @ValueSource(strings = {"up down", "down up", "up down up down", "down up up down"})
  void shocksOfBothDirectionsAtOnceAreTwoTripsAndNoConflict(String order) {
    play.opened();
    for (String direction : order.split(" ")) {
      play.read(
          new BreakerTrip(
              Level.instrument(JournalFixture.BTC),
              "price-shock-" + direction,
              7,
              T,
              StopKind.HALTED,
              5 * SECOND,
              false,
              "went " + direction));
      play.run().restart();
    }
    assertThat(play.run().alertCodes()).containsExactly("BREAKER_TRIPPED", "BREAKER_TRIPPED");
    assertThat(play.sell("1").run().codes()).containsExactly("PRICE_SHOCK", "PRICE_SHOCK");
    play.clock(T + 5 * SECOND);
    assertThat(play.sell("1").run().approved()).isTrue();
  }

  @Test
  void aLimitThatIsSetHoldsUntilItsEnd() {
    play.opened();
    set(Level.DESK, "maxOrderQuantity", "1", T + 5 * SECOND);
    assertThat(play.buy("2").run().codes()).containsExactly("MAX_ORDER_QUANTITY");
    assertThat(play.run().last().inputs().limitsVersion()).isEqualTo(2);
    assertThat(play.clock(T + 5 * SECOND).buy("2").run().approved()).isTrue();
    assertThat(play.run().last().inputs().limitsVersion()).isEqualTo(3);
  }

  @Test
  void aLimitIsSetBackToWhatIsConfigured() {
    play.limit(Limit.MAX_ORDER_QUANTITY, "3").opened();
    give(
        command("rita", Level.DESK, CommandAction.SET_LIMITS)
            .withLimits(Map.of("maxOrderQuantity", "off"))
            .withCodes(List.of(), "ruth"));
    assertThat(play.buy("4").run().approved()).isTrue();
    set(Level.DESK, "maxOrderQuantity", "configured", 0);
    assertThat(play.buy("4.5").run().codes()).containsExactly("MAX_ORDER_QUANTITY");
  }

  @Test
  void toLoosenALimitTakesTwoPersons() {
    play.limit(Limit.MAX_ORDER_QUANTITY, "3").opened();
    set(Level.DESK, "maxOrderQuantity", "off", 0);
    set(TREND, "maxOrderQuantity", "4", 0);
    set(Level.DESK, "maxOrderQuantity", "2", 0);
    set(Level.DESK, "maxOrderQuantity", "configured", 0);
    assertThat(play.run().alertCodes())
        .containsExactly("COMMAND_REFUSED", "COMMAND_REFUSED", "COMMAND_OBEYED", "COMMAND_REFUSED");
    assertThat(play.run().alerts.get(0).message())
        .contains("it loosens maxOrderQuantity, which needs an admin or two persons");
    assertThat(play.buy("2.5").run().codes()).containsExactly("MAX_ORDER_QUANTITY");
  }

  @Test
  void aShorterStopOfAnotherPersonDoesNotEndALongerOne() {
    play.opened();
    give(command("rita", Level.account(ACCOUNT), CommandAction.HALT));
    give(command("tess", Level.account(ACCOUNT), CommandAction.HALT).until(T + SECOND));
    assertThat(play.clock(T + 2 * SECOND).sell("1").run().codes()).containsExactly("HALTED");
  }

  @Test
  void aCommandOfAnotherDeskIsNothingToThisOne() {
    OperatorCommand other =
        OperatorCommand.of("paper", "rita", 1, Level.DESK, CommandAction.HALT, "drill", 1);
    GateRun run = play.opened().read(signed(other)).sell("1").run();
    assertThat(run.alertCodes()).containsExactly("COMMAND_REFUSED");
    assertThat(run.approved()).isTrue();
  }

  @Test
  void aGenuineCommandThatWasRefusedCannotBeGivenAgain() {
    GateRun run = play.limit(Limit.MAX_ORDER_QUANTITY, "1").opened().run();
    OperatorCommand early =
        signed(override("rita", "ruth", "MAX_ORDER_QUANTITY", T + 25 * 3_600 * SECOND));
    play.read(early).clock(T + 2 * 3_600 * SECOND).read(early);
    assertThat(run.alertCodes()).containsExactly("COMMAND_REFUSED", "COMMAND_REPEATED");
  }

  @Test
  void aHaltCancelsWhatMayNotHaveBeenSent() {
    play.opened().limitOrder(Side.BUY, "1", "90");
    Decision sent = play.run().last();
    play.read(play.journal().accepted(sent)).limitOrder(Side.BUY, "1.5", "91");
    Decision unsent = play.run().last();
    give(command("tess", Level.DESK, CommandAction.HALT));
    assertThat(play.run().last().cancels()).containsExactly(unsent.order().clientOrderId());
  }

  @Test
  void nobodyLoosensWhatAnotherLevelKeepsTight() {
    play.opened();
    set(Level.account(ACCOUNT), "maxOrderQuantity", "1", 0);
    set(TREND, "maxOrderQuantity", "5", 0);
    assertThat(play.buy("2").run().last().violations())
        .extracting(Violation::limit)
        .containsExactly("1 BTC");
  }

  @Test
  void limitsThatMakeNoSenseAreRefusedAndChangeNothing() {
    GateRun run = play.opened().run();
    set(Level.DESK, "maxOrderQuantty", "1", 0);
    set(Level.DESK, "maxOrderQuantity", "-1", 0);
    set(TREND, "maxDailyLoss", "1", 0);
    give(command("rita", Level.DESK, CommandAction.SET_LIMITS));
    assertThat(run.alertCodes()).hasSize(4).containsOnly("COMMAND_REFUSED");
    assertThat(play.buy("2").run().last().inputs().limitsVersion()).isEqualTo(1);
    assertThat(run.alerts.get(0).message())
        .contains("maxOrderQuantty is no limit of desk; expected one of maxOrderValue");
  }

  private OperatorCommand override(String person, String second, String code, long until) {
    return command(person, TREND, CommandAction.OVERRIDE)
        .withCodes(List.of(code), second)
        .until(until);
  }

  @Test
  void anOverrideOfTwoPersonsWaivesItsCodeForItsTimeAndIsInTheDecision() {
    play.limit(Limit.MAX_ORDER_QUANTITY, "1").opened();
    give(override("rita", "ruth", "MAX_ORDER_QUANTITY", T + 60 * SECOND));
    assertThat(play.buy("2").run().approved()).isTrue();
    assertThat(play.run().last().overridden())
        .extracting(Violation::code)
        .containsExactly("MAX_ORDER_QUANTITY");
    assertThat(play.buyAs("other", "2").run().codes()).containsExactly("MAX_ORDER_QUANTITY");
    play.mark("100", T + 60 * SECOND).buy("3");
    assertThat(play.run().codes()).containsExactly("MAX_ORDER_QUANTITY");
    assertThat(play.run().alertCodes()).containsExactly("COMMAND_OBEYED", "OVERRIDE_ENDED");
  }

  /** The fixture refuses two alerts of one identity. */
  @Test
  void whatEndsAtOneEntryIsToldOneByOne() {
    play.limit(Limit.MAX_ORDER_QUANTITY, "1").opened();
    give(override("rita", "ruth", "MAX_ORDER_QUANTITY", T + 60 * SECOND));
    give(override("ruth", "rita", "MAX_ORDER_QUANTITY", T + 60 * SECOND));
    give(command("tess", TREND, CommandAction.HALT).until(T + 60 * SECOND));
    give(command("tess", TREND, CommandAction.REDUCE_ONLY).until(T + 60 * SECOND));
    play.mark("100", T + 60 * SECOND);
    String entry = play.run().alerts.get(4).id().split("OVERRIDE")[0];
    assertThat(play.run().alerts.subList(4, 8))
        .extracting(Alert::id)
        .containsExactly(
            entry + "OVERRIDE_ENDED-" + TREND.key() + "[MAX_ORDER_QUANTITY]",
            entry + "OVERRIDE_ENDED-" + TREND.key() + "[MAX_ORDER_QUANTITY]-2",
            entry + "STOP_ENDED-tess-" + TREND.key(),
            entry + "STOP_ENDED-tess-" + TREND.key() + "-2");
  }

  @Test
  void anOverrideNeedsTwoPersonsWithTheRoleAndACodeThatCanBeWaived() {
    GateRun run = play.limit(Limit.MAX_ORDER_QUANTITY, "1").opened().run();
    long until = T + 60 * SECOND;
    give(override("rita", "rita", "MAX_ORDER_QUANTITY", until));
    give(override("rita", "tess", "MAX_ORDER_QUANTITY", until));
    give(override("rita", "", "MAX_ORDER_QUANTITY", until));
    give(override("rita", "ruth", "HALTED", until));
    give(override("rita", "ruth", "MAX_ORDER_QUANTITY", T + 25 * 3_600 * SECOND));
    OperatorCommand good = signed(override("rita", "ruth", "MAX_ORDER_QUANTITY", until));
    play.read(good.until(until + 1));
    play.read(good.countersigned(good.signature()));
    assertThat(run.alertCodes()).hasSize(7).containsOnly("COMMAND_REFUSED");
    assertThat(play.buy("2").run().codes()).containsExactly("MAX_ORDER_QUANTITY");
  }

  @Test
  void cancelAllNamesEveryWorkingOrderOfItsLevelAndStopsIt() {
    play.opened().limitOrder(Side.BUY, "1", "90").limitOrder(Side.BUY, "1.5", "91");
    String first = play.run().decisions.get(0).order().clientOrderId();
    String second = play.run().last().order().clientOrderId();
    play.buyAs("other", "1");
    give(command("tess", TREND, CommandAction.CANCEL_ALL));
    assertThat(play.run().last().cancels()).containsExactlyInAnyOrder(first, second);
    assertThat(play.run().last().sequence()).isEqualTo(4);
    assertThat(play.buy("2").run().codes()).containsExactly("HALTED");
  }
}
