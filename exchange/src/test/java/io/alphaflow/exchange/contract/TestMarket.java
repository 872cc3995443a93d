package io.alphaflow.exchange.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A small honest market for one account and BTC/USD, without any venue's protocol: asks of 1 BTC
 * each at 100, 101, … that are used up, orders, fills with a fee of 0.1 % in USD, balances that are
 * held and paid. Not thread-safe: a server has one thread.
 */
final class TestMarket {

  static final BigDecimal FEE = new BigDecimal("0.001");
  private static final int ASKS = 20;
  private static final int DECIMALS = 4;

  /** A fill. */
  record TestFill(
      String id,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee,
      BigDecimal sum,
      Instant at) {}

  /** An order with what became of it. */
  static final class TestOrder {
    final String id = UUID.randomUUID().toString();
    final String clientId;
    final boolean buy;
    final String type;
    final String timeInForce;
    final BigDecimal quantity;
    final BigDecimal limit;
    BigDecimal amount;
    final Instant created = now();
    final List<TestFill> fills = new ArrayList<>();
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal held = BigDecimal.ZERO;
    String state = "open";
    Instant updated = created;

    TestOrder(
        String clientId,
        boolean buy,
        String type,
        String timeInForce,
        BigDecimal quantity,
        BigDecimal limit) {
      this.clientId = clientId;
      this.buy = buy;
      this.type = type;
      this.timeInForce = timeInForce;
      this.quantity = quantity;
      this.limit = limit;
    }

    /** For an amount of money instead of a quantity. */
    TestOrder spending(BigDecimal money) {
      amount = money;
      return this;
    }

    BigDecimal spent() {
      return fills.stream()
          .map(fill -> fill.price().multiply(fill.quantity()))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    boolean isOpen() {
      return state.equals("open");
    }
  }

  final Map<String, TestOrder> orders = new LinkedHashMap<>();
  private final BigDecimal[] asks = new BigDecimal[ASKS];
  BigDecimal usd = new BigDecimal("10000");
  BigDecimal usdHeld = BigDecimal.ZERO;
  BigDecimal btc = BigDecimal.ZERO;
  Consumer<TestOrder> onChange = order -> {};

  TestMarket() {
    Arrays.fill(asks, BigDecimal.ONE);
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  Optional<TestOrder> byClientId(String clientId) {
    return orders.values().stream().filter(o -> o.clientId.equals(clientId)).findFirst();
  }

  /** Whether a limit order would meet an ask. */
  boolean wouldTake(TestOrder order) {
    for (int i = 0; i < ASKS; i++) {
      if (asks[i].signum() > 0 && order.limit.compareTo(BigDecimal.valueOf(100 + i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Only buys; whether there is enough money, otherwise nothing happens. */
  boolean place(TestOrder order) {
    BigDecimal worst = order.limit == null ? BigDecimal.valueOf(100 + ASKS) : order.limit;
    BigDecimal value = order.amount == null ? order.quantity.multiply(worst) : order.amount;
    BigDecimal needed = value.multiply(BigDecimal.ONE.add(FEE));
    if (!order.buy || needed.compareTo(usd) > 0) {
      return false;
    }
    orders.put(order.id, order);
    hold(order, needed);
    onChange.accept(order);
    if (order.type.startsWith("stop")) {
      return true;
    }
    match(order);
    if (order.isOpen()
        && order.amount != null
        && buys(order, BigDecimal.valueOf(99 + ASKS)).signum() == 0) {
      // Less is left than the smallest quantity costs.
      end(order, "filled");
    }
    if (order.isOpen() && !order.timeInForce.equals("gtc")) {
      end(order, "canceled");
    }
    return true;
  }

  private void hold(TestOrder order, BigDecimal amount) {
    order.held = amount;
    usd = usd.subtract(amount);
    usdHeld = usdHeld.add(amount);
  }

  /** What is left of an order, or what the rest of its amount buys. */
  private static BigDecimal buys(TestOrder order, BigDecimal price) {
    return order.amount == null
        ? order.quantity.subtract(order.filled)
        : order.amount.subtract(order.spent()).divide(price, DECIMALS, RoundingMode.DOWN);
  }

  private void match(TestOrder order) {
    for (int i = 0; i < ASKS && order.isOpen(); i++) {
      BigDecimal price = BigDecimal.valueOf(100 + i);
      if (order.limit != null && price.compareTo(order.limit) > 0) {
        return;
      }
      BigDecimal quantity = asks[i].min(buys(order, price));
      if (quantity.signum() > 0) {
        asks[i] = asks[i].subtract(quantity);
        fill(order, price, quantity);
      }
    }
  }

  private void fill(TestOrder order, BigDecimal price, BigDecimal quantity) {
    BigDecimal fee = price.multiply(quantity).multiply(FEE).setScale(8, RoundingMode.HALF_UP);
    order.filled = order.filled.add(quantity);
    order.updated = now();
    order.fills.add(
        new TestFill(
            UUID.randomUUID().toString(), price, quantity, fee, order.filled, order.updated));
    BigDecimal paid = price.multiply(quantity).add(fee);
    order.held = order.held.subtract(paid);
    usdHeld = usdHeld.subtract(paid);
    btc = btc.add(quantity);
    if (order.amount == null && order.filled.compareTo(order.quantity) == 0) {
      end(order, "filled");
    } else {
      onChange.accept(order);
    }
  }

  void end(TestOrder order, String state) {
    order.state = state;
    order.updated = now();
    usd = usd.add(order.held);
    usdHeld = usdHeld.subtract(order.held);
    order.held = BigDecimal.ZERO;
    onChange.accept(order);
  }
}
