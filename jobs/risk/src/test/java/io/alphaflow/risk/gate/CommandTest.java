package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.DeskFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTest {

  @ParameterizedTest
  @CsvSource({
    "victor, HALT, false",
    "victor, REDUCE_ONLY, false",
    "victor, RESUME, false",
    "tess, HALT, true",
    "tess, REDUCE_ONLY, true",
    "tess, RESUME, false",
    "rita, HALT, true",
    "rita, RESUME, true",
    "nobody, HALT, false"
  })
  void obeysOnlyWhoMay(String person, CommandAction action, boolean obeyed) {
    GateRun run = new Play().opened().command(person, action).run();
    assertThat(run.alertCodes()).containsExactly(obeyed ? "COMMAND_OBEYED" : "COMMAND_REFUSED");
    assertThat(run.refused).hasSize(obeyed ? 0 : 1);
  }

  @Test
  void changedCommandIsRefusedAndDoesNotUseUpThePersonsNumbers() {
    Play play = new Play().opened();
    OperatorCommand signed = command("tess", 900, ACCOUNT, CommandAction.REDUCE_ONLY);
    OperatorCommand forged =
        OperatorCommand.of(
                "test", "tess", 900, Level.account(ACCOUNT), CommandAction.HALT, signed.reason(), 1)
            .signed(signed.signature());
    GateRun run = play.read(forged).sell("1").run();
    assertThat(run.alertCodes()).containsExactly("COMMAND_REFUSED");
    assertThat(run.refused).containsExactly("COMMAND_REFUSED");
    assertThat(run.approved()).isTrue();

    play.read(command("tess", 5, ACCOUNT, CommandAction.HALT)).sell("2");
    assertThat(run.codes()).containsExactly("HALTED");
  }

  @Test
  void oldCommandSentAgainIsRefusedAndAlerted() {
    OperatorCommand resume = command("rita", 1, ACCOUNT, CommandAction.RESUME);
    GateRun run =
        new Play()
            .opened()
            .read(resume, command("rita", 2, ACCOUNT, CommandAction.HALT), resume)
            .sell("1")
            .run();
    assertThat(run.codes()).containsExactly("HALTED");
    assertThat(run.alertCodes())
        .containsExactly("COMMAND_OBEYED", "COMMAND_OBEYED", "COMMAND_REPEATED");
    assertThat(run.refused).containsExactly("COMMAND_REPEATED");
  }

  private static final long NOW = 1_790_000_000_000_000L;
  private static final long YEAR = 365 * 86_400_000_000L;
  private static final long HOUR = 3_600_000_000L;

  @ParameterizedTest
  @EnumSource(
      value = CommandAction.class,
      names = {"HALT", "REDUCE_ONLY", "CANCEL_ALL", "FLATTEN"})
  void stopIsObeyedAfterACommandFromAClockThatWasAhead(CommandAction action) {
    for (long ahead : new long[] {1, HOUR, HOUR + 1, YEAR, Long.MAX_VALUE - NOW}) {
      Play play = new Play().opened();
      play.read(command("rita", NOW + ahead, ACCOUNT, CommandAction.RESUME));
      play.run().restart();
      OperatorCommand stop = command("rita", NOW, ACCOUNT, action);
      play.read(stop).buy("1");
      assertThat(play.run().alertCodes()).startsWith("COMMAND_OBEYED", "COMMAND_OBEYED");
      assertThat(play.run().approved()).isFalse();

      play.run().restart();
      play.read(stop);
      assertThat(play.run().alertCodes()).last().isEqualTo("COMMAND_REPEATED");
    }
  }

  @Test
  void commandFromAClockThatWasAheadDoesNotUseUpThePersonsNumbers() {
    OperatorCommand ahead = command("rita", NOW + YEAR, ACCOUNT, CommandAction.HALT);
    Play play = new Play().opened().read(ahead);
    play.read(command("rita", NOW, ACCOUNT, CommandAction.RESUME)).sell("1");
    assertThat(play.run().approved()).isTrue();
    assertThat(play.run().alertCodes())
        .containsExactly("COMMAND_OBEYED", "COMMAND_OBEYED", "COMMAND_CLOCK");

    play.read(ahead).sell("2");
    assertThat(play.run().approved()).as("the same again is a replay").isTrue();
    assertThat(play.run().refused).containsExactly("COMMAND_REPEATED");
  }

  @ParameterizedTest
  @EnumSource(
      value = CommandAction.class,
      names = {"RESUME", "SET_LIMITS", "OVERRIDE"})
  void whatWasGivenBeforeAStopDoesNotLoosenIt(CommandAction action) {
    Play play = new Play().opened().read(command("rita", NOW, ACCOUNT, CommandAction.HALT));
    play.read(command("rita", NOW - HOUR, ACCOUNT, action)).sell("1");
    assertThat(play.run().codes()).containsExactly("HALTED");
    assertThat(play.run().refused).containsExactly("COMMAND_REPEATED");
  }

  @Test
  void stopThatComesLateDoesNotShortenAnother() {
    Play play = new Play().opened();
    long soon = 1_010_000_000L;
    play.read(command("rita", NOW, ACCOUNT, CommandAction.HALT));
    OperatorCommand shorter =
        OperatorCommand.of(
                "test", "rita", NOW - 1, Level.account(ACCOUNT), CommandAction.HALT, "drill", 1)
            .until(soon);
    play.read(DeskFixture.signed(shorter));
    play.read(command("rita", NOW - 2, ACCOUNT, CommandAction.FLATTEN));
    assertThat(play.run().refused).isEmpty();
    play.clock(soon).sell("1");
    assertThat(play.run().codes()).contains("HALTED");
    assertThat(play.run().exits).isEmpty();
  }

  @Test
  void numbersThatAreForgottenCountAsSeen() {
    Play play = new Play().opened();
    for (int i = 0; i < CommandNumbers.MOST + 10; i++) {
      play.read(command("tess", NOW + i, ACCOUNT, CommandAction.HALT));
    }
    int size = play.run().refused.size();
    for (int i : new int[] {0, 9, 10, CommandNumbers.MOST + 9}) {
      play.read(command("tess", NOW + i, ACCOUNT, CommandAction.HALT));
    }
    play.read(command("tess", NOW - 1, ACCOUNT, CommandAction.HALT));
    assertThat(play.run().refused).hasSize(size + 5).containsOnly("COMMAND_REPEATED");
  }

  /** Before, the highest number of a person stood among those of all producers. */
  @Test
  void goesOnFromTheStateOfOlderVersions() {
    Play play = new Play().opened();
    OperatorCommand old = command("rita", NOW, ACCOUNT, CommandAction.HALT);
    play.run().state().book.apply(old, 1, Map.of());
    play.run().restart();
    play.read(old).read(command("rita", NOW - 1, ACCOUNT, CommandAction.HALT));
    assertThat(play.run().refused).containsExactly("COMMAND_REPEATED", "COMMAND_REPEATED");
    play.read(command("rita", NOW + 1, ACCOUNT, CommandAction.HALT)).sell("1");
    assertThat(play.run().codes()).containsExactly("HALTED");
  }

  @Test
  void reduceOnlyDoesNotLoosenAHalt() {
    GateRun run =
        new Play()
            .opened()
            .command("rita", CommandAction.HALT)
            .command("tess", CommandAction.REDUCE_ONLY)
            .sell("1")
            .run();
    assertThat(run.codes()).containsExactly("HALTED");
  }

  @Test
  void haltOfTheDeskOutlastsResumeOfTheAccount() {
    Play play = new Play().opened();
    play.read(command("rita", 1, Level.ALL, CommandAction.HALT));
    play.read(command("rita", 2, ACCOUNT, CommandAction.RESUME)).sell("1");
    assertThat(play.run().codes()).containsExactly("HALTED");
    assertThat(play.run().last().violations().get(0).observed())
        .isEqualTo("desk HALTED by rita: drill");

    play.read(command("rita", 3, Level.ALL, CommandAction.RESUME)).sell("2");
    assertThat(play.run().approved()).isTrue();
  }

  @Test
  void breakerTripHaltsItsAccountUntilRiskResumes() {
    BreakerTrip trip =
        new BreakerTrip(
            Level.account(ACCOUNT), "order-velocity", 7, 1, StopKind.HALTED, 0, false, "too many");
    Play play = new Play().opened().read(trip).sell("1");
    assertThat(play.run().codes()).containsExactly("ORDER_VELOCITY");
    assertThat(play.run().alertCodes()).containsExactly("BREAKER_TRIPPED");

    play.command("tess", CommandAction.RESUME).sell("2");
    assertThat(play.run().codes()).containsExactly("ORDER_VELOCITY");
    play.command("rita", CommandAction.RESUME).sell("3");
    assertThat(play.run().approved()).isTrue();

    play.read(trip).sell("4");
    assertThat(play.run().approved()).as("the same trip again does not halt again").isTrue();
  }

  @Test
  void tripOfAnotherAccountDoesNotMatter() {
    BreakerTrip trip =
        new BreakerTrip(
            Level.account(NEIGHBOUR),
            "order-velocity",
            7,
            1,
            StopKind.HALTED,
            0,
            false,
            "too many");
    GateRun run = new Play().opened().read(trip).sell("1").run();
    assertThat(run.alertCodes()).containsExactly("BREAKER_TRIPPED");
    assertThat(run.approved()).isTrue();
  }
}
