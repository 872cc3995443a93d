package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PreventedMatch;
import java.math.RoundingMode;

/** Events of the user data stream. Event and transaction times are market time. */
public final class UserEventJson {

  private UserEventJson() {}

  /** What happened to an order. */
  public static ObjectNode executionReport(Execution event, VenueTimeUnit unit) {
    OrderState order = event.order();
    long time = unit.of(event.timeMicros());
    ObjectNode out =
        Json.object()
            .put("e", "executionReport")
            .put("E", time)
            .put("s", order.symbol())
            .put("c", event.cancelId().orElse(order.clientOrderId()))
            .put("S", order.side().name())
            .put("o", order.request().type().name())
            .put("f", order.timeInForce().name())
            .put("q", Json.amount(order.quantity()))
            .put("p", Json.amount(order.price()))
            .put("P", Json.amount(0))
            .put("F", Json.amount(0))
            .put("g", -1)
            .put("C", event.cancelId().map(id -> order.clientOrderId()).orElse(""))
            .put("x", event.kind().name())
            .put("X", order.status().name())
            .put("r", "NONE")
            .put("i", order.orderId());
    fill(out, event, order);
    event.prevented().ifPresent(match -> prevented(out, match, order.orderId()));
    return out.put("T", time)
        .put("t", event.fill().map(Fill::tradeId).orElse(-1L))
        .put("I", event.executionId())
        .put("w", order.status().isOpen())
        .put("m", event.fill().map(Fill::maker).orElse(false))
        .put("M", false)
        .put("O", unit.of(order.acceptedMicros()))
        .put("Z", Json.amount(order.executedQuote()))
        .put("Y", Json.amount(event.fill().map(Fill::quoteQuantity).orElse(0L)))
        .put("Q", Json.amount(order.request().quoteQuantity()))
        .put("W", unit.of(order.acceptedMicros()))
        .put("V", order.request().selfTradePrevention().name());
  }

  private static void prevented(ObjectNode out, PreventedMatch match, long orderId) {
    String lost = Json.amount(match.lostBy(orderId));
    long quote = Fixed8.multiply(match.price(), match.quantity(), RoundingMode.UNNECESSARY);
    out.put("v", match.id())
        .put("A", lost)
        .put("B", lost)
        .put("u", -1)
        .put("U", match.counterOrderId(orderId))
        .put("pl", Json.amount(match.quantity()))
        .put("pL", Json.amount(match.price()))
        .put("pY", Json.amount(quote));
  }

  private static void fill(ObjectNode out, Execution event, OrderState order) {
    out.put("l", Json.amount(event.fill().map(Fill::quantity).orElse(0L)))
        .put("z", Json.amount(order.executedQuantity()))
        .put("L", Json.amount(event.fill().map(Fill::price).orElse(0L)))
        .put("n", event.fill().map(f -> Json.amount(f.commission())).orElse("0"))
        .put("N", event.fill().map(Fill::commissionAsset).orElse(null));
  }

  /** The balances that the event may have changed: base and quote. */
  public static ObjectNode accountPosition(Execution event, VenueTimeUnit unit) {
    long time = unit.of(event.timeMicros());
    ObjectNode out =
        Json.object().put("e", "outboundAccountPosition").put("E", time).put("u", time);
    out.set(
        "B",
        Json.array(
            event.balances(),
            b ->
                Json.object()
                    .put("a", b.asset())
                    .put("f", Json.amount(b.free()))
                    .put("l", Json.amount(b.locked()))));
    return out;
  }
}
