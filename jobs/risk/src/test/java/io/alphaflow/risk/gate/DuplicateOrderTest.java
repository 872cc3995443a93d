package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DuplicateOrderTest {

  private static final long T = 1_000 * SECOND;

  @Test
  void orderThatIsRepeatedWithoutAPauseStaysADuplicate() {
    Play play = new Play().opened().buy("1");
    for (int i = 1; i <= 100; i++) {
      play.mark("100", T + i * 5 * SECOND).buy("1");
      assertThat(play.run().codes()).containsExactly("DUPLICATE_ORDER");
    }
    play.mark("100", T + 560 * SECOND).buy("1");
    assertThat(play.run().approved()).as("after a pause as long as the window").isTrue();
  }

  @Test
  void orderThatWasRejectedForSomethingElseIsNoOriginal() {
    Play play = new Play().opened("100", "0").buy("1");
    assertThat(play.run().codes()).containsExactly("INSUFFICIENT_BALANCE");
    play.mark("50", T + 1).buy("1");
    assertThat(play.run().approved()).isTrue();
  }
}
