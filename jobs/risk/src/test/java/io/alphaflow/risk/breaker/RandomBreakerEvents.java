package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Events of a partition by a seed: bursts of approvals and rejections, rows of losses, prices that
 * wander and jump, and every partition hours ahead of the one before it.
 */
public final class RandomBreakerEvents {

  private static final long START = 1_700_000_000_000_000L;
  private static final long HOURS = 3L * 3_600 * 1_000_000;
  private static final List<String> STRATEGIES = List.of("trend", "reversion");
  private static final List<String> INSTRUMENTS = List.of("sim:BTC/USD", "sim:ETH/USD");

  private final int partition;
  private final Random random;
  private final List<String> accounts;
  private final Map<String, Long> prices = new HashMap<>();
  private long time;
  private long decision;

  private RandomBreakerEvents(long seed, int partition, int partitions) {
    this.partition = partition;
    this.random = new Random(seed * 31 + partition);
    this.accounts = accounts(partition, partitions);
    this.time = START + partition * HOURS;
    INSTRUMENTS.forEach(instrument -> prices.put(instrument, Fixed8.of(100)));
  }

  /** Two accounts whose journal is the partition. */
  public static List<String> accounts(int partition, int partitions) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "account" + i)
        .filter(account -> Partitions.of(account, partitions) == partition)
        .limit(2)
        .toList();
  }

  /** So many events of a partition. */
  public static List<BreakerEvent> of(long seed, int partition, int partitions, int count) {
    RandomBreakerEvents source = new RandomBreakerEvents(seed, partition, partitions);
    List<BreakerEvent> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(source.next());
    }
    return events;
  }

  private BreakerEvent next() {
    time += random.nextInt(20) == 0 ? random.nextInt(3_000_000) : 1 + random.nextInt(200_000);
    String instrument = any(INSTRUMENTS);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> order(BreakerEvent.Kind.APPROVED, instrument, Fixed8.ONE);
      case 3 -> order(BreakerEvent.Kind.REJECTED, instrument, 0);
      case 4 -> order(BreakerEvent.Kind.ROUND_TRIP, instrument, Fixed8.of(random.nextInt(10) - 6));
      default -> price(instrument);
    };
  }

  private BreakerEvent order(BreakerEvent.Kind kind, String instrument, long value) {
    return new BreakerEvent(
        kind,
        partition,
        time,
        any(accounts),
        any(STRATEGIES),
        instrument,
        random.nextInt(4) > 0,
        ++decision,
        value,
        0,
        0);
  }

  private BreakerEvent price(String instrument) {
    long before = prices.get(instrument);
    double step = random.nextGaussian() * (random.nextInt(30) == 0 ? 0.04 : 0.006);
    long price = Math.max(1, Math.round(before * (1 + step)));
    prices.put(instrument, price);
    long low = Math.round(Math.min(price, before) * (1 - random.nextDouble() * 0.004));
    long high = Math.round(Math.max(price, before) * (1 + random.nextDouble() * 0.004));
    return new BreakerEvent(
        BreakerEvent.Kind.PRICE,
        partition,
        time,
        Level.ALL,
        Level.ALL,
        instrument,
        false,
        0,
        price,
        low,
        high);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
