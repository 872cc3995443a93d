package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.matching.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** No order was sent twice, and what the journal tells of orders is what the venue's books say. */
final class ReportsCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ReportsCheck.class);

  private ReportsCheck() {}

  static void check(List<JournalEntry> journal, Ledger ledger) {
    assertThat(journal.get(0)).isInstanceOf(AccountSnapshot.class);

    List<String> placed = ledger.orders().stream().map(OrderState::clientOrderId).toList();
    assertThat(placed).as("orders at the venue").doesNotHaveDuplicates();

    Map<String, Map<Long, ExecutionReport>> byOrder = new TreeMap<>();
    for (ExecutionReport report : DeskOnSimulator.reports(journal)) {
      if (report.executionType() == ExecutionType.AMENDED) {
        continue;
      }
      ExecutionReport before =
          byOrder
              .computeIfAbsent(report.clientOrderId(), id -> new TreeMap<>())
              .putIfAbsent(report.sequence(), report);
      if (before != null) {
        assertThat(report).as("a report that was written again").isEqualTo(before);
      }
    }
    LOG.warn(
        "{} orders at the venue, {} reports",
        placed.size(),
        DeskOnSimulator.reports(journal).size());
    List<String> told = new ArrayList<>();
    byOrder.forEach(
        (id, reports) -> {
          assertThat(reports.keySet()).first().isEqualTo(1L);
          assertThat(reports.keySet()).last().isEqualTo((long) reports.size());
          boolean absent = reports.get(1L).executionType() == ExecutionType.NOT_PLACED;
          assertThat(absent).as(id + " is not placed").isEqualTo(!placed.contains(id));
          reports.values().stream()
              .filter(r -> r.executionType() == ExecutionType.FILL)
              .map(
                  r ->
                      List.of(
                          r.venueTradeId(),
                          r.lastQuantity(),
                          r.lastPrice(),
                          r.fee(),
                          r.feeAsset(),
                          r.maker(),
                          r.time(),
                          r.venueOrderId()))
              .forEach(fill -> told.add(fill.toString()));
        });
    List<String> happened =
        ledger.fills().stream()
            .map(
                f ->
                    List.of(
                        f.tradeId(),
                        f.quantity(),
                        f.price(),
                        f.commission(),
                        f.commissionAsset(),
                        f.maker(),
                        f.timeMicros(),
                        Long.toString(f.orderId())))
            .map(List::toString)
            .toList();
    assertThat(told).isNotEmpty().containsExactlyInAnyOrderElementsOf(happened);
  }
}
