package io.alphaflow.exchange.trading;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers for the fills of venues that name them by text, as Coinbase and Alpaca do. A number is
 * made of the fill's time, its rank among the order's fills of the same microsecond, and five bits
 * of the order's id, so that it is the same whenever and wherever the fill is read, rises with time
 * within an order, and leads back to a time.
 *
 * <p>Layout, from the highest bit: microseconds since 2020-01-01 (50 bits, until 2055), rank (8
 * bits), order (5 bits). More than 256 fills of an order in one microsecond go on in the next one.
 * Two orders that fill in the same microsecond can share a number with a chance of 1 in 32; orders
 * are told apart by their own ids wherever fills are compared.
 *
 * <p>The order's fills of one microsecond must be known completely, or their ranks may change: so
 * adapters check the sum of what they read against what the order says.
 */
public final class FillNumbers {

  private static final long EPOCH_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2020-01-01T00:00:00Z"));
  private static final int RANK_BITS = 8;
  private static final int ORDER_BITS = 5;

  private FillNumbers() {}

  /**
   * The numbers of an order's fills.
   *
   * @param venueOrderId the order
   * @param times of its fills, in their order, epoch microseconds UTC
   * @return as many, ascending
   */
  public static List<Long> of(String venueOrderId, List<Long> times) {
    long order = (venueOrderId.hashCode() & 0x7fff_ffff) % (1 << ORDER_BITS);
    List<Long> numbers = new ArrayList<>(times.size());
    long last = -1;
    for (long time : times) {
      long first = Math.subtractExact(time, EPOCH_MICROS) << (RANK_BITS + ORDER_BITS) | order;
      last = Math.max(first, last + (1 << ORDER_BITS));
      numbers.add(last);
    }
    return numbers;
  }

  /** The time of the fill with a number, epoch microseconds UTC; 2020 for smaller numbers. */
  public static long micros(long number) {
    return (number >> (RANK_BITS + ORDER_BITS)) + EPOCH_MICROS;
  }
}
