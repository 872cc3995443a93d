package io.alphaflow.ingest.faults;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes the job fail where and when a test wants it to. Of the JVM: Flink makes the readers and
 * writers itself, from what was serialised.
 */
final class Crashes {

  /** Where a job can end. */
  enum Place {
    /** The reader, when a live trade came. */
    READER,
    /** The writer of the trade log, between two records. */
    WRITE,
    /** The writer of the trade log, during a checkpoint. */
    FLUSH,
    /** Cancelled from outside and begun anew from the latest checkpoint. */
    CANCEL
  }

  private record Order(Place place, AtomicInteger left) {}

  private static final AtomicReference<Order> ORDER = new AtomicReference<>();
  private static final AtomicInteger HAPPENED = new AtomicInteger();

  private Crashes() {}

  /** The job shall fail at the place when it was passed so many times. */
  static void order(Place place, int passes) {
    ORDER.set(new Order(place, new AtomicInteger(passes)));
  }

  /** Takes an order back; false when it was carried out. */
  static boolean takeBack() {
    return ORDER.getAndSet(null) != null;
  }

  static boolean isOrdered() {
    return ORDER.get() != null;
  }

  /** The job is at this place. */
  static void pass(Place place) {
    Order order = ORDER.get();
    if (order != null
        && order.place() == place
        && order.left().decrementAndGet() <= 0
        && ORDER.compareAndSet(order, null)) {
      throw new IllegalStateException(
          "crash " + HAPPENED.incrementAndGet() + " was ordered, at " + place);
    }
  }
}
