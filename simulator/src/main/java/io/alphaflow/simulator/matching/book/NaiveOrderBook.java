package io.alphaflow.simulator.matching.book;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A book that is one list, searched anew for every question: slow, and easy to believe. */
public final class NaiveOrderBook implements OrderBook {

  private static final class Order {

    final long id;
    final Side side;
    final long price;
    final long display;
    long quantity;
    long shown;
    long arrival;

    Order(long id, Side side, long price, long quantity, long display, long arrival) {
      this.id = id;
      this.side = side;
      this.price = price;
      this.display = display;
      this.quantity = quantity;
      this.shown = Math.min(display, quantity);
      this.arrival = arrival;
    }
  }

  private final List<Order> orders = new ArrayList<>();
  private long arrivals;

  @Override
  public void add(Side side, long orderId, long price, long quantity, long display) {
    OrderBook.require(orderId, price, quantity, display);
    if (find(orderId).isPresent()) {
      throw new IllegalArgumentException("order " + orderId + " is in the book");
    }
    orders.add(new Order(orderId, side, price, quantity, display, arrivals++));
  }

  @Override
  public long remove(long orderId) {
    Optional<Order> order = find(orderId);
    order.ifPresent(orders::remove);
    return order.map(o -> o.quantity).orElse(0L);
  }

  @Override
  public void reduce(long orderId, long quantity) {
    Order order =
        find(orderId)
            .filter(o -> quantity > 0 && quantity <= o.quantity)
            .orElseThrow(() -> new IllegalArgumentException("cannot reduce order " + orderId));
    order.quantity = quantity;
    order.shown = Math.min(order.shown, quantity);
  }

  @Override
  public void walk(Side side, long limit, Visitor visitor) {
    Set<Long> left = new HashSet<>();
    while (true) {
      Optional<Order> next =
          upTo(side, limit).filter(o -> !left.contains(o.id)).min(priority(side));
      if (next.isEmpty()) {
        return;
      }
      Order order = next.get();
      long taken = visitor.meet(order.id, order.price, order.shown);
      if (taken < 0) {
        return;
      }
      if (taken < order.shown) {
        left.add(order.id);
      }
      take(order, taken);
    }
  }

  private void take(Order order, long taken) {
    if (taken == Visitor.ALL || taken == order.quantity) {
      orders.remove(order);
      return;
    }
    order.quantity -= taken;
    order.shown -= taken;
    if (order.shown == 0) {
      order.shown = Math.min(order.display, order.quantity);
      order.arrival = arrivals++;
    }
  }

  @Override
  public long best(Side side) {
    return of(side).min(priority(side)).map(o -> o.price).orElse(0L);
  }

  @Override
  public long quantityUpTo(Side side, long limit, long enough) {
    return Math.min(enough, upTo(side, limit).mapToLong(o -> o.quantity).sum());
  }

  @Override
  public long[] levels(Side side, int most) {
    Comparator<Long> upwards = Comparator.naturalOrder();
    Map<Long, Long> levels = new TreeMap<>(side == Side.BUY ? upwards.reversed() : upwards);
    of(side).forEach(o -> levels.merge(o.price, o.shown, Long::sum));
    return levels.entrySet().stream()
        .limit(most)
        .flatMap(l -> Stream.of(l.getKey(), l.getValue()))
        .mapToLong(Long::longValue)
        .toArray();
  }

  @Override
  public int size() {
    return orders.size();
  }

  private Optional<Order> find(long orderId) {
    return orders.stream().filter(o -> o.id == orderId).findFirst();
  }

  private Stream<Order> of(Side side) {
    return orders.stream().filter(o -> o.side == side);
  }

  private Stream<Order> upTo(Side side, long limit) {
    return of(side).filter(o -> OrderBook.reaches(side, o.price, limit));
  }

  private static Comparator<Order> priority(Side side) {
    Comparator<Order> byPrice = Comparator.comparingLong(o -> o.price);
    return (side == Side.BUY ? byPrice.reversed() : byPrice).thenComparingLong(o -> o.arrival);
  }
}
