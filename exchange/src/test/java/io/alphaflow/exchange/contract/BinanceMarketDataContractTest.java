package io.alphaflow.exchange.contract;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.market.BinanceMarketData;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Against the simulated exchange, which plays a recording of a trade each 50 ms. */
class BinanceMarketDataContractTest extends MarketDataContract {

  private static final int TRADES = 1_200;
  private static final long STEP_MICROS = 50_000;

  @Override
  MarketFixture start() throws Exception {
    SymbolSpec symbol =
        new SymbolSpec(
            "BTCUSD", "BTC", "USD", 1_000_000, 10_000, 10_000, Fixed8.of(100_000), Fixed8.of(1));
    long now = System.currentTimeMillis() * 1_000;
    long[] times = new long[TRADES];
    long[] prices = new long[TRADES];
    long[] quantities = new long[TRADES];
    Arrays.fill(quantities, Fixed8.ONE);
    for (int i = 0; i < TRADES; i++) {
      times[i] = now + i * STEP_MICROS;
      prices[i] = Fixed8.of(100) + i % 7 * 1_000_000;
    }
    SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(symbol),
            List.of(new Recording("BTCUSD", times, prices, quantities)));
    exchange.play();
    FaultProxy proxy = new FaultProxy();
    proxy.to(exchange.port());
    VenueOptions options =
        new VenueOptions(
            "sim",
            proxy.instead(exchange.restUrl()),
            proxy.instead(exchange.streamUrl()),
            proxy.instead(exchange.wsApiUrl()),
            Duration.ofSeconds(3),
            List.of(MarketFixture.BTC));
    return new MarketFixture() {
      @Override
      public FaultProxy proxy() {
        return proxy;
      }

      @Override
      public MarketData open() {
        return new BinanceMarketData(options);
      }

      @Override
      public Set<StreamKind> kinds() {
        return EnumSet.allOf(StreamKind.class);
      }

      @Override
      public boolean numbersTrades() {
        return true;
      }

      @Override
      public void stir() {
        // The recording goes on by itself.
      }

      @Override
      public void close() throws Exception {
        proxy.close();
        exchange.close();
      }
    };
  }
}
