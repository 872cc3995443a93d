package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.trading.BinanceTrading;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Binance adapter with an Ed25519 key against the simulated exchange. */
@Timeout(60)
class BinanceSessionIT {

  private static final InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");

  /** Puts down what the stream tells. */
  private static final class Told implements UserEvents {
    final BlockingQueue<String> all = new LinkedBlockingQueue<>();

    @Override
    public void subscribed() {
      all.add("subscribed");
    }

    @Override
    public void order(OrderView view) {
      all.add(view.clientOrderId() + " " + view.status() + " " + view.fills().size());
    }

    @Override
    public void interrupted(String reason) {
      all.add("interrupted");
    }

    @Override
    public void unreadable(String text, String reason) {
      all.add("unreadable " + text);
    }

    String next() throws InterruptedException {
      String next = all.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("something told within 20 s").isNotNull();
      return next;
    }
  }

  @TempDir Path folder;
  private final Told told = new Told();
  private SimulatedExchange exchange;
  private CuttableProxy stream;
  private TradingSession session;

  @BeforeEach
  void open() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    SymbolSpec symbol =
        new SymbolSpec(
            "BTCUSD", "BTC", "USD", 1_000_000, 10_000, 10_000, Fixed8.of(100), Fixed8.of(1));
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(symbol)
                .withAccounts(
                    SimAccount.ed25519(
                        "main", "key", pair.getPublic(), Map.of("USD", Fixed8.of(10_000)))),
            List.of(
                new Recording(
                    "BTCUSD",
                    new long[] {1_000_000, 2_000_000},
                    new long[] {Fixed8.of(100), Fixed8.of(100)},
                    new long[] {Fixed8.ONE, Fixed8.ONE})));
    exchange.play();
    stream = new CuttableProxy(exchange.port());
    Path key = Files.writeString(folder.resolve("key"), "key");
    Path secret =
        Files.writeString(
            folder.resolve("secret.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    VenueOptions venue =
        new VenueOptions(
            "sim",
            exchange.restUrl(),
            exchange.streamUrl(),
            "ws://127.0.0.1:" + stream.port() + "/ws-api/v3",
            Duration.ofSeconds(3),
            List.of(BTC));
    session =
        new BinanceTrading(venue, Duration.ofSeconds(12))
            .open(
                new AccountOptions(
                    "main",
                    "USD",
                    new Secret("${file:" + key + "}"),
                    AccountOptions.KeyType.ED25519,
                    new Secret("${file:" + secret + "}")));
    session.warmUp().join();
  }

  @AfterEach
  void close() throws Exception {
    session.close();
    stream.close();
    exchange.close();
  }

  private static NewOrder limit(String id, String price) {
    return limit(id, Side.BUY, price, SelfTradePrevention.EXPIRE_TAKER);
  }

  private static NewOrder limit(
      String id, Side side, String price, SelfTradePrevention prevention) {
    return new NewOrder(
        BTC,
        id,
        side,
        OrderType.LIMIT,
        TimeInForce.GTC,
        Fixed8.of(1),
        Fixed8.parse(price),
        prevention);
  }

  @Test
  void placesFindsAndCancelsOrderAndTheStreamTellsTheSame() throws Exception {
    session.listen(told);
    assertThat(told.next()).isEqualTo("subscribed");

    SubmitResult placed = session.submit(limit("rests", "50")).result().join();
    OrderView accepted = ((SubmitResult.Accepted) placed).view();
    assertThat(accepted.status()).isEqualTo(OrderStatus.NEW);
    assertThat(told.next()).isEqualTo("rests NEW 0");
    ResolveResult.Found found = (ResolveResult.Found) session.resolve(BTC, "rests").join();
    assertThat(found.view()).isEqualTo(accepted);
    assertThat(session.openOrders(BTC).join()).containsExactly(accepted);
    assertThat(session.resolve(BTC, "other").join()).isInstanceOf(ResolveResult.Absent.class);

    CancelResult.Canceled canceled = (CancelResult.Canceled) session.cancel(BTC, "rests").join();
    assertThat(canceled.view().clientOrderId()).isEqualTo("rests");
    assertThat(told.next()).isEqualTo("rests CANCELED 0");
    assertThat(session.cancel(BTC, "rests").join()).isInstanceOf(CancelResult.NotOpen.class);
  }

  @Test
  void fillsAreTheSameInAnswerStreamAndQuery() throws Exception {
    SubmitResult placed = session.submit(limit("fills", "150")).result().join();
    OrderView accepted = ((SubmitResult.Accepted) placed).view();
    assertThat(accepted.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(session.tradesOf(BTC, accepted.venueOrderId()).join())
        .isNotEmpty()
        .isEqualTo(accepted.fills());
    assertThat(session.account().join().balances())
        .anySatisfy(b -> assertThat(b.asset()).isEqualTo("BTC"));
  }

  @Test
  void ordersThatDoNotTradeWithEachOtherEndTheSameInAnswerStreamAndQuery() throws Exception {
    session.submit(limit("has", "150")).result().join();
    session.submit(limit("maker", "100")).result().join();
    session.listen(told);
    assertThat(told.next()).isEqualTo("subscribed");
    NewOrder sell = limit("taker", Side.SELL, "100", SelfTradePrevention.EXPIRE_BOTH);
    SubmitResult.Accepted taker =
        (SubmitResult.Accepted) session.submit(limit(sell, "0.5")).result().join();
    assertThat(taker.view().status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(taker.view().reason()).isEqualTo("EXPIRED_IN_MATCH");
    assertThat(told.next()).isEqualTo("taker NEW 0");
    assertThat(told.next()).isEqualTo("maker EXPIRED 0");
    assertThat(told.next()).isEqualTo("taker EXPIRED 0");
    for (String id : List.of("maker", "taker")) {
      ResolveResult.Found found = (ResolveResult.Found) session.resolve(BTC, id).join();
      assertThat(found.view().status()).isEqualTo(OrderStatus.EXPIRED);
      assertThat(found.view().reason()).isEqualTo("EXPIRED_IN_MATCH");
      assertThat(found.view().updatedTime()).isEqualTo(taker.view().updatedTime());
    }
  }

  private static NewOrder limit(NewOrder order, String quantity) {
    return new NewOrder(
        order.instrument(),
        order.clientOrderId(),
        order.side(),
        order.orderType(),
        order.timeInForce(),
        Fixed8.parse(quantity),
        order.limitPrice(),
        order.selfTradePrevention());
  }

  @Test
  void streamConnectsAgainAfterItWasCut() throws Exception {
    session.listen(told);
    assertThat(told.next()).isEqualTo("subscribed");
    stream.cut();
    assertThat(told.next()).isEqualTo("interrupted");
    stream.restore();
    String next = told.next();
    while (next.equals("interrupted")) {
      next = told.next();
    }
    assertThat(next).isEqualTo("subscribed");
    session.submit(limit("later", "50")).result().join();
    assertThat(told.next()).isEqualTo("later NEW 0");
  }
}
