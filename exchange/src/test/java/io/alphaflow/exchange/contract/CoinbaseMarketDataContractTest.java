package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.config.VenueType;
import io.alphaflow.exchange.coinbase.market.CoinbaseMarketData;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CoinbaseMarketDataContractTest extends MarketDataContract {

  private CoinbaseMarketServer server;

  @Override
  MarketFixture start() throws Exception {
    server = new CoinbaseMarketServer();
    FaultProxy proxy = new FaultProxy();
    proxy.to(server.port());
    VenueOptions options =
        new VenueOptions(
            "sim",
            VenueType.COINBASE,
            "http://" + proxy.authority(),
            "ws://" + proxy.authority() + "/",
            "ws://" + proxy.authority() + "/user",
            Duration.ofSeconds(60),
            6_000,
            List.of(MarketFixture.BTC));
    return new MarketFixture() {
      @Override
      public FaultProxy proxy() {
        return proxy;
      }

      @Override
      public MarketData open() {
        return new CoinbaseMarketData(options);
      }

      @Override
      public Set<StreamKind> kinds() {
        return EnumSet.of(StreamKind.TRADE, StreamKind.BOOK_TICKER, StreamKind.DEPTH);
      }

      @Override
      public boolean numbersTrades() {
        return true;
      }

      @Override
      public void stir() {
        server.stir();
      }

      @Override
      public void close() throws Exception {
        proxy.close();
        server.close();
      }
    };
  }

  @Test
  void missingMessageEndsTheStream() throws Exception {
    stream(1_000, StreamKind.TRADE);
    server.skipAMessage();
    assertThat(received.ends.poll(10, TimeUnit.SECONDS)).contains("is missing");
  }

  @Test
  void walksBackToAnIdThatIsSeveralPagesAway() throws Exception {
    stream(1_000, StreamKind.TRADE);
    VenueTrade from = received.next(VenueTrade.class, venue::stir);
    for (int i = 0; i < 3; i++) {
      server.trades(700);
      Thread.sleep(1_100);
    }
    TradePage page = market.historicalTrades("BTC-USD", StreamKind.TRADE, from.id(), 1_000).join();
    assertThat(page.trades().get(0).id()).isEqualTo(from.id());
    assertThat(page.trades()).hasSize(1_000);
    assertThat(page.lastId()).isEqualTo(from.id() + 999);
  }
}
