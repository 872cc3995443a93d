package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Five minutes of what Binance really sent; skipped where the capture is not at hand. */
class RealFramesTest {

  @Test
  void readsEveryTradeAndQuoteOfARealCapture() throws IOException {
    String configured = System.getenv("ALPHAFLOW_DATA");
    Path data =
        configured == null
            ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data")
            : Path.of(configured);
    Path capture = data.resolve("ws-binance-raw").resolve("spot_btcusdt_20240808.gz");
    assumeTrue(Files.exists(capture), "no " + capture + "; set ALPHAFLOW_DATA");
    int trades = 0;
    int quotes = 0;
    long lastTrade = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(capture)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StreamEvent event = StreamFrames.read(line.substring(line.indexOf(' ') + 1));
        if (event instanceof VenueTrade trade) {
          trades++;
          assertThat(lastTrade == 0 || trade.id() == lastTrade + 1).isTrue();
          lastTrade = trade.id();
        } else if (event instanceof VenueQuote quote) {
          quotes++;
          assertThat(quote.bid()).isPositive().isLessThan(quote.ask());
        }
      }
    }
    assertThat(trades).isEqualTo(9_757);
    assertThat(quotes).isEqualTo(28_040);
  }
}
