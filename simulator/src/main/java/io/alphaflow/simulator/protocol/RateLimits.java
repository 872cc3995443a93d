package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.VenueLimits;

/**
 * Request weight by address and unfilled orders by account, in windows of wall time.
 *
 * <p>A first fill gives credit for unfilled orders (taker 1, maker 5); a cancel gives none.
 */
public final class RateLimits {

  private static final int MINUTE = 60;
  private static final int TEN_SECONDS = 10;
  private static final int FIVE_MINUTES = 300;
  private static final int DAY = 86_400;
  private static final int TAKER_CREDIT = 1;
  private static final int MAKER_CREDIT = 5;

  private final VenueLimits limits;
  private final FixedWindow weight = new FixedWindow(MINUTE);
  private final FixedWindow orders10s = new FixedWindow(TEN_SECONDS);
  private final FixedWindow ordersDay = new FixedWindow(DAY);

  private final FixedWindow connections = new FixedWindow(FIVE_MINUTES);

  /** Counts from zero. */
  public RateLimits(VenueLimits limits) {
    this.limits = limits;
  }

  /** The limits that are enforced. */
  public VenueLimits limits() {
    return limits;
  }

  /**
   * Charges a request before it is served.
   *
   * @throws ApiException 429 when the address has used its weight up
   */
  public void charge(String address, int amount, long wall) {
    int used = weight.add(address, amount, wall);
    if (used > limits.weightPerMinute()) {
      throw ApiException.tooMany(
          -1003,
          "Too much request weight used; current limit is "
              + limits.weightPerMinute()
              + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to"
              + " avoid polling the API.",
          weight.endsAt(wall));
    }
  }

  /**
   * Counts a WebSocket connection.
   *
   * @throws ApiException 429 when the address has opened too many
   */
  public void connected(String address, long wall) {
    int most = limits.connections().connectionsPer5Minutes();
    if (connections.add(address, 1, wall) > most) {
      throw ApiException.tooMany(
          -1003,
          "Too many connections; current limit is " + most + " per 5 MINUTE.",
          connections.endsAt(wall));
    }
  }

  /** Gives the weight of a request back: successful order requests are free. */
  public void refund(String address, int amount, long wall) {
    weight.add(address, -amount, wall);
  }

  /** Weight an address has used in this minute. */
  public int usedWeight(String address, long wall) {
    return weight.count(address, wall);
  }

  /**
   * Checks that an account may place more orders.
   *
   * @param orders how many
   * @throws ApiException 429 when it has too many unfilled ones
   */
  public void requireOrderRoom(String account, int orders, long wall) {
    if (orders10s.count(account, wall) + orders > limits.ordersPer10Seconds()) {
      throw tooManyOrders(limits.ordersPer10Seconds() + " orders per 10 SECOND", orders10s, wall);
    }
    if (ordersDay.count(account, wall) + orders > limits.ordersPerDay()) {
      throw tooManyOrders(limits.ordersPerDay() + " orders per 1 DAY", ordersDay, wall);
    }
  }

  private static ApiException tooManyOrders(String limit, FixedWindow window, long wall) {
    return ApiException.tooMany(
        -1015, "Too many new orders; current limit is " + limit + ".", window.endsAt(wall));
  }

  /** Counts placed orders. */
  public void placed(String account, int orders, long wall) {
    orders10s.add(account, orders, wall);
    ordersDay.add(account, orders, wall);
  }

  /** Gives credit for an order's first fill. */
  public void firstFill(String account, boolean maker, long wall) {
    int credit = maker ? MAKER_CREDIT : TAKER_CREDIT;
    orders10s.add(account, -credit, wall);
    ordersDay.add(account, -credit, wall);
  }

  /** Unfilled orders of an account in these ten seconds. */
  public int orders10Seconds(String account, long wall) {
    return orders10s.count(account, wall);
  }

  /** Unfilled orders of an account today. */
  public int ordersDay(String account, long wall) {
    return ordersDay.count(account, wall);
  }
}
