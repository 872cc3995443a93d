package io.alphaflow.execution;

import static io.alphaflow.execution.DeskOnSimulator.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate and the execution job on the simulated exchange: what was bought is sold by its stop.
 */
@Timeout(120)
class ProtectiveExitIT {

  @TempDir Path folder;

  private static Signal protectedBuy() {
    return new Signal(
        "sma",
        "main",
        GateOnSimulator.BTC,
        1,
        DeskOnSimulator.START_MICROS,
        Side.BUY,
        SizingMode.BASE_QUANTITY,
        Fixed8.parse("1.5"),
        OrderType.MARKET,
        0,
        1,
        "cross-up",
        1,
        Map.of(),
        new Protection(Fixed8.of(95), 0, 0),
        SignalOrigin.STRATEGY);
  }

  @Test
  void stopSellsAtTheVenueWhatWasBoughtOnceAlthoughTheGateWasDownWhenThePriceFell()
      throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.mark(100);
      gate.desk.write(protectedBuy());
      until("it is bought", () -> gate.ended() == 1);
      gate.withoutGate(
          () -> {
            gate.mark(96);
            gate.mark(94);
            gate.mark(99);
          });
      until("it is sold", () -> gate.ended() == 2);
      gate.mark(90);
      Thread.sleep(1_000);
      gate.stopJobs();

      assertThat(gate.orders())
          .extracting(order -> order.side() + " " + order.remaining())
          .containsExactly("BUY 0", "SELL 0");
      List<String> differences = new ArrayList<>();
      assertThat(gate.replayed(differences)).hasSize(2);
      assertThat(differences).isEmpty();
    }
  }
}
