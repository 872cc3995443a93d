package io.alphaflow.exchange.contract;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.trading.BinanceTrading;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Against the simulated exchange, which shares no code with the adapter. */
class BinanceSessionContractTest extends TradingSessionContract {

  private static final String SECRET = "a-secret-of-the-good-account";
  private static final String WRONG = "a-secret-that-nobody-knows-of";

  @TempDir Path folder;

  @Override
  VenueFixture start() throws Exception {
    SymbolSpec symbol =
        new SymbolSpec(
            "BTCUSD", "BTC", "USD", 1_000_000, 10_000, 10_000, Fixed8.of(100_000), Fixed8.of(1));
    // The simulated exchange's own time is that of its recording.
    long now = System.currentTimeMillis() * 1_000;
    SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(symbol)
                .withAccounts(
                    SimAccount.hmac("main", "key-1", SECRET, Map.of("USD", Fixed8.of(10_000)))),
            List.of(
                new Recording(
                    "BTCUSD",
                    new long[] {now, now + 1_000_000},
                    new long[] {Fixed8.of(100), Fixed8.of(100)},
                    new long[] {Fixed8.ONE, Fixed8.ONE})));
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
            List.of(VenueFixture.BTC));
    AccountOptions.KeyType hmac = AccountOptions.KeyType.HMAC;
    AccountOptions good = SecretFiles.account(folder, "good", "key-1", hmac, SECRET);
    AccountOptions wrong = SecretFiles.account(folder, "wrong", "key-1", hmac, WRONG);
    BinanceTrading trading = new BinanceTrading(options, Duration.ofSeconds(12));
    return new VenueFixture() {
      @Override
      public FaultProxy proxy() {
        return proxy;
      }

      @Override
      public TradingSession open() {
        return trading.open(good);
      }

      @Override
      public TradingSession openWithWrongSecret() {
        return trading.open(wrong);
      }

      @Override
      public List<String> placed() {
        return exchange.ledger().orders().stream()
            .map(order -> order.request().clientOrderId())
            .toList();
      }

      @Override
      public boolean takesTriggers() {
        return Stream.of(VenueOrderType.values()).anyMatch(t -> t.name().equals("STOP_LOSS_LIMIT"));
      }

      @Override
      public List<String> secrets() {
        return List.of(SECRET, WRONG, "signature=");
      }

      @Override
      public void close() throws Exception {
        proxy.close();
        exchange.close();
      }
    };
  }
}
