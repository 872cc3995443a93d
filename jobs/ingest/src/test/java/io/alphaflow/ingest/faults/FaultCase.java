package io.alphaflow.ingest.faults;

import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All that a seed decides: the market, what goes wrong on the way from it, and when the job
 * crashes.
 *
 * @param seed of everything
 * @param symbols listed by the exchange
 * @param isVenueClock market time is the venue's server time, and the market runs at its pace;
 *     otherwise it is that of its messages, and the market runs faster
 * @param millis how long trading lasts, wall time
 * @param scenario faults, as the simulator reads them
 * @param faultsFromStart whether they begin before the job does, otherwise with trading
 * @param faultsUntilEnd whether they go on until the log is at rest; otherwise trading ends without
 *     any but those that always hold
 * @param crashes in order
 */
record FaultCase(
    long seed,
    List<SymbolSpec> symbols,
    boolean isVenueClock,
    long millis,
    FaultScenario scenario,
    boolean faultsFromStart,
    boolean faultsUntilEnd,
    List<PlannedCrash> crashes) {

  /** Fixed, so that accelerated markets are the same in each run. */
  private static final long REPLAY_START = 1_700_000_012_000_000L;

  /** Trades made until faults that end early have ended, of 1000 of all. */
  static final int CALM = 850;

  private static final long PAUSE_MICROS = 6_000_000;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final int MOST_TRADES = 3_000;

  /**
   * A crash.
   *
   * @param atTrade how many trades the exchange has made by then, of 1000 of all
   * @param passes how often the place is passed until then
   * @param parallelism of the job after a cancellation
   */
  record PlannedCrash(Crashes.Place place, int atTrade, int passes, int parallelism) {}

  static FaultCase of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    List<SymbolSpec> symbols = SyntheticMarket.symbols(2 + random.nextInt(2));
    boolean isVenueClock = random.nextBoolean();
    long millis = 3_500 + random.nextInt(2_000);
    String scenario = FaultStorm.scenario(random, millis, isVenueClock);
    return new FaultCase(
        seed,
        symbols,
        isVenueClock,
        millis,
        FaultScenario.parse(scenario),
        random.nextBoolean(),
        random.nextBoolean() && !refuses(scenario),
        crashes(random, refuses(scenario) ? CALM : 1_000));
  }

  private static boolean refuses(String scenario) {
    return scenario.contains("answer: refuse");
  }

  private static List<PlannedCrash> crashes(Random random, int end) {
    List<PlannedCrash> crashes = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Crashes.Place[] places = Crashes.Place.values();
      crashes.add(
          new PlannedCrash(
              places[random.nextInt(places.length)],
              (end * i + random.nextInt(end)) / count,
              1 + random.nextInt(50),
              1 + random.nextInt(2)));
    }
    return crashes;
  }

  /** What is left of the scenario when the storm is over. */
  FaultScenario calm() {
    return new FaultScenario(
        scenario.seed(),
        scenario.rules().stream()
            .filter(rule -> rule.fault().scope() == Fault.Scope.STANDING)
            .toList(),
        "");
  }

  /**
   * Whether the exchange refuses what is old. How much is missing then only the next trade says, so
   * there is a pause before the last ones, in which the job comes back.
   */
  boolean refuses() {
    return refuses(scenario.text());
  }

  /** How many of a symbol's newest trades can be had. */
  long kept() {
    return scenario.rules().stream()
        .filter(rule -> rule.fault() == Fault.OLD_TRADES)
        .mapToLong(rule -> rule.details().keep())
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Market seconds for each wall second. */
  double speed() {
    return isVenueClock ? 1 : 200;
  }

  /**
   * The market's trades.
   *
   * @param now epoch microseconds: where the market begins when it goes by the venue's clock
   */
  List<Recording> recordings(long now) {
    Random random = new Random(seed);
    long from = isVenueClock ? now : REPLAY_START;
    long length = (long) (millis * MICROS_PER_MILLI * speed());
    long pause = refuses() ? (long) (PAUSE_MICROS * speed()) : 0;
    List<Recording> recordings = new ArrayList<>();
    int most = MOST_TRADES;
    for (SymbolSpec symbol : symbols) {
      int trades = most / 2 + random.nextInt(most / 2);
      recordings.add(
          SyntheticMarket.recording(symbol.symbol(), trades, from, length, pause, random));
      most = Math.max(20, most / (2 + random.nextInt(30)));
    }
    return recordings;
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ": "
        + symbols.size()
        + " symbols, "
        + (isVenueClock ? "venue's clock" : "clock of events")
        + ", "
        + millis
        + " ms, faults "
        + (faultsFromStart ? "from the start" : "with trading")
        + (faultsUntilEnd ? " until the end" : " until shortly before the end")
        + ", crashes "
        + crashes
        + "\n"
        + scenario.text();
  }
}
