package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyCallTest {

  @Test
  void readsAKindWithAndWithoutParameters() {
    assertThat(StrategyCall.parse("ma-cross", Map.of("fast", "3")))
        .isEqualTo(new StrategyCall("ma-cross", Map.of("fast", "3")));
    assertThat(StrategyCall.parse(" ma-cross ( fast = 10, slow=20 ) ", Map.of("size", "1")))
        .isEqualTo(new StrategyCall("ma-cross", Map.of("fast", "10", "slow", "20", "size", "1")));
    assertThat(StrategyCall.parse("dca()", Map.of())).isEqualTo(new StrategyCall("dca", Map.of()));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> StrategyCall.parse("ma-cross(fast=1", Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected for example");
    assertThatThrownBy(() -> StrategyCall.parse("ma-cross(fast)", Map.of()))
        .hasMessageContaining("name=value");
    assertThatThrownBy(() -> StrategyCall.parse("ma-cross(fast=1)", Map.of("fast", "2")))
        .hasMessageContaining("twice");
  }
}
