package io.alphaflow.cli.exchange;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SyntheticTrades;
import io.alphaflow.simulator.TradeFile;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A symbol of the exchange and what is played in it.
 *
 * @param spec its rules
 * @param recording its trades
 */
record PlayedSymbol(SymbolSpec spec, Recording recording) {

  private static final Pattern DATA = Pattern.compile("(?:([A-Z0-9]+)/([A-Z0-9]+)=)?(.+)");
  private static final long FINEST_STEP = Fixed8.parse("0.00001");
  private static final long HIGHEST_QUANTITY = Fixed8.of(9_000);
  private static final int MADE_UP_TRADES = 48 * 3_600;

  /** Three symbols with made-up trades from now on, about a second apart, for two days. */
  static List<PlayedSymbol> madeUp(long seed, long nowMicros) {
    return List.of(
        madeUp("BTC", "60000", "0.01", seed, nowMicros),
        madeUp("ETH", "3000", "0.01", seed + 1, nowMicros),
        madeUp("BNB", "600", "0.01", seed + 2, nowMicros));
  }

  private static PlayedSymbol madeUp(
      String base, String price, String tick, long seed, long nowMicros) {
    SymbolSpec spec = spec(base, "USDT", Fixed8.parse(tick));
    Recording trades =
        SyntheticTrades.of(spec, Fixed8.parse(price), seed, nowMicros, MADE_UP_TRADES);
    return new PlayedSymbol(spec, trades);
  }

  /**
   * The trades of a file, moved in time so that the first happens now; without a symbol they are of
   * BTC/USDT. The tick is the finest decimal of the prices.
   *
   * @param text {@code FILE} or {@code BASE/QUOTE=FILE}
   */
  static PlayedSymbol read(String text, long nowMicros) throws IOException {
    PlayedSymbol asRecorded = asRecorded(text);
    return new PlayedSymbol(asRecorded.spec, from(asRecorded.recording, nowMicros));
  }

  /** The same with the times that the file has. */
  static PlayedSymbol asRecorded(String text) throws IOException {
    Matcher m = DATA.matcher(text);
    if (!m.matches()) {
      throw new UserError("--data " + text + ": expected FILE or BASE/QUOTE=FILE");
    }
    String base = m.group(1) == null ? "BTC" : m.group(1);
    String quote = m.group(2) == null ? "USDT" : m.group(2);
    Recording read = TradeFile.read(Path.of(m.group(3)), base + quote);
    return new PlayedSymbol(spec(base, quote, tick(read)), read);
  }

  private static Recording from(Recording read, long nowMicros) {
    int size = read.size();
    long later = nowMicros - read.timeAt(0);
    long[] ids = new long[size];
    long[] times = new long[size];
    long[] prices = new long[size];
    long[] quantities = new long[size];
    BitSet buyerMaker = new BitSet();
    for (int i = 0; i < size; i++) {
      var trade = read.at(i);
      ids[i] = trade.id();
      times[i] = trade.timeMicros() + later;
      prices[i] = trade.price();
      quantities[i] = trade.quantity();
      buyerMaker.set(i, trade.buyerIsMaker());
    }
    return Recording.withIds(read.symbol(), ids, times, prices, quantities, buyerMaker);
  }

  private static long tick(Recording recording) {
    long tick = Fixed8.ONE;
    for (int i = 0; i < recording.size(); i++) {
      long price = recording.at(i).price();
      while (tick > 1 && price % tick != 0) {
        tick /= 10;
      }
    }
    return Math.min(tick, Fixed8.ONE / 100);
  }

  private static SymbolSpec spec(String base, String quote, long tick) {
    // tick × step must be exact in 1e-8.
    long step = Math.max(FINEST_STEP, Fixed8.ONE / tick);
    return new SymbolSpec(
        base + quote, base, quote, tick, step, step, HIGHEST_QUANTITY, Fixed8.of(5));
  }
}
