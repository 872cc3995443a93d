package io.alphaflow.simulator;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.SymbolSpec;

/** A small market for tests. */
public final class TestMarket {

  public static final SymbolSpec BTCUSD =
      new SymbolSpec(
          "BTCUSD",
          "BTC",
          "USD",
          amount("0.01"),
          amount("0.0001"),
          amount("0.0001"),
          amount("1000"),
          amount("10"));

  /** 2013-11-25T00:00:00Z. */
  public static final long START = 1_385_337_600_000_000L;

  private TestMarket() {}

  public static long amount(String text) {
    return Fixed8.parse(text);
  }

  /** One trade each second from {@link #START}; each item is {@code price@quantity}. */
  public static Recording recording(String... trades) {
    long[] times = new long[trades.length];
    long[] prices = new long[trades.length];
    long[] quantities = new long[trades.length];
    for (int i = 0; i < trades.length; i++) {
      String[] parts = trades[i].split("@");
      times[i] = START + i * 1_000_000L;
      prices[i] = amount(parts[0]);
      quantities[i] = amount(parts[1]);
    }
    return new Recording("BTCUSD", times, prices, quantities);
  }

  /** {@code count} trades a second apart that walk up and down around 800. */
  public static Recording longRecording(int count) {
    String[] trades = new String[count];
    for (int i = 0; i < count; i++) {
      trades[i] = (800 + i % 7) + ".0" + i % 10 + "@0." + (1 + i % 9);
    }
    return recording(trades);
  }
}
