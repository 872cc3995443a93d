package io.alphaflow.execution.chaos;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * All that a seed decides: the market, what goes wrong on the way to it, what is done to the desk,
 * and how the desk is set up.
 *
 * @param seed of everything
 * @param partitions of the journal
 * @param millis how long orders flow, wall time
 * @param scenario faults, as the simulator reads them
 * @param faultsFromStart whether they begin before the jobs do, otherwise with trading
 * @param cancelsAtEnd whether all orders are cancelled at the end; otherwise some stay open
 * @param execution section of the configuration
 * @param breaker within how many seconds of the market 60 orders stop a strategy
 * @param blows in the order of their time
 */
record ChaosCase(
    long seed,
    int partitions,
    long millis,
    String scenario,
    boolean faultsFromStart,
    boolean cancelsAtEnd,
    String execution,
    int breaker,
    List<Blow> blows) {

  /** Market seconds for each wall second. */
  static final double SPEED = 20;

  /** Every so manieth case has a broker of its own, which is stopped or killed. */
  private static final int BROKER_EVERY = 5;

  private static final long START_MICROS = 1_385_000_000_000_000L;
  private static final int TRADES = 6_000;
  private static final long SECOND_MICROS = 1_000_000;

  static ChaosCase of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 7);
    long millis = 6_000 + random.nextInt(4_000);
    String scenario = OrderStorm.scenario(random, millis);
    return new ChaosCase(
        seed,
        1 + random.nextInt(2),
        millis,
        scenario,
        random.nextBoolean(),
        random.nextBoolean(),
        execution(random),
        random.nextInt(3) == 0 ? 60 : 5,
        blows(random, millis, ofBroker(seed)));
  }

  private static String execution(Random random) {
    return ("{settleTime: 1500ms, requestTimeout: 1s, reconcileInterval: 2s, snapshotInterval: 1s,"
            + " deadManAfter: %s, maxInFlight: %d, intentTimeout: %s}")
        .formatted(
            random.nextBoolean() ? "off" : "1s",
            random.nextInt(3) == 0 ? 3 : 16,
            random.nextInt(4) == 0 ? "500ms" : "30s");
  }

  /** What is done to the broker, in turns; null for nothing. */
  private static Blow.Kind ofBroker(long seed) {
    if (seed % BROKER_EVERY != 0) {
      return null;
    }
    return seed / BROKER_EVERY % 2 == 0 ? Blow.Kind.BROKER : Blow.Kind.KILL_BROKER;
  }

  private static List<Blow> blows(Random random, long millis, Blow.Kind ofBroker) {
    List<Blow> blows = new ArrayList<>();
    int ofJobs = 2 + random.nextInt(4);
    for (int i = 0; i < ofJobs; i++) {
      Blow.Kind kind =
          List.of(
                  Blow.Kind.RESTORE,
                  Blow.Kind.RESTORE,
                  Blow.Kind.FORGET,
                  Blow.Kind.FAIL_WRITE,
                  Blow.Kind.FAIL_FLUSH)
              .get(random.nextInt(5));
      Blow.Job job = random.nextInt(3) == 0 ? Blow.Job.RISK : Blow.Job.EXECUTION;
      blows.add(new Blow(kind, job, random.nextInt((int) millis), 1 + random.nextInt(20)));
    }
    if (ofBroker != null) {
      blows.add(new Blow(ofBroker, Blow.Job.RISK, random.nextInt((int) millis), 0));
    }
    if (random.nextInt(3) == 0) {
      int halt = 300 + random.nextInt(1_200);
      blows.add(new Blow(Blow.Kind.HALT, Blow.Job.RISK, random.nextInt((int) millis), halt));
    }
    if (random.nextInt(3) == 0) {
      int symbol = random.nextInt(2);
      blows.add(new Blow(Blow.Kind.RULES, Blow.Job.RISK, random.nextInt((int) millis), symbol));
    }
    blows.sort(Comparator.comparingLong(Blow::atMillis));
    return List.copyOf(blows);
  }

  /** Whether the case stops a broker, which must then be its own. */
  boolean stopsBroker() {
    return ofBroker(seed) != null;
  }

  static List<SymbolSpec> symbols() {
    return List.of(symbol("BTC", "0.01", "0.0001"), symbol("ETH", "0.01", "0.001"));
  }

  private static SymbolSpec symbol(String base, String tick, String step) {
    return new SymbolSpec(
        base + "USD",
        base,
        "USD",
        Fixed8.parse(tick),
        Fixed8.parse(step),
        Fixed8.parse(step),
        Fixed8.of(1_000),
        Fixed8.of(1));
  }

  /** A random walk for each symbol. */
  List<Recording> recordings() {
    return List.of(walk("BTCUSD", 10_000, seed), walk("ETHUSD", 4_000, ~seed));
  }

  /** A trade each second of the market on average, up to 0.2 % from the one before. */
  private static Recording walk(String symbol, long cents, long seed) {
    Random random = new Random(seed);
    long[] times = new long[TRADES];
    long[] prices = new long[TRADES];
    long[] quantities = new long[TRADES];
    long time = START_MICROS;
    long price = cents;
    int widest = (int) (cents / 500);
    for (int i = 0; i < TRADES; i++) {
      time += 1 + random.nextInt((int) (2 * SECOND_MICROS));
      price += random.nextInt(2 * widest + 1) - widest + (cents - price) / 20;
      times[i] = time;
      prices[i] = price * (Fixed8.ONE / 100);
      quantities[i] = (1 + random.nextInt(100)) * (Fixed8.ONE / 100);
    }
    return new Recording(symbol, times, prices, quantities);
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ": "
        + millis
        + " ms, "
        + partitions
        + " partitions, faults "
        + (faultsFromStart ? "from the start" : "with trading")
        + (cancelsAtEnd ? ", all cancelled at the end" : "")
        + ", execution "
        + execution
        + ", stopped by 60 orders in "
        + breaker
        + " s, blows "
        + blows
        + "\n"
        + scenario;
  }
}
