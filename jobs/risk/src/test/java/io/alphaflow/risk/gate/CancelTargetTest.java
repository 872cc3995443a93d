package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Side;
import org.junit.jupiter.api.Test;

/** A cancellation says enough of an order to report its end. */
class CancelTargetTest {

  @Test
  void aCancellationNamesStrategyDecisionSideAndQuantityOfWhatWasApproved() {
    Play play = new Play();
    play.opened().limitOrder(Side.BUY, "1", "90");
    Decision approved = play.run().last();
    play.command("tess", CommandAction.CANCEL_ALL);
    Decision cancellation = play.run().last();
    assertThat(cancellation.cancels()).containsExactly(approved.order().clientOrderId());
    assertThat(cancellation.targets())
        .containsExactly(
            new CancelTarget(
                approved.order().clientOrderId(),
                approved.strategy(),
                approved.sequence(),
                Side.BUY,
                approved.order().quantity()));
  }
}
