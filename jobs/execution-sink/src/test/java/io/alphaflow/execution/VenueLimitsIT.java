package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.VenueLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job against an exchange that lets it place few orders. */
@Timeout(120)
class VenueLimitsIT {

  /** New orders in ten seconds. */
  private static final int LIMIT = 5;

  /** More than two windows take: some wait whole windows, wherever in a window the first come. */
  private static final int ORDERS = 14;

  @TempDir Path folder;

  @Test
  void ordersBeyondTheVenuesLimitWaitForItsNextWindowAndCancelsDoNot() throws Exception {
    VenueLimits limits = new VenueLimits(6_000, LIMIT, 200_000, 100_000);
    try (DeskOnSimulator desk =
            new DeskOnSimulator(folder, "{settleTime: 1s, intentTimeout: 60s}", limits);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      List<String> ids = IntStream.rangeClosed(1, ORDERS).mapToObj(i -> "af-few-" + i).toList();
      ids.forEach(id -> desk.decide(farBelow(id)));
      DeskOnSimulator.until("some are placed", () -> desk.exchange.ledger().orders().size() >= 2);
      desk.cancel(ids.subList(0, 2));
      DeskOnSimulator.until("two are cancelled", () -> desk.ended().size() == 2);
      int before = desk.exchange.ledger().orders().size();
      DeskOnSimulator.until("all are placed and known", () -> accepted(desk).size() == ORDERS);
      cluster.cancel(job);

      assertThat(before).as("orders when the cancels were through").isLessThan(ORDERS);
      assertThat(desk.alerts()).containsOnly("ORDERS_PAUSED");
      assertThat(desk.exchange.ledger().orders()).hasSize(ORDERS);
      assertThat(DeskOnSimulator.reports(desk.journal()))
          .extracting(ExecutionReport::executionType)
          .containsOnly(ExecutionType.ACCEPTED, ExecutionType.CANCELED);
    }
  }

  private static List<ExecutionReport> accepted(DeskOnSimulator desk) {
    return DeskOnSimulator.reports(desk.journal()).stream()
        .filter(report -> report.executionType() == ExecutionType.ACCEPTED)
        .toList();
  }

  private static OrderIntent farBelow(String id) {
    return new OrderIntent(
        id, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, Fixed8.ONE, Fixed8.of(50));
  }
}
