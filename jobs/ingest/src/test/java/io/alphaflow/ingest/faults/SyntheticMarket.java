package io.alphaflow.ingest.faults;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A market by chance: some symbols trade often, some hardly, now in bursts and now not at all. */
final class SyntheticMarket {

  private static final List<String> BASES = List.of("BTC", "ETH", "XRP");
  private static final long TICK = Fixed8.parse("0.01");
  private static final long STEP = Fixed8.parse("0.0001");

  /** Best bid and ask. */
  record Top(long bid, long ask) {}

  private SyntheticMarket() {}

  /** The first so many symbols. */
  static List<SymbolSpec> symbols(int count) {
    return BASES.subList(0, count).stream()
        .map(
            base ->
                new SymbolSpec(
                    base + "USD", base, "USD", TICK, STEP, STEP, Fixed8.of(1_000), Fixed8.of(5)))
        .toList();
  }

  /**
   * Trades of a symbol.
   *
   * @param from first time, epoch microseconds
   * @param length microseconds from there to the last trade, without the pause
   * @param pause microseconds without a trade, before the last of them
   */
  static Recording recording(
      String symbol, int trades, long from, long length, long pause, Random random) {
    double[] waits = new double[trades];
    double sum = 0;
    for (int i = 0; i < trades; i++) {
      // Several at the same moment, then many close together, then nothing for a while.
      int kind = random.nextInt(10);
      waits[i] = kind < 3 ? 0 : kind < 9 ? random.nextDouble() : 10 * random.nextDouble();
      sum += waits[i];
    }
    long[] times = new long[trades];
    long[] prices = new long[trades];
    long[] quantities = new long[trades];
    double at = 0;
    long price = Fixed8.of(500 + random.nextInt(500));
    for (int i = 0; i < trades; i++) {
      at += waits[i];
      times[i] = from + (long) (length * (at / Math.max(sum, 1e-9)));
      times[i] += i >= Math.min(trades - 1, trades * FaultCase.CALM / 1_000) ? pause : 0;
      // Small steps: a level that should be gone becomes the best price instead of crossing it.
      price = Math.max(Fixed8.of(10), price + (random.nextInt(5) - 2) * TICK);
      prices[i] = price;
      quantities[i] = (1 + random.nextInt(50_000)) * STEP;
    }
    return new Recording(symbol, times, prices, quantities);
  }

  /** The exchange's own book by its update ids, as its trades have moved it. */
  static SortedMap<Long, Top> book(List<MarketTrade> trades) {
    SortedMap<Long, Top> book = new TreeMap<>();
    long half = TICK * MatchingRules.DEFAULT.halfSpreadTicks();
    Top last = null;
    for (MarketTrade trade : trades) {
      Top top =
          new Top(
              Math.max(TICK, Fixed8.floorTo(trade.price(), TICK) - half),
              Fixed8.ceilTo(trade.price(), TICK) + half);
      if (!top.equals(last)) {
        book.put(book.size() + 1L, top);
        last = top;
      }
    }
    return book;
  }
}
