package io.alphaflow.conformance;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * An exchange for one test: BTC/USDT, one customer, and trades that happen when the test says so.
 * The first, at 100, has happened; bid and ask are one tick beside the last price.
 */
public final class TestVenue implements AutoCloseable {

  public static final String SYMBOL = "BTCUSDT";
  public static final String KEY = "conformance-key";
  public static final String SECRET = "conformance-secret";

  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final String ACCOUNT = "tester";
  private static final SymbolSpec SPEC =
      new SymbolSpec(
          SYMBOL,
          "BTC",
          "USDT",
          Fixed8.parse("0.01"),
          Fixed8.parse("0.0001"),
          Fixed8.parse("0.0001"),
          Fixed8.parse("1000"),
          Fixed8.parse("5"));

  private final SimulatedExchange exchange;

  private TestVenue(SimulatedExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * An exchange in which nothing but these trades happens, 250 ms of market time apart.
   *
   * @param prices of the trades after the first, each of 10 BTC, in the order of {@link #trade}
   */
  public static TestVenue open(String... prices) {
    SimAccount account =
        SimAccount.hmac(
            ACCOUNT, KEY, SECRET, Map.of("USDT", Fixed8.of(10_000), "BTC", Fixed8.of(5)));
    SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(SPEC).withAccounts(account), List.of(recording(prices)));
    TestVenue venue = new TestVenue(exchange);
    venue.trade();
    return venue;
  }

  private static Recording recording(String... prices) {
    int count = prices.length + 1;
    long[] times = new long[count];
    long[] amounts = new long[count];
    long[] quantities = new long[count];
    long now = System.currentTimeMillis() * 1_000;
    for (int i = 0; i < count; i++) {
      times[i] = now + i * 250_000L;
      amounts[i] = Fixed8.parse(i == 0 ? "100" : prices[i - 1]);
      quantities[i] = Fixed8.of(10);
    }
    return new Recording(SYMBOL, times, amounts, quantities);
  }

  /** The next trade happens. */
  public void trade() {
    exchange.step();
  }

  public String restUrl() {
    return exchange.restUrl();
  }

  public String streamUrl() {
    return exchange.streamUrl();
  }

  public String wsApiUrl() {
    return exchange.wsApiUrl();
  }

  /** Waits until so many market streams are listened to, over all connections. */
  public void awaitStreams(int count) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (exchange.subscribedStreams().stream().mapToInt(Integer::intValue).sum() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not " + count + " streams: " + exchange.subscribedStreams());
      }
      Thread.onSpinWait();
    }
  }

  /** The exchange's own books: what a client says is compared with them. */
  public Ledger ledger() {
    return exchange.ledger();
  }

  /** What the account can spend of an asset, by the exchange's own books. */
  public BigDecimal free(String asset) {
    return decimal(ledger().balance(ACCOUNT, asset).free());
  }

  /** What open orders hold of an asset, by the exchange's own books. */
  public BigDecimal locked(String asset) {
    return decimal(ledger().balance(ACCOUNT, asset).locked());
  }

  private static BigDecimal decimal(long units) {
    return new BigDecimal(Fixed8.format(units));
  }

  @Override
  public void close() {
    exchange.close();
  }
}
