package io.alphaflow.bench;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the gate would tell the breakers of a busy desk. Each partition of the journal has an event
 * each ten milliseconds of its clock: six of ten are approvals, two are prices, one is a rejection
 * and one a round trip. With a thousand accounts in eight partitions an account has about thirty
 * approvals in a minute, so a velocity of twenty trips all the time. An event depends on its number
 * alone.
 */
final class BreakerLoad {

  private static final long START = 1_700_000_000_000_000L;
  private static final long STEP = 10_000;
  private static final int INSTRUMENTS = 20;
  private static final int STRATEGIES = 2;

  private final int accounts;
  private final int partitions;
  private final List<List<String>> accountsOf = new ArrayList<>();

  BreakerLoad(int accounts, int partitions) {
    this.accounts = accounts;
    this.partitions = partitions;
    Map<Integer, List<String>> byPartition = new HashMap<>();
    IntStream.range(0, accounts)
        .mapToObj(BreakerLoad::account)
        .forEach(
            account ->
                byPartition
                    .computeIfAbsent(Partitions.of(account, partitions), p -> new ArrayList<>())
                    .add(account));
    for (int partition = 0; partition < partitions; partition++) {
      accountsOf.add(byPartition.getOrDefault(partition, List.of(account(0))));
    }
  }

  private static String account(int number) {
    return "account-" + number;
  }

  /** All breakers with the built-in rules, but for the count of the order velocity. */
  RiskOptions options(int velocity) {
    String ids =
        IntStream.range(0, accounts)
            .mapToObj(
                i ->
                    "{id: %s, currency: USD, apiKey: \"${env:NONE}\", secret: \"${env:NONE}\"}"
                        .formatted(account(i)))
            .collect(Collectors.joining(", "));
    return RiskOptions.read(
        DeskConfig.parse(
            "bench",
            """
            desk: bench
            kafka: {bootstrapServers: "none:1", journalPartitions: %d}
            venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [C0/USD]}
            accounts: [%s]
            risk: {breakers: {default: {orderVelocity: {count: %d, within: 60s}}}}
            """
                .formatted(partitions, ids, velocity)));
  }

  /** The event of a partition with a number from 0 on. */
  BreakerEvent event(int partition, int number) {
    long chance = mix(((long) partition << 32) | number);
    List<String> mine = accountsOf.get(partition);
    String account = mine.get(pick(chance, 0, mine.size()));
    int strategy = pick(chance, 16, STRATEGIES);
    return switch (pick(chance, 24, 10)) {
      case 0 -> order(BreakerEvent.Kind.REJECTED, partition, number, account, strategy, chance, 0);
      case 1 ->
          order(
              BreakerEvent.Kind.ROUND_TRIP,
              partition,
              number,
              account,
              strategy,
              chance,
              Fixed8.of(pick(chance, 40, 11) - 5));
      case 2, 3 -> price(partition, number, pick(chance, 32, INSTRUMENTS), chance);
      default ->
          order(
              BreakerEvent.Kind.APPROVED, partition, number, account, strategy, chance, Fixed8.ONE);
    };
  }

  /** Logical time of an event. */
  static long time(int number) {
    return START + number * STEP;
  }

  /** Number of the event at a logical time. */
  static int number(long time) {
    return (int) ((time - START) / STEP);
  }

  private static BreakerEvent order(
      BreakerEvent.Kind kind,
      int partition,
      int number,
      String account,
      int strategy,
      long chance,
      long value) {
    return new BreakerEvent(
        kind,
        partition,
        time(number),
        account,
        "strategy-" + strategy,
        BenchDesk.instrument(strategy),
        pick(chance, 48, 2) == 0,
        number,
        value,
        0,
        0);
  }

  /** A slow wave with noise; one of a thousand prices is far off. */
  private static BreakerEvent price(int partition, int number, int instrument, long chance) {
    double wave = 0.02 * Math.sin(number / 3_000.0 + instrument);
    double noise = 0.004 * (pick(chance, 40, 1_000) / 1_000.0 - 0.5);
    double jump = pick(chance, 50, 1_000) == 0 ? 0.06 : 0;
    long price = Math.round(Fixed8.of(100) * (1 + wave + noise + jump));
    long reach = price / 1_000;
    return new BreakerEvent(
        BreakerEvent.Kind.PRICE,
        partition,
        time(number),
        Level.ALL,
        Level.ALL,
        BenchDesk.instrument(instrument),
        false,
        0,
        price,
        price - reach,
        price + reach);
  }

  private static int pick(long chance, int bits, int of) {
    return (int) Long.remainderUnsigned(mix(chance + bits), of);
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
