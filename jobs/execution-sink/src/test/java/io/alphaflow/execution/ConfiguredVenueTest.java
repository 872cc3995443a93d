package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.exchange.alpaca.trading.AlpacaTrading;
import io.alphaflow.exchange.binance.trading.BinanceTrading;
import io.alphaflow.exchange.coinbase.trading.CoinbaseTrading;
import io.alphaflow.exchange.trading.TradingVenue;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfiguredVenueTest {

  private static TradingVenue venue(String venue) {
    return ExecutionSinkJob.venue(
        DeskConfig.parse(
            "x.yaml",
            """
            desk: demo
            mode: live
            kafka: {bootstrapServers: "x:1"}
            venue: {name: v, symbols: [BTC/USD], %s}
            accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
            execution: {requestTimeout: 7s}
            """
                .formatted(venue)));
  }

  @Test
  void theTypeNamesTheAdapterAndThePresetTheAddress() {
    assertThat(venue("preset: testnet"))
        .isInstanceOfSatisfying(
            BinanceTrading.class,
            v -> assertThat(v.venue().restUrl()).isEqualTo("https://testnet.binance.vision"));
    assertThat(venue("type: coinbase, preset: production"))
        .isInstanceOfSatisfying(
            CoinbaseTrading.class,
            v -> {
              assertThat(v.venue().restUrl()).isEqualTo("https://api.coinbase.com");
              assertThat(v.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
            });
    assertThat(venue("type: alpaca"))
        .isInstanceOfSatisfying(
            AlpacaTrading.class,
            v -> assertThat(v.venue().restUrl()).isEqualTo("https://paper-api.alpaca.markets"));
  }

  @Test
  void everyVenueTravelsWithTheJob() throws Exception {
    for (String type : new String[] {"binance, preset: demo", "coinbase, preset: production"}) {
      new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(venue("type: " + type));
    }
    new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(venue("type: alpaca"));
  }
}
