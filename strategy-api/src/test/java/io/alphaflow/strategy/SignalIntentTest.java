package io.alphaflow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How a strategy asks for an order that is worked in parts, for less of one of before, or for a
 * pair.
 */
class SignalIntentTest {

  private static final Sizing FIVE = new Sizing(SizingMode.BASE_QUANTITY, Fixed8.of(5));
  private static final SignalIntent MARKET =
      SignalIntent.market(Side.BUY, FIVE, 1, "because", Map.of());
  private static final SignalIntent LIMIT =
      SignalIntent.limit(Side.BUY, FIVE, Fixed8.of(100), 1, "because", Map.of());

  @Test
  void slicesAreOfAMarketOrALimitOrder() {
    Execution.Twap half = new Execution.Twap(1_800_000_000L, 6);
    assertThat(MARKET.twap(Duration.ofMinutes(30), 6).execution()).isEqualTo(half);
    assertThat(LIMIT.twap(Duration.ofMinutes(30), 6).execution()).isEqualTo(half);
    assertThatThrownBy(() -> LIMIT.onlyAsMaker().twap(Duration.ofMinutes(30), 6))
        .hasMessageContaining("LIMIT_MAKER");
    assertThatThrownBy(() -> MARKET.stoppedAt(Fixed8.of(110)).twap(Duration.ofMinutes(30), 6))
        .hasMessageContaining("STOP_LOSS");
  }

  @Test
  void onlyALimitOrderThatStaysCanShowAPart() {
    assertThat(LIMIT.iceberg(Fixed8.ONE).execution()).isEqualTo(new Execution.Iceberg(Fixed8.ONE));
    assertThat(LIMIT.onlyAsMaker().iceberg(Fixed8.ONE).orderType())
        .isEqualTo(OrderType.LIMIT_MAKER);
    assertThatThrownBy(() -> MARKET.iceberg(Fixed8.ONE)).hasMessageContaining("MARKET");
    assertThatThrownBy(() -> LIMIT.during(TimeInForce.IOC).iceberg(Fixed8.ONE))
        .hasMessageContaining("IOC");
    assertThatThrownBy(() -> LIMIT.iceberg(Fixed8.ONE).during(TimeInForce.FOK))
        .hasMessageContaining("FOK");
  }

  @Test
  void itStaysWithWhatIsAddedLater() {
    Protection exits = new Protection(Fixed8.of(95), 0, 0);
    SignalIntent intent = MARKET.twap(Duration.ofHours(1), 12).protectedBy(exits).on(0);
    assertThat(intent.execution()).isEqualTo(new Execution.Twap(3_600_000_000L, 12));
    assertThat(intent.protection()).isEqualTo(exits);
  }

  @Test
  void whatIsOutOfBoundsIsRefusedWithABetterOne() {
    assertThatThrownBy(() -> MARKET.twap(Duration.ofMillis(999), 2))
        .hasMessageContaining("1000000");
    assertThatThrownBy(() -> MARKET.twap(Duration.ofDays(8), 2))
        .hasMessageContaining("604800000000");
    assertThatThrownBy(() -> MARKET.twap(Duration.ofHours(1), 0)).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> MARKET.twap(Duration.ofHours(1), 1_001))
        .hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> LIMIT.iceberg(0)).hasMessageContaining("above 0");
  }

  @Test
  void oneOrderOfBeforeIsMadeSmallerToABaseQuantity() {
    SignalIntent intent = SignalIntent.shrink(7, Fixed8.of(2), "less");
    assertThat(intent.target()).isEqualTo(SignalTarget.amend(7));
    assertThat(intent.sizing()).isEqualTo(new Sizing(SizingMode.BASE_QUANTITY, Fixed8.of(2)));
    assertThat(intent.wantsOrder()).isFalse();
    assertThatThrownBy(() -> SignalIntent.shrink(0, Fixed8.of(2), "less"))
        .hasMessageContaining("counted from 1");
    assertThatThrownBy(() -> SignalIntent.shrink(7, 0, "less")).hasMessageContaining("above 0");
  }

  @Test
  void aPairIsALimitThatRestsAndAStopBeyondThePrice() {
    SignalIntent pair = LIMIT.orStopAt(Fixed8.of(120));
    assertThat(pair.orderType()).isEqualTo(OrderType.LIMIT_MAKER);
    assertThat(pair.stop()).isEqualTo(new StopLeg(Fixed8.of(120), 0));
    assertThat(pair.stop().orderType()).isEqualTo(OrderType.STOP_LOSS);
    assertThat(LIMIT.orStopAt(Fixed8.of(120), Fixed8.of(121)).stop().orderType())
        .isEqualTo(OrderType.STOP_LOSS_LIMIT);
    assertThat(pair.on(0).stop()).isEqualTo(pair.stop());
    assertThatThrownBy(() -> LIMIT.orStopAt(Fixed8.of(90)))
        .hasMessageContaining("on the other side of the price");
    assertThatThrownBy(() -> MARKET.orStopAt(Fixed8.of(120)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pair.replacing(3)).hasMessageContaining("no order of before");
    assertThatThrownBy(() -> pair.protectedBy(new Protection(Fixed8.of(95), 0, 0)))
        .hasMessageContaining("no protection");
    assertThatThrownBy(
            () ->
                SignalIntent.limit(
                        Side.BUY,
                        new Sizing(SizingMode.QUOTE_AMOUNT, Fixed8.of(5)),
                        Fixed8.of(100),
                        1,
                        "because",
                        Map.of())
                    .orStopAt(Fixed8.of(120)))
        .hasMessageContaining("QUOTE_AMOUNT");
  }
}
