package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.config.VenueType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.exchange.Venues;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueTrade;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders at Alpaca by the prices of Coinbase. */
@Timeout(60)
class CombinedMarketDataTest {

  @TempDir Path folder;

  private static VenueOptions venue(VenueType type, int port) {
    return new VenueOptions(
        "sim",
        type,
        "http://127.0.0.1:" + port,
        "ws://127.0.0.1:" + port + "/",
        "ws://127.0.0.1:" + port + "/user",
        Duration.ofSeconds(60),
        6_000,
        List.of(MarketFixture.BTC));
  }

  @Test
  void rulesAreOfTheVenueThatTakesOrdersAndTradesOfTheOther() throws Exception {
    AccountOptions account =
        SecretFiles.account(folder, "main", "PKTESTKEY", AccountOptions.KeyType.HMAC, "secret");
    try (AlpacaMarketServer alpaca = new AlpacaMarketServer("PKTESTKEY", "secret");
        CoinbaseMarketServer coinbase = new CoinbaseMarketServer()) {
      VenueOptions orders = venue(VenueType.ALPACA, alpaca.port());
      VenueOptions prices = venue(VenueType.COINBASE, coinbase.port());
      MarketData market = Venues.marketData(orders, prices, account);
      Instrument rules =
          market.instruments(List.of(MarketFixture.BTC)).join().get(MarketFixture.BTC);
      assertThat(rules.maxQuantity()).as("Alpaca has no largest order").isEqualTo(Long.MAX_VALUE);
      assertThat(rules.venueSymbol()).isEqualTo("BTC-USD");

      Received received = new Received(market);
      try (MarketStream stream = market.openStream(received).get(10, TimeUnit.SECONDS)) {
        stream.request(100);
        stream
            .subscribe(List.of(new StreamKey(rules.venueSymbol(), StreamKind.TRADE)))
            .get(15, TimeUnit.SECONDS);
        VenueTrade trade = received.next(VenueTrade.class, coinbase::stir);
        assertThat(trade.symbol()).isEqualTo("BTC-USD");
      }
    }
  }
}
