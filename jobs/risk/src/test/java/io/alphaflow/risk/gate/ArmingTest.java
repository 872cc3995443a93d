package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.DeskFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Side;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.limit.Limit;
import org.junit.jupiter.api.Test;

class ArmingTest {

  private static final long T = 1_000 * SECOND;
  private static final long HOUR = 3_600 * SECOND;

  private final Play play =
      new Play().desk(DeskFixture::live).limitText(Limit.MAX_MARK_AGE, "30d").opened();
  private long commands;

  private void give(String person, Level level, CommandAction action, long until) {
    play.read(
        signed(
            OperatorCommand.of("test", person, ++commands, level, action, "drill", 1)
                .until(until)));
  }

  private void arm(String account, long until) {
    give("rita", Level.account(account), CommandAction.ARM, until);
  }

  @Test
  void nothingIsOrderedForWhatNobodyHasArmed() {
    assertThat(play.buy("1").run().codes()).containsExactly("NOT_ARMED");
    assertThat(play.sell("1").run().codes()).containsExactly("NOT_ARMED");
    assertThat(play.run().last().violations().get(0).control()).isEqualTo("C17");
  }

  @Test
  void noOtherCommandLetsItTrade() {
    give("rita", Level.DESK, CommandAction.RESUME, 0);
    assertThat(play.buy("1").run().codes()).containsExactly("NOT_ARMED");
    give("rita", Level.DESK, CommandAction.FLATTEN, 0);
    assertThat(play.run().exits).isEmpty();
    assertThat(play.sell("1").run().codes()).contains("NOT_ARMED");
  }

  @Test
  void oneAccountIsArmedForATime() {
    arm(ACCOUNT, T + HOUR);
    assertThat(play.buy("1").run().approved()).isTrue();
    assertThat(play.run().alerts.get(0).message()).contains("LIVE until 1970-01-01T01:16:40Z");
    play.read(play.journal().account(NEIGHBOUR, "10000", "10"));
    assertThat(play.read(play.journal().market(NEIGHBOUR, Side.BUY, "1")).run().codes())
        .containsExactly("NOT_ARMED");
    play.clock(T + HOUR);
    assertThat(play.run().alertCodes()).containsExactly("COMMAND_OBEYED", "ARMING_ENDED");
    assertThat(play.buy("2").run().codes()).containsExactly("NOT_ARMED");
    assertThat(play.sell("1").run().approved()).isTrue();
  }

  @Test
  void whoeverMayTradeMayDisarmAndUnsentOrdersStay() {
    arm(ACCOUNT, T + HOUR);
    play.buy("1");
    String unsent = play.run().last().order().clientOrderId();
    give("tess", Level.DESK, CommandAction.DISARM, 0);
    assertThat(play.run().last().cancels()).containsExactly(unsent);
    assertThat(play.buy("2").run().codes()).containsExactly("NOT_ARMED");
    assertThat(play.sell("1").run().approved()).isTrue();
    arm(ACCOUNT, T + HOUR);
    assertThat(play.buy("3").run().approved()).isTrue();
  }

  @Test
  void armingNeedsTheRoleOneAccountAndAnEnd() {
    give("tess", Level.account(ACCOUNT), CommandAction.ARM, T + HOUR);
    arm(ACCOUNT, 0);
    arm(ACCOUNT, T);
    arm(ACCOUNT, T + 7 * 24 * HOUR + 1);
    arm("stranger", T + HOUR);
    give("rita", Level.DESK, CommandAction.ARM, T + HOUR);
    give("rita", Level.strategy(ACCOUNT, "trend"), CommandAction.ARM, T + HOUR);
    give("tess", Level.strategy(ACCOUNT, "trend"), CommandAction.DISARM, 0);
    assertThat(play.run().alertCodes()).isNotEmpty().containsOnly("COMMAND_REFUSED");
    assertThat(play.buy("1").run().codes()).containsExactly("NOT_ARMED");
    arm(ACCOUNT, T + 7 * 24 * HOUR);
    assertThat(play.buy("1").run().approved()).isTrue();
  }

  @Test
  void aDeskOnPaperHasNothingToArm() {
    GateRun run = new Play().opened().run();
    run.read(
        signed(
            OperatorCommand.of(
                    "test", "rita", 1, Level.account(ACCOUNT), CommandAction.ARM, "drill", 1)
                .until(T + HOUR)));
    assertThat(run.alerts.get(0).message()).contains("the desk's mode is paper");
  }

  @Test
  void isRememberedAndEndsWithTheMode() {
    arm(ACCOUNT, T + HOUR);
    play.run().restart();
    assertThat(play.buy("1").run().approved()).isTrue();
    RiskOptions live = new DeskFixture().live().options();
    byte[] state = Gate.decode(live, new Gate(live).encode()).encode();
    assertThat(Gate.decode(live, state).encode()).isEqualTo(state);
    RiskOptions paper = live.as(RunMode.PAPER);
    assertThat(Gate.decode(paper, state).encode()).isEqualTo(new Gate(paper).encode());
  }
}
