package io.alphaflow.cli.cookbook;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SyntheticTrades;
import io.alphaflow.simulator.TradeFile;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Two symbols at the simulated exchange: the demo's recorded BTC/USD trades up to a time, and
 * seeded LTC/USD trades.
 */
final class CookbookMarket {

  static final SymbolSpec BTC = spec("BTC", "0.01", "0.00001", "5");
  static final SymbolSpec LTC = spec("LTC", "0.001", "0.001", "1");

  private static final String RECORDED = "/bitstamp_trades_from_20131125_usd.csv";
  private static final long FROM = CookbookPeople.micros("2013-11-25T00:00:00Z");
  private static final long TO = CookbookPeople.micros("2013-11-28T00:00:00Z");
  private static final int LTC_TRADES = 12_000;
  private static final int LTC_PACE = 21;
  private static final long LTC_SEED = 7;

  /** A trade at the venue. */
  record MarketTrade(
      String instrument, long id, long price, long quantity, boolean buyerIsMaker, long time) {}

  private CookbookMarket() {}

  private static SymbolSpec spec(String base, String tick, String step, String minNotional) {
    return new SymbolSpec(
        base + "USD",
        base,
        "USD",
        Fixed8.parse(tick),
        Fixed8.parse(step),
        Fixed8.parse(step),
        Fixed8.parse("9000"),
        Fixed8.parse(minNotional));
  }

  static Instrument rules(SymbolSpec spec) {
    return new Instrument(
        "sim:" + spec.base() + "/" + spec.quote(),
        1,
        spec.symbol(),
        spec.base(),
        spec.quote(),
        spec.tickSize(),
        spec.tickSize(),
        spec.maxPrice(),
        spec.stepSize(),
        spec.minQuantity(),
        spec.maxQuantity(),
        spec.minNotional(),
        true,
        0);
  }

  /** All trades of three days, in the order of time. */
  static List<MarketTrade> trades() throws IOException {
    List<MarketTrade> trades = new ArrayList<>();
    try (InputStream in = CookbookMarket.class.getResourceAsStream(RECORDED)) {
      each("sim:BTC/USD", TradeFile.read(in, RECORDED, BTC.symbol()), FROM, 1, trades::add);
    }
    Recording made = SyntheticTrades.of(LTC, Fixed8.parse("8"), LTC_SEED, FROM, LTC_TRADES);
    each("sim:LTC/USD", made, FROM, LTC_PACE, trades::add);
    trades.sort(Comparator.comparingLong(MarketTrade::time));
    return trades;
  }

  private static void each(
      String instrument, Recording recording, long from, int pace, Consumer<MarketTrade> out) {
    for (int i = 0; i < recording.size(); i++) {
      long id = recording.idAt(i);
      long time = from + (recording.timeAt(i) - from) * pace;
      if (time < TO) {
        out.accept(
            new MarketTrade(
                instrument,
                id,
                recording.price(id),
                recording.quantity(id),
                recording.buyerIsMaker(id),
                time));
      }
    }
  }
}
