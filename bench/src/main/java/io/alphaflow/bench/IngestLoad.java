package io.alphaflow.bench;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up trades of many symbols, evenly spread: in turn, one every {@code 1 / rate} s, after a
 * quiet time in which a desk can subscribe. So that the exchange's clock runs in that time, a
 * symbol that nobody asks for trades once at its beginning.
 *
 * @param symbols how many, {@code C0/USD}, {@code C1/USD}, …
 * @param rate trades a second, of all together
 * @param seconds for which trades are made
 * @param startMicros market time at which playback begins, epoch microseconds UTC
 */
record IngestLoad(int symbols, int rate, int seconds, long startMicros) {

  private static final String IDLE = "IDLE";
  private static final long QUIET_MICROS = 30_000_000L;
  private static final long SECOND_MICROS = 1_000_000L;

  /** {@code C7/USD}. */
  String symbol(int number) {
    return "C" + number + "/USD";
  }

  private static String venueSymbol(int number) {
    return "C" + number + "USD";
  }

  /** The symbol that trades only at {@link #startMicros()}, as the venue spells it. */
  String idleSymbol() {
    return IDLE + "USD";
  }

  /** Market time of the first trade that counts. */
  long firstMicros() {
    return startMicros + QUIET_MICROS;
  }

  /** Market time of the last trade. */
  long lastMicros() {
    return firstMicros() + (trades() - 1L) * SECOND_MICROS / rate;
  }

  /** All trades that count. */
  int trades() {
    return rate * seconds;
  }

  /** How many trades a symbol has; their ids are 1, 2, 3, … */
  int trades(int number) {
    return (trades() - number + symbols - 1) / symbols;
  }

  /** What the exchange lists. */
  List<SymbolSpec> specs() {
    List<SymbolSpec> specs = new ArrayList<>();
    specs.add(spec(idleSymbol(), IDLE));
    for (int s = 0; s < symbols; s++) {
      specs.add(spec(venueSymbol(s), "C" + s));
    }
    return specs;
  }

  private static SymbolSpec spec(String symbol, String base) {
    long cent = Fixed8.ONE / 100;
    long step = Fixed8.ONE / 10_000;
    return new SymbolSpec(symbol, base, "USD", cent, step, step, Fixed8.of(1_000), Fixed8.of(10));
  }

  /** What the exchange plays. */
  List<Recording> recordings() {
    List<Recording> recordings = new ArrayList<>();
    recordings.add(
        new Recording(
            idleSymbol(),
            new long[] {startMicros},
            new long[] {Fixed8.of(100)},
            new long[] {Fixed8.ONE}));
    for (int s = 0; s < symbols; s++) {
      recordings.add(recording(s));
    }
    return recordings;
  }

  private Recording recording(int number) {
    int count = trades(number);
    long[] times = new long[count];
    long[] prices = new long[count];
    long[] quantities = new long[count];
    for (int i = 0; i < count; i++) {
      long nth = (long) i * symbols + number;
      times[i] = firstMicros() + nth * SECOND_MICROS / rate;
      prices[i] = Fixed8.of(1_000) + i % 7 * (Fixed8.ONE / 100);
      quantities[i] = Fixed8.ONE / 10 + i % 9 * (Fixed8.ONE / 10_000);
    }
    return new Recording(venueSymbol(number), times, prices, quantities);
  }
}
