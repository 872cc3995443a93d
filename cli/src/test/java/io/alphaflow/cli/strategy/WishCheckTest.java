package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishCheckTest {

  private final WishCheck check = new WishCheck(TestDesk.desk(), StrategyCatalog.onClassPath());

  @Test
  void aSoundWishHasAllParametersAndItsWarmUp() {
    check.newId("quick");
    check.account("main");
    assertThat(check.interval("60m")).isEqualTo("1h");
    assertThat(check.instruments(List.of("BTC/USD", "sim:ETH/USD")))
        .containsExactly("sim:BTC/USD", "sim:ETH/USD");
    WishCheck.Parsed parsed = check.strategy("ma-cross", Map.of("fast", "3", "slow", "9"), 2);
    check.finish();
    assertThat(parsed.parameters()).containsEntry("fast", "3").containsKeys("size", "sizing");
    assertThat(parsed.inputs().totalWarmUp()).isGreaterThanOrEqualTo(9);
  }

  @Test
  void tellsAllThatIsWrongAtOnceAndWhatWouldBeAccepted() {
    check.newId("trend");
    check.account("savings");
    check.interval("soon");
    check.instruments(List.of("DOGE/USD", "BTC/USD", "BTC/USD"));
    check.strategy("ma-cross", Map.of("fast", "none", "speed", "3"), 1);
    assertThatThrownBy(check::finish)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("nothing was sent:")
        .hasMessageContaining("id: \"trend\" is not accepted; expected one that is not in use")
        .hasMessageContaining("quiet, trend")
        .hasMessageContaining("--account: \"savings\" is not accepted; expected one of main")
        .hasMessageContaining("--interval: \"soon\"")
        .hasMessageContaining("--symbol: \"DOGE/USD\" is not accepted")
        .hasMessageContaining("sim:BTC/USD, sim:ETH/USD")
        .hasMessageContaining("each symbol once")
        .hasMessageContaining("--param fast: \"none\" is not accepted; expected a whole number")
        .hasMessageContaining(
            "--param: \"speed\" is not accepted; expected a parameter of ma-cross");
  }

  @Test
  void valuesThatContradictEachOtherAreRefused() {
    check.strategy("ma-cross", Map.of("fast", "30", "slow", "10"), 1);
    assertThatThrownBy(check::finish).hasMessageContaining("fast 30").hasMessageContaining("below");
  }

  @Test
  void anUnknownTypeIsToldWithTheKnownOnes() {
    check.strategy("magic", Map.of(), 1);
    assertThatThrownBy(check::finish)
        .hasMessageContaining("type: \"magic\"")
        .hasMessageContaining("ma-cross");
  }

  @Test
  void aStrategyOfTwoLegsNeedsTwoSymbols() {
    check.strategy("pairs", Map.of(), 1);
    assertThatThrownBy(check::finish).hasMessageContaining("2 symbols together, 1 are given");
  }

  @Test
  void anIdOfSpacesIsRefused() {
    check.newId("my strategy");
    assertThatThrownBy(check::finish).hasMessageContaining("letters, digits");
  }
}
