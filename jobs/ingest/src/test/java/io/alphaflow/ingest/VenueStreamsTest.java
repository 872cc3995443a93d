package io.alphaflow.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import org.junit.jupiter.api.Test;

class VenueStreamsTest {

  private static void check(String venue, String ingest) {
    DeskConfig config =
        DeskConfig.parse(
            "x.yaml",
            """
            desk: demo
            kafka: {bootstrapServers: "x:1"}
            venue: {name: v, symbols: [BTC/USD], %s}
            accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
            ingest: {%s}
            """
                .formatted(venue, ingest));
    VenueStreams.check(
        config.source(), config.marketVenue(), config.read(IngestOptions::read).feed());
  }

  @Test
  void binanceHasAll() {
    assertThatCode(() -> check("type: binance, preset: testnet", "quotes: book"))
        .doesNotThrowAnyException();
  }

  @Test
  void coinbaseHasNoBarsOfAMinuteAndNoAggregateTrades() {
    assertThatThrownBy(() -> check("type: coinbase, preset: production", ""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.klines: coinbase has no one-minute bars; expected false");
    assertThatThrownBy(() -> check("type: coinbase, preset: production", "trades: aggTrade"))
        .hasMessageContaining("ingest.trades: coinbase has no aggregate trades");
    assertThatCode(() -> check("type: coinbase, preset: production", "klines: false, quotes: book"))
        .doesNotThrowAnyException();
  }

  @Test
  void alpacaNeedsThePricesOfAnotherVenue() {
    assertThatThrownBy(() -> check("type: alpaca", "klines: false"))
        .hasMessageContaining("trades of alpaca have no numbers that follow each other")
        .hasMessageContaining("venue.marketData: {type: coinbase");
    assertThatCode(
            () ->
                check(
                    "type: alpaca, marketData: {type: coinbase, preset: production}",
                    "klines: false"))
        .doesNotThrowAnyException();
  }
}
