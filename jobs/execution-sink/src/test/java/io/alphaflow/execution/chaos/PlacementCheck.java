package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** No decision has two orders at the venue, and each order is what its decision wanted. */
final class PlacementCheck {

  private PlacementCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    Map<String, Decision> approved = evidence.approved();
    Set<String> seen = new HashSet<>();
    for (OrderState order : evidence.ledger().orders()) {
      String id = order.clientOrderId();
      if (!seen.add(id)) {
        problems.add(new Problem(Kind.DOUBLED_ORDER, id + " is at the venue twice"));
      }
      Decision decision = approved.get(id);
      if (decision == null) {
        problems.add(new Problem(Kind.FOREIGN_ORDER, id + " was approved by no decision"));
      } else {
        String wanted = wanted(decision, order, evidence);
        if (!wanted.equals(is(order))) {
          String what = id + " is " + is(order) + ", wanted was " + wanted;
          problems.add(new Problem(Kind.OTHER_ORDER, what));
        }
      }
    }
  }

  /** What the order in whose place one stands filled after the decision comes off it. */
  private static long quantity(OrderIntent order, Map<String, OrderState> placed) {
    if (order.replaced().isEmpty()) {
      return order.quantity();
    }
    Replaced replaced = order.replaced().get();
    OrderState old = placed.get(replaced.order().clientOrderId());
    if (old == null) {
      return order.quantity();
    }
    boolean over = old.status().isOpen() || old.status() == OrderStatus.FILLED;
    return over ? 0 : order.quantity() - (old.executedQuantity() - replaced.filled());
  }

  /** What it was placed for, or a decision made it smaller to. */
  private static long size(OrderIntent order, OrderState is, Evidence evidence) {
    long placed = quantity(order, evidence.placed());
    boolean amended =
        is.quantity() < placed
            && evidence
                .amending()
                .getOrDefault(order.clientOrderId(), new TreeMap<>())
                .values()
                .stream()
                .anyMatch(decision -> decision.workQuantity() == is.quantity());
    return amended ? is.quantity() : placed;
  }

  private static String wanted(Decision decision, OrderState is, Evidence evidence) {
    OrderIntent order = decision.approvedOrder().orElseThrow();
    return text(
        decision.account(),
        Evidence.symbol(decision.instrument()),
        order.side(),
        order.orderType(),
        order.timeInForce(),
        order.byAmount()
            ? "worth " + Fixed8.format(order.quoteAmount())
            : Fixed8.format(size(order, is, evidence)),
        order.limitPrice(),
        order.triggerPrice());
  }

  private static String is(OrderState order) {
    return text(
        order.account(),
        order.symbol(),
        order.side(),
        order.request().type(),
        order.timeInForce(),
        order.request().quoteQuantity() > 0
            ? "worth " + Fixed8.format(order.request().quoteQuantity())
            : Fixed8.format(order.quantity()),
        order.price(),
        order.request().stopPrice());
  }

  private static String text(
      String account,
      String symbol,
      Object side,
      Object type,
      Object timeInForce,
      String size,
      long price,
      long trigger) {
    return "%s %s %s %s %s of %s at %s from %s"
        .formatted(
            side,
            size,
            symbol,
            type,
            timeInForce,
            account,
            Fixed8.format(price),
            Fixed8.format(trigger));
  }
}
