package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;

/** The venue's own books as {@code /admin/ledger} tells them; amounts are decimal texts. */
final class LedgerJson {

  private LedgerJson() {}

  static ObjectNode of(Ledger ledger) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    ObjectNode balances = out.putObject("balances");
    ledger
        .balances()
        .forEach(
            (account, own) -> {
              ObjectNode assets = balances.putObject(account);
              own.forEach(
                  (asset, b) ->
                      assets
                          .putObject(asset)
                          .put("free", Fixed8.format(b.free()))
                          .put("locked", Fixed8.format(b.locked())));
            });
    ArrayNode orders = out.putArray("orders");
    ledger.orders().forEach(o -> orders.add(order(o)));
    ArrayNode fills = out.putArray("fills");
    ledger.fills().forEach(f -> fills.add(fill(f)));
    return out;
  }

  private static ObjectNode order(OrderState order) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("account", order.account())
        .put("symbol", order.symbol())
        .put("orderId", order.orderId())
        .put("clientOrderId", order.clientOrderId())
        .put("side", order.side().name())
        .put("type", order.request().type().name())
        .put("status", order.status().name())
        .put("price", Fixed8.format(order.price()))
        .put("quantity", Fixed8.format(order.quantity()))
        .put("executedQuantity", Fixed8.format(order.executedQuantity()))
        .put("executedQuote", Fixed8.format(order.executedQuote()))
        .put("receivedWallMicros", order.request().receivedWallMicros());
  }

  private static ObjectNode fill(Fill fill) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("account", fill.account())
        .put("symbol", fill.symbol())
        .put("tradeId", fill.tradeId())
        .put("orderId", fill.orderId())
        .put("side", fill.side().name())
        .put("price", Fixed8.format(fill.price()))
        .put("quantity", Fixed8.format(fill.quantity()))
        .put("quoteQuantity", Fixed8.format(fill.quoteQuantity()))
        .put("commission", Fixed8.format(fill.commission()))
        .put("commissionAsset", fill.commissionAsset())
        .put("maker", fill.maker())
        .put("timeMicros", fill.timeMicros());
  }
}
