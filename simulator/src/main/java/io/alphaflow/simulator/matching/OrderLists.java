package io.alphaflow.simulator.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pairs of orders of which one cancels the other, and that rule itself. */
final class OrderLists {

  private record ClientKey(String account, String listClientOrderId) {}

  private final Settlement settlement;
  // List n stands at index n.
  private final List<OrderListState> lists = new ArrayList<>();
  private final Map<ClientKey, Long> newestByClientId = new HashMap<>();
  private final Map<String, Integer> openCounts = new HashMap<>();

  OrderLists(Settlement settlement) {
    this.settlement = settlement;
  }

  long nextId() {
    return lists.size();
  }

  OrderListState add(OrderListState list) {
    lists.add(list);
    newestByClientId.put(
        new ClientKey(list.account(), list.listClientOrderId()), list.orderListId());
    openCounts.merge(countKey(list), 1, Integer::sum);
    return list;
  }

  private static String countKey(OrderListState list) {
    return countKey(list.account(), list.symbol());
  }

  private static String countKey(String account, String symbol) {
    return symbol + " " + account;
  }

  /** Open lists of an account in a symbol. */
  int open(String account, String symbol) {
    return openCounts.getOrDefault(countKey(account, symbol), 0);
  }

  List<OrderListState> all() {
    return Collections.unmodifiableList(lists);
  }

  Optional<OrderListState> byId(String account, long id) {
    return id < 0 || id >= lists.size()
        ? Optional.empty()
        : Optional.of(lists.get((int) id)).filter(l -> l.account().equals(account));
  }

  Optional<OrderListState> byClientId(String account, String listClientOrderId) {
    return Optional.ofNullable(newestByClientId.get(new ClientKey(account, listClientOrderId)))
        .map(id -> lists.get(id.intValue()));
  }

  OrderListState of(OrderState order) {
    return lists.get((int) order.orderListId());
  }

  /** The other order of a pair, if this one has one and it is open. */
  Optional<OrderState> openSibling(Market market, OrderState order) {
    if (order.orderListId() == OrderState.NO_LIST) {
      return Optional.empty();
    }
    return Optional.ofNullable(market.order(of(order).sibling(order.orderId())))
        .filter(o -> o.status().isOpen());
  }

  /**
   * Ends the other order of each that traded or ended, from an event on, and notes with the last
   * event of a pair that its list has ended.
   */
  void follow(Market market, List<Execution> events, int from, long time) {
    for (int i = from; i < events.size(); i++) {
      Execution event = events.get(i);
      if (actsForBoth(event)) {
        openSibling(market, event.order()).ifPresent(s -> events.add(expire(market, s, time)));
      }
    }
    for (int i = events.size() - 1; i >= from; i--) {
      OrderState order = events.get(i).order();
      if (order.orderListId() != OrderState.NO_LIST
          && of(order).open()
          && !market.order(order.orderId()).status().isOpen()
          && openSibling(market, order).isEmpty()) {
        events.set(i, events.get(i).with(end(of(order), time)));
      }
    }
  }

  /**
   * A trade, or an end that is not itself the rule of the pair. A trade that was prevented counts
   * as well: the venue does not say, and the market has met the order.
   */
  private static boolean actsForBoth(Execution event) {
    OrderState order = event.order();
    boolean met =
        event.kind() == Execution.Kind.TRADE || event.kind() == Execution.Kind.TRADE_PREVENTION;
    boolean byRule = order.expiryReason().filter(r -> r == ExpiryReason.OCO_TRIGGER).isPresent();
    return met || !order.status().isOpen() && !byRule;
  }

  /** The rule of the pair ends an order. */
  Execution expire(Market market, OrderState sibling, long time) {
    market.withdraw(sibling);
    return settlement.expire(market, sibling, ExpiryReason.OCO_TRIGGER, time);
  }

  private OrderListState end(OrderListState list, long time) {
    OrderListState ended = list.ended(time);
    lists.set((int) list.orderListId(), ended);
    openCounts.merge(countKey(list), -1, Integer::sum);
    return ended;
  }
}
