package io.alphaflow.bench;

import io.alphaflow.common.config.DeskConfig;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A desk with a limit of every control, none of which many orders reach, for the benchmarks of the
 * risk gate.
 */
final class GateDesk {

  /** Partitions of the journal. */
  static final int PARTITIONS = 8;

  /** Instruments, {@code C0/USD}, {@code C1/USD}, … */
  static final int INSTRUMENTS = 20;

  private GateDesk() {}

  /** {@code acct-17}. */
  static String account(int number) {
    return "acct-" + number;
  }

  /** {@code sim:C7/USD}. */
  static String instrument(int number) {
    return "sim:C" + number + "/USD";
  }

  private static String joined(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(", "));
  }

  /** The configuration. */
  static DeskConfig config(int accounts, String bootstrapServers) {
    return DeskConfig.parse(
        "bench",
        """
        desk: bench
        kafka: {bootstrapServers: "%1$s", journalPartitions: %2$d}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [%3$s]}
        accounts: [%4$s]
        risk:
          limits:
            default:
              maxOrderValue: 50000
              maxOrderQuantity: 100000
              priceCollar: 5%%
              maxMarkAge: 10s
              maxMarkJump: 10%%
              maxPosition: 1000000
              maxPositionValue: 200000
              maxPositionShare: 20%%
              maxPositionsPerSymbol: 2
              maxGrossExposure: 900000
              maxNetExposure: 900000
              maxOpenPositions: 20
              maxConcentration: 25%%
              maxLeverage: 1
              ordersPerStrategy: 600/60s
              ordersPerAccount: 1000/60s
              orderToFill: 50/1h/100
              duplicateWindow: 60s
              maxDailyLoss: 100000
              maxRollingLoss: 50000/1h
              maxStrategyLoss: 50000
              maxDrawdown: 100000
              maxDrawdownShare: 20%%
              marketDataTimeout: 5m
              executionTimeout: 5m
              minConfidence: 0.1
            accounts: {%5$s: {maxDailyLoss: 50000, ordersPerAccount: 900/60s}}
            symbols: {C1/USD: {maxPosition: 500000}, C2/USD: {maxOrderValue: 40000}}
          permissions: [{sides: [buy, sell], orderTypes: [market, limit]}]
          tradingHours: {%6$s}
          volatility: {method: ewma, multiplier: 20, interval: 5s}
          breakers:
            default:
              orderVelocity: {count: 20, within: 5s, cooldown: 1s}
              repeatedExecution: {count: 10, within: 5s}
              losingStreak: off
              rejectStorm: {count: 20, within: 5s}
              priceShock: {move: 0.3, within: 60s}
        """
            .formatted(
                bootstrapServers,
                PARTITIONS,
                joined(INSTRUMENTS, i -> "\"C" + i + "/USD\""),
                joined(
                    accounts,
                    i ->
                        "{id: %s, currency: USD, apiKey: \"${env:NONE}\", secret: \"${env:NONE}\"}"
                            .formatted(account(i))),
                account(0),
                joined(accounts, i -> account(i) + ": {from: \"00:00\", to: \"00:00\"}")));
  }
}
