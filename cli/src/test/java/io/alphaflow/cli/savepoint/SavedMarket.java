package io.alphaflow.cli.savepoint;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Three hours of two made-up symbols that swing and wander: the same each time. */
final class SavedMarket {

  static final SymbolSpec BTC = spec("BTC");
  static final SymbolSpec ETH = spec("ETH");

  private static final long FROM = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000;
  private static final int TRADES = 1_800;
  private static final long PACE = 6_000_000;
  private static final double SWING = 0.012;
  private static final int PERIOD = 240;

  private SavedMarket() {}

  private static SymbolSpec spec(String base) {
    return new SymbolSpec(
        base + "USD",
        base,
        "USD",
        Fixed8.parse("0.01"),
        Fixed8.parse("0.00001"),
        Fixed8.parse("0.00001"),
        Fixed8.parse("9000"),
        Fixed8.parse("5"));
  }

  static List<Recording> recordings() {
    return List.of(recording(BTC.symbol(), 1_000, 1), recording(ETH.symbol(), 100, 2));
  }

  private static Recording recording(String symbol, double price, long seed) {
    Random random = new Random(seed);
    long[] times = new long[TRADES];
    long[] prices = new long[TRADES];
    long[] quantities = new long[TRADES];
    double drift = 0;
    for (int i = 0; i < TRADES; i++) {
      times[i] = FROM + i * PACE + random.nextInt(1_000_000);
      drift += 0.0006 * random.nextGaussian();
      double level = price * (1 + drift + SWING * Math.sin(2 * Math.PI * (i + 60 * seed) / PERIOD));
      prices[i] = Math.round(level * 100) * (Fixed8.ONE / 100);
      quantities[i] = (1 + random.nextInt(900)) * (Fixed8.ONE / 100);
    }
    return new Recording(symbol, times, prices, quantities);
  }
}
