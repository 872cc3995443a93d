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
 * Finds the working orders that a strategy's signal is about: none but those of its own signals,
 * and children of parents that it takes back. An order and the one that shall stand in its place
 * are taken back together, and so are both orders of a pair. Replaced is one order, of the same
 * side, that waits for no other's end, and once; and one that is made smaller waits for none and
 * none for it.
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
              boolean own =
                  order.origin() == SignalOrigin.STRATEGY
                      && order.strategy().equals(signal.strategy())
                      && target.means(order.signal());
              if (own || target.action() == TargetAction.CANCEL && isChild(id, signal, account)) {
                ids.add(id);
              }
            });
    return switch (target.action()) {
      case REPLACE -> replaceable(signal, ids, account.orders());
      case AMEND -> byQuantity(alone(signal, ids, account.orders()), account.orders());
      case PLACE, CANCEL -> withPartners(ids, account.orders());
    };
  }

  /** Who takes a parent back means the child that works for it. */
  private static boolean isChild(String id, Signal signal, AccountState account) {
    return account.parents().stream()
        .anyMatch(parent -> parent.isMeant(signal) && parent.childOrder().equals(id));
  }

  private static List<String> replaceable(Signal signal, List<String> ids, WorkingOrders orders) {
    List<String> alone = alone(signal, ids, orders);
    return alone.stream().allMatch(id -> orders.get(id).side() == signal.side())
        ? alone
        : List.of();
  }

  /** What was placed for an amount has no quantity that could be smaller. */
  private static List<String> byQuantity(List<String> ids, WorkingOrders orders) {
    return ids.stream().allMatch(id -> orders.get(id).quoteAmount() == 0) ? ids : List.of();
  }

  /** The one order that is meant, when it waits for no other's end and no other for its. */
  private static List<String> alone(Signal signal, List<String> ids, WorkingOrders orders) {
    if (ids.size() != 1 || signal.aim().sequence() == SignalTarget.ALL) {
      return List.of();
    }
    String id = ids.get(0);
    boolean free =
        orders.replaced(orders.get(id)) == null
            && orders.replacement(id).isEmpty()
            && orders.get(id).pair().isEmpty();
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
