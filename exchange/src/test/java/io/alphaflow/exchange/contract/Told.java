package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.UserEvents;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Puts down what a user stream tells. */
final class Told implements UserEvents {

  private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();
  final StringBuffer text = new StringBuffer();

  private void put(Object event) {
    text.append(event).append('\n');
    all.add(event);
  }

  @Override
  public void subscribed() {
    put("subscribed");
  }

  @Override
  public void order(OrderView view) {
    put(view);
  }

  @Override
  public void interrupted(String reason) {
    put("interrupted: " + reason);
  }

  @Override
  public void unreadable(String message, String reason) {
    put("unreadable: " + message + " " + reason);
  }

  /** Waits for an event that begins so; what is told before is passed over. */
  void await(String beginning) throws InterruptedException {
    next(event -> event instanceof String told && told.startsWith(beginning), beginning);
  }

  /** Waits for an order's event; what is told before is passed over. */
  OrderView order(String clientId, Predicate<OrderView> wanted) throws InterruptedException {
    return (OrderView)
        next(
            event ->
                event instanceof OrderView view
                    && view.clientOrderId().equals(clientId)
                    && wanted.test(view),
            "an event of order " + clientId);
  }

  private Object next(Predicate<Object> wanted, String what) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      Object event = all.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(event).as(what + " within 20 s; told so far:\n" + text).isNotNull();
      if (wanted.test(event)) {
        return event;
      }
    }
  }
}
