package io.alphaflow.signals;

import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A partition of a trade log that looks like a real one: repeated and late entries too. */
public final class TestLog {

  /** Instruments of most tests. */
  public static final String BTC = "sim:BTC/USD";

  /** Another one. */
  public static final String ETH = "sim:ETH/USD";

  /** Where the logs begin, a whole day, epoch microseconds UTC. */
  public static final long BEGIN = 1_385_337_600_000_000L;

  /** A second. */
  public static final long SECOND = 1_000_000L;

  private final Random random;
  private final List<String> instruments;
  private final long[] ids;
  private final long[] cents;
  private final List<MarketEntry> entries = new ArrayList<>();
  private long time = BEGIN;
  private int updates;

  private TestLog(long seed, List<String> instruments) {
    System.out.println("random log of " + instruments + ", seed " + seed);
    this.random = new Random(seed);
    this.instruments = instruments;
    this.ids = new long[instruments.size()];
    this.cents = new long[instruments.size()];
    Arrays.fill(cents, 80_000);
  }

  /** So many entries of these instruments. */
  public static List<MarketEntry> random(long seed, int count, String... instruments) {
    TestLog log = new TestLog(seed, List.of(instruments));
    while (log.entries.size() < count) {
      log.step();
    }
    return log.entries;
  }

  private void step() {
    int which = random.nextInt(instruments.size());
    switch (random.nextInt(40)) {
      case 0, 1 -> entries.add(new Heartbeat(0, time, List.of()));
      case 2 -> {
        if (!entries.isEmpty()) {
          // Written twice: a piece of the log comes again.
          int from = Math.max(0, entries.size() - 1 - random.nextInt(5));
          entries.addAll(List.copyOf(entries.subList(from, entries.size())));
        }
      }
      case 3 -> entries.add(quote(which));
      case 4 -> time += random.nextInt(120) * SECOND;
      case 5 -> entries.add(trade(which, time - random.nextInt(90) * SECOND));
      default -> entries.add(trade(which, time));
    }
    time += random.nextInt(9) * SECOND + random.nextInt(1000);
  }

  private MarketEntry trade(int which, long at) {
    cents[which] = Math.max(1_000, cents[which] + random.nextInt(401) - 200);
    return trade(instruments.get(which), ++ids[which], cents[which], at);
  }

  private MarketEntry quote(int which) {
    long bid = cents[which] * Fixed8.ONE / 100;
    return new Quote(
        instruments.get(which), ++updates, bid, 5, bid + Fixed8.ONE, 6, 5, 6, time, time);
  }

  /** A trade of one unit. */
  public static Trade trade(String instrument, long id, long cents, long time) {
    return new Trade(
        instrument, id, cents * Fixed8.ONE / 100, Fixed8.ONE, id % 3 == 0, time, time + 5);
  }

  /** One trade in each second. */
  public static List<MarketEntry> everySecond(String instrument, int count) {
    List<MarketEntry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      entries.add(trade(instrument, i, 80_000 + i % 7 * 10, BEGIN + (i - 1) * SECOND));
    }
    return entries;
  }
}
