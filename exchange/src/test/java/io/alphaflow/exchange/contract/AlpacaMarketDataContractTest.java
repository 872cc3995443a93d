package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.config.VenueType;
import io.alphaflow.exchange.alpaca.market.AlpacaMarketData;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlpacaMarketDataContractTest extends MarketDataContract {

  private static final String SECRET = "a-secret-of-the-paper-account";

  private VenueOptions options;

  @Override
  MarketFixture start() throws Exception {
    AlpacaMarketServer server = new AlpacaMarketServer("PKTESTKEY", SECRET);
    FaultProxy proxy = new FaultProxy();
    proxy.to(server.port());
    options =
        new VenueOptions(
            "sim",
            VenueType.ALPACA,
            "http://" + proxy.authority(),
            "ws://" + proxy.authority() + "/v1beta3/crypto/us",
            "ws://" + proxy.authority() + "/stream",
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
        return new AlpacaMarketData(options, "PKTESTKEY", SECRET);
      }

      @Override
      public Set<StreamKind> kinds() {
        return EnumSet.complementOf(EnumSet.of(StreamKind.AGG_TRADE));
      }

      @Override
      public boolean numbersTrades() {
        return false;
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
  void wrongKeyEndsTheStreamAndStaysSecret() throws Exception {
    MarketData wrong = new AlpacaMarketData(options, "PKTESTKEY", "wrong-secret");
    Received told = new Received(wrong);
    MarketStream stream = wrong.openStream(told).get(10, TimeUnit.SECONDS);
    assertThat(stream.subscribe(List.of(new StreamKey("BTC/USD", StreamKind.TRADE))))
        .failsWithin(Duration.ofSeconds(15))
        .withThrowableThat()
        .withCauseInstanceOf(MarketDataException.class)
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("wrong-secret"));
    String end = told.ends.poll(10, TimeUnit.SECONDS);
    assertThat(end).contains("402").doesNotContain("wrong-secret");
    assertThat(wrong.serverTime())
        .failsWithin(Duration.ofSeconds(15))
        .withThrowableThat()
        .satisfies(e -> assertThat(e.toString()).doesNotContain("wrong-secret"));
    assertThat(wrong.toString()).doesNotContain("wrong-secret").doesNotContain("PKTESTKEY");
  }
}
