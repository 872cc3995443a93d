package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fills in the journal are the venue's, field by field, each once and with its order. */
final class FillCheck {

  private FillCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    SortedMap<String, String> told = new TreeMap<>();
    evidence
        .reportsByOrder()
        .values()
        .forEach(
            reports -> {
              for (ExecutionReport report : reports.values()) {
                if (report.executionType() == ExecutionType.FILL
                    && told.put(trade(report), text(report)) != null) {
                  problems.add(new Problem(Kind.DOUBLED_FILL, trade(report) + " is told twice"));
                }
              }
            });
    Map<String, String> orders = new HashMap<>();
    for (OrderState order : evidence.ledger().orders()) {
      orders.put(order.symbol() + order.orderId(), order.clientOrderId());
    }
    for (Fill fill : evidence.ledger().fills()) {
      String trade = fill.symbol() + " #" + fill.tradeId();
      String happened = text(orders.get(fill.symbol() + fill.orderId()), fill);
      String report = told.remove(trade);
      if (report == null) {
        problems.add(new Problem(Kind.LOST_FILL, trade + " of " + happened));
      } else if (!report.equals(happened)) {
        String what = trade + " is told as " + report + ", it was " + happened;
        problems.add(new Problem(Kind.INVENTED_FILL, what));
      }
    }
    told.forEach(
        (trade, report) -> problems.add(new Problem(Kind.INVENTED_FILL, trade + " of " + report)));
  }

  private static String trade(ExecutionReport report) {
    return Evidence.symbol(report.instrument()) + " #" + report.venueTradeId();
  }

  private static String text(ExecutionReport r) {
    return text(
        r.account(),
        r.clientOrderId(),
        r.venueOrderId(),
        r.side(),
        r.lastQuantity(),
        r.lastPrice(),
        r.fee(),
        r.feeAsset(),
        r.maker(),
        r.time());
  }

  private static String text(String clientOrderId, Fill f) {
    return text(
        f.account(),
        clientOrderId,
        Long.toString(f.orderId()),
        f.side(),
        f.quantity(),
        f.price(),
        f.commission(),
        f.commissionAsset(),
        f.maker(),
        f.timeMicros());
  }

  private static String text(
      String account,
      String clientOrderId,
      String orderId,
      Object side,
      long quantity,
      long price,
      long fee,
      String feeAsset,
      boolean maker,
      long time) {
    return "%s/%s of %s: %s %s at %s, fee %s %s, %s, %d"
        .formatted(
            clientOrderId,
            orderId,
            account,
            side,
            Fixed8.format(quantity),
            Fixed8.format(price),
            Fixed8.format(fee),
            feeAsset,
            maker ? "maker" : "taker",
            time);
  }
}
