package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.TargetAction;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the working orders that a strategy's signal is about: none but those of its own signals. An
 * order and the one that shall stand in its place are taken back together. Replaced is one order,
 * of the same side, that waits for no other's end, and once.
 */
final class OwnOrders {

  private OwnOrders() {}

  /** Their client order ids, sorted. */
  static List<String> of(Signal signal, AccountState account) {
    List<String> ids = new ArrayList<>();
    SignalTarget target = signal.aim();
    if (target.equals(SignalTarget.NONE) || signal.origin() != SignalOrigin.STRATEGY) {
      return ids;
    }
    account
        .orders()
        .of(signal.instrument())
        .forEach(
            (id, order) -> {
              if (order.origin() == SignalOrigin.STRATEGY
                  && order.strategy().equals(signal.strategy())
                  && target.means(order.signal())) {
                ids.add(id);
              }
            });
    return target.action() == TargetAction.REPLACE
        ? replaceable(signal, ids, account.orders())
        : withPartners(ids, account.orders());
  }

  private static List<String> replaceable(Signal signal, List<String> ids, WorkingOrders orders) {
    if (ids.size() != 1 || signal.aim().sequence() == SignalTarget.ALL) {
      return List.of();
    }
    WorkingOrder order = orders.get(ids.get(0));
    boolean free =
        order.side() == signal.side()
            && orders.replaced(order) == null
            && orders.replacement(ids.get(0)).isEmpty();
    return free ? ids : List.of();
  }

  private static List<String> withPartners(List<String> ids, WorkingOrders orders) {
    SortedSet<String> all = new TreeSet<>(ids);
    for (String id : ids) {
      WorkingOrder order = orders.get(id);
      if (orders.replaced(order) != null) {
        all.add(order.replaces());
      }
      if (!orders.replacement(id).isEmpty()) {
        all.add(orders.replacement(id));
      }
    }
    return List.copyOf(all);
  }
}
