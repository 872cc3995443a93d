package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.config.VenueType;
import io.alphaflow.exchange.coinbase.trading.CoinbaseTrading;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoinbaseSessionContractTest extends TradingSessionContract {

  private static final String KEY_NAME = "organizations/org-1/apiKeys/key-1";

  @TempDir Path folder;
  private CoinbaseServer server;

  @Override
  VenueFixture start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    String pem = pem(pair);
    String wrongPem = pem(generator.generateKeyPair());
    FaultProxy proxy = new FaultProxy();
    server = new CoinbaseServer(KEY_NAME, (ECPublicKey) pair.getPublic(), proxy.authority());
    proxy.to(server.port());
    VenueOptions options =
        new VenueOptions(
            "sim",
            VenueType.COINBASE,
            "http://" + proxy.authority(),
            "ws://" + proxy.authority() + "/market",
            "ws://" + proxy.authority() + "/user",
            Duration.ofSeconds(60),
            6_000,
            List.of(VenueFixture.BTC));
    AccountOptions.KeyType any = AccountOptions.KeyType.HMAC;
    AccountOptions good = SecretFiles.account(folder, "good", KEY_NAME, any, pem);
    AccountOptions wrong = SecretFiles.account(folder, "wrong", KEY_NAME, any, wrongPem);
    CoinbaseTrading trading = new CoinbaseTrading(options, Duration.ofSeconds(12));
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
        return server.placed();
      }

      @Override
      public boolean readsSecretsAgain() {
        return true;
      }

      @Override
      public void correctWrongSecret() throws Exception {
        Files.writeString(folder.resolve("wrong.secret"), pem);
      }

      @Override
      public List<String> secrets() {
        // Tokens begin with the header {"alg":"ES256" in Base64.
        return List.of(pem.split("\n")[1], wrongPem.split("\n")[1], "eyJhbGciOi");
      }

      @Override
      public void close() throws Exception {
        proxy.close();
        server.close();
      }
    };
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  @Test
  void sendingAnOrderAgainReturnsTheFirstWithItsState() {
    SubmitResult first = submit(resting("again"));
    SubmitResult second = submit(resting("again"));
    assertThat(((SubmitResult.Accepted) second).view())
        .isEqualTo(((SubmitResult.Accepted) first).view());
    assertThat(((SubmitResult.Accepted) second).view().status()).isEqualTo(OrderStatus.NEW);
  }

  @Test
  void tellsWhatTheKeyMayDo() {
    assertThat(session.keyPermissions().join()).isEqualTo(new KeyPermissions(true, false, true));
  }

  @Test
  void answerAboutAnotherOrderIsNotTaken() {
    String body =
        "{\"success\":true,\"success_response\":{\"order_id\":\"1\",\"product_id\":\"BTC-USD\","
            + "\"side\":\"SELL\",\"client_order_id\":\"mine\"}}";
    venue.proxy().next(new FaultProxy.Answer("POST", 200, Map.of(), body));
    assertThat(submit(resting("mine"))).isInstanceOf(SubmitResult.Unknown.class);
  }

  @Test
  void failureOfUnknownReasonAndDuplicateAreUnknown() {
    for (String reason : List.of("UNKNOWN_FAILURE_REASON", "DUPLICATE_CLIENT_ORDER_ID")) {
      String body =
          "{\"success\":false,\"error_response\":{\"error\":\"%s\",\"message\":\"m\"}}"
              .formatted(reason);
      venue.proxy().next(new FaultProxy.Answer("POST", 200, Map.of(), body));
      assertThat(submit(resting("r"))).as(reason).isInstanceOf(SubmitResult.Unknown.class);
    }
  }

  @Test
  void missingMessageOfTheUserChannelMakesANewConnection() throws Exception {
    Told told = new Told();
    session.listen(told);
    told.await("subscribed");
    server.skipAMessage();
    told.await("interrupted: message ");
    told.await("subscribed");
  }
}
