package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.config.VenueType;
import io.alphaflow.exchange.alpaca.trading.AlpacaTrading;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlpacaSessionContractTest extends TradingSessionContract {

  private static final String KEY = "PKTESTKEY";
  private static final String SECRET = "a-secret-of-the-paper-account";
  private static final String WRONG = "a-secret-that-nobody-knows-of";

  @TempDir Path folder;

  @Override
  VenueFixture start() throws Exception {
    AlpacaServer server = new AlpacaServer(KEY, SECRET);
    FaultProxy proxy = new FaultProxy();
    proxy.to(server.port());
    VenueOptions options =
        new VenueOptions(
            "sim",
            VenueType.ALPACA,
            "http://" + proxy.authority(),
            "ws://" + proxy.authority() + "/v1beta3/crypto/us",
            "ws://" + proxy.authority() + "/stream",
            Duration.ofSeconds(60),
            6_000,
            List.of(VenueFixture.BTC));
    AccountOptions.KeyType any = AccountOptions.KeyType.HMAC;
    AccountOptions good = SecretFiles.account(folder, "good", KEY, any, SECRET);
    AccountOptions wrong = SecretFiles.account(folder, "wrong", KEY, any, WRONG);
    AlpacaTrading trading = new AlpacaTrading(options, Duration.ofSeconds(12));
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
        Files.writeString(folder.resolve("wrong.secret"), SECRET);
      }

      @Override
      public List<String> secrets() {
        return List.of(SECRET, WRONG);
      }

      @Override
      public void close() throws Exception {
        proxy.close();
        server.close();
      }
    };
  }

  @Test
  void refusalOfAKnownIdIsUnknownButThatOfABadFieldIsARejection() {
    submit(resting("known"));
    assertThat(submit(resting("known"))).isInstanceOf(SubmitResult.Unknown.class);
    String body = "{\"code\":40010001,\"message\":\"qty is too small\"}";
    venue.proxy().next(new FaultProxy.Answer("POST", 422, Map.of(), body));
    assertThat(submit(resting("bad")))
        .isEqualTo(new SubmitResult.Rejected(40010001, "qty is too small"));
  }

  @Test
  void whatAKeyMayDoIsNotTold() {
    assertThat(session.keyPermissions())
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(VenueException.class);
  }
}
