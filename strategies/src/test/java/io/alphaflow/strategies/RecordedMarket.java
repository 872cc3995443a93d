package io.alphaflow.strategies;

import io.alphaflow.common.bar.BarSeries;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The trades that the demo plays: Bitstamp BTC/USD, a week of November 2013. */
final class RecordedMarket {

  private static final String FILE = "/bitstamp_trades_from_20131125_usd.csv";
  private static final String INSTRUMENT = "sim:BTC/USD";

  private RecordedMarket() {}

  /** Its bars; rows without an amount are no trades. */
  static List<Bar> bars(String interval) {
    List<Bar> bars = new ArrayList<>();
    BarSeries series = new BarSeries(INSTRUMENT, List.of(BarSpec.parse(interval)));
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                RecordedMarket.class.getResourceAsStream(FILE), StandardCharsets.US_ASCII))) {
      reader.readLine();
      long id = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        id++;
        String[] cells = line.split(",");
        long time = Long.parseLong(cells[0]) * 1_000_000;
        long price = Fixed8.parse(cells[1]);
        long quantity = Fixed8.parse(cells[2]);
        if (quantity > 0) {
          series.add(new Trade(INSTRUMENT, id, price, quantity, false, time, time), bars::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bars;
  }
}
