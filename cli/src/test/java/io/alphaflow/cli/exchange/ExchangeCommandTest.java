package io.alphaflow.cli.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.journal.JournalFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExchangeCommandTest {

  private static final long NOW = 1_800_000_000_000_000L;

  @TempDir Path folder;

  private static SimulatedExchange start(String... arguments) throws IOException {
    ExchangeCommand command = new ExchangeCommand();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return command.start(command.journal());
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("trades.csv"), String.join("\n", lines) + "\n");
  }

  @Test
  void withoutOptionsThreeSymbolsTradeAndTheAccountHasMoney() throws IOException {
    try (SimulatedExchange exchange = start("--port", "0")) {
      for (int i = 0; i < 20; i++) {
        exchange.step();
      }
      assertThat(exchange.marketTrades("BTCUSDT"))
          .isNotEmpty()
          .allSatisfy(t -> assertThat(t.price()).isBetween(Fixed8.of(50_000), Fixed8.of(70_000)));
      assertThat(exchange.marketTrades("ETHUSDT")).isNotEmpty();
      assertThat(exchange.marketTrades("BNBUSDT")).isNotEmpty();
      assertThat(exchange.ledger().balance("test-key", "USDT").free())
          .isEqualTo(Fixed8.of(1_000_000));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a second address that is always there")
  void itListensOnTheAddressThatIsAskedFor() throws Exception {
    String second = "127.0.0.2";
    try (SimulatedExchange exchange = start("--port=0", "--host=" + second)) {
      assertThat(exchange.restUrl()).isEqualTo("http://" + second + ":" + exchange.port());
      assertThat(answers(second, exchange.port())).isTrue();
      assertThat(answers("127.0.0.1", exchange.port())).isFalse();
    }
    try (SimulatedExchange exchange = start("--port=0")) {
      assertThat(answers(second, exchange.port())).isFalse();
    }
    try (SimulatedExchange exchange = start("--port=0", "--host=0.0.0.0")) {
      assertThat(exchange.restUrl()).isEqualTo("http://127.0.0.1:" + exchange.port());
      assertThat(answers(second, exchange.port())).isTrue();
    }
    CommandRun run = CommandRun.of(new ExchangeCommand(), "--port=0", "--host=192.0.2.1");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("cannot listen on 192.0.2.1:0");
  }

  private static boolean answers(String host, int port) throws Exception {
    URI ping = URI.create("http://" + host + ":" + port + "/api/v3/ping");
    try {
      return HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(ping).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  @Test
  void withAJournalItGoesOnInTheSameMarket() throws IOException {
    String journal = "--journal=" + folder.resolve("exchange.journal");
    List<MarketTrade> played;
    try (SimulatedExchange exchange = start("--port=0", journal)) {
      for (int i = 0; i < 20; i++) {
        exchange.step();
      }
      played = exchange.marketTrades("BTCUSDT");
    }
    try (SimulatedExchange exchange = start("--port=0", journal)) {
      assertThat(exchange.progress().tradesSent()).isEqualTo(20);
      assertThat(exchange.marketTrades("BTCUSDT")).isEqualTo(played).isNotEmpty();
    }
    CommandRun run = CommandRun.of(new ExchangeCommand(), "--port=0", journal, "--seed=2");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("is of another market");
  }

  @Test
  void aStartThatFailsLeavesTheJournalFreeAndNew() throws IOException {
    Path journal = folder.resolve("exchange.journal");
    Path faults = Files.writeString(folder.resolve("faults.yaml"), "faults: none");
    try (SimulatedExchange other = start("--port=0")) {
      for (String wrong :
          List.of("--port=" + other.port(), "--faults=" + faults, "--balance=X=y")) {
        assertThatThrownBy(() -> start("--journal=" + journal, wrong))
            .isInstanceOf(RuntimeException.class);
        try (JournalFile left = JournalFile.open(journal, NOW)) {
          assertThat(left.isNew()).as(wrong).isTrue();
        }
      }
    }
  }

  @Test
  void theSameSeedMakesUpTheSamePrices() {
    PlayedSymbol one = PlayedSymbol.madeUp(7, NOW).get(0);
    PlayedSymbol again = PlayedSymbol.madeUp(7, NOW).get(0);
    PlayedSymbol other = PlayedSymbol.madeUp(8, NOW).get(0);
    int differ = 0;
    for (int i = 0; i < 1_000; i++) {
      assertThat(one.recording().at(i)).isEqualTo(again.recording().at(i));
      differ += one.recording().at(i).price() == other.recording().at(i).price() ? 0 : 1;
    }
    assertThat(differ).isGreaterThan(900);
  }

  @Test
  void dataIsMovedToNowAndTheTickIsThatOfItsPrices() throws IOException {
    Path trades = file("timestamp,price,amount", "1385337600,0.1234,5", "1385337661,0.12,7");
    PlayedSymbol played = PlayedSymbol.read("XRP/EUR=" + trades, NOW);
    assertThat(played.spec().symbol()).isEqualTo("XRPEUR");
    assertThat(played.spec().tickSize()).isEqualTo(Fixed8.parse("0.0001"));
    assertThat(played.recording().timeAt(0)).isEqualTo(NOW);
    assertThat(played.recording().timeAt(1)).isEqualTo(NOW + 61_000_000);
    assertThat(played.recording().at(1).quantity()).isEqualTo(Fixed8.of(7));
    assertThat(PlayedSymbol.read(trades.toString(), NOW).spec().symbol()).isEqualTo("BTCUSDT");
  }

  @Test
  void eachKeyHasAnAccountWithTheOpeningBalances() throws IOException {
    try (SimulatedExchange exchange =
        start("--port=0", "--key=a:one", "--key=b:two", "--balance=EUR=12.5")) {
      assertThat(exchange.ledger().balance("a", "EUR").free()).isEqualTo(Fixed8.parse("12.5"));
      assertThat(exchange.ledger().balance("b", "EUR").free()).isEqualTo(Fixed8.parse("12.5"));
      assertThat(exchange.ledger().balance("a", "USDT").free()).isZero();
    }
  }

  @Test
  void takesAnEd25519PublicKey() throws IOException, GeneralSecurityException {
    byte[] encoded =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    Path pem = folder.resolve("public.pem");
    Files.writeString(
        pem,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END PUBLIC KEY-----\n");
    try (SimulatedExchange exchange = start("--port=0", "--key=me:@" + pem)) {
      assertThat(exchange.ledger().balances()).containsOnlyKeys("me");
    }
    Files.writeString(pem, "no key");
    assertThatThrownBy(() -> start("--port=0", "--key=me:@" + pem))
        .isInstanceOf(UserError.class)
        .hasMessage("--key: " + pem + " is not an Ed25519 public key in PEM");
  }

  @ParameterizedTest
  @CsvSource({
    "--mode=wishful, Invalid value for option '--mode': expected one of [THROUGH",
    "--key=nosecret, '--key: expected ID:SECRET, ID:${env:NAME}, ID:${file:PATH} or ID:@PEM'",
    "--key=a:${env:NO_SUCH_VARIABLE}, 'the secret ${env:NO_SUCH_VARIABLE} is not set or empty'",
    "--balance=EUR=many, '--balance EUR=many: not an amount'",
    "--speed=0, 'speed must be above 0, is 0.0'",
    "--data=nothing.csv, 'nothing.csv: no such file'"
  })
  void mistakesAreToldInOneSentence(String argument, String sentence) {
    CommandRun run = CommandRun.of(new ExchangeCommand(), "--port=0", argument);
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void aMistakeAboutAKeyDoesNotTellTheSecret() {
    CommandRun run =
        CommandRun.of(new ExchangeCommand(), "--port=0", "--key=a:hush-hush", "--key=a:hush-hush");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("--key names a twice");
    assertThat(run.text()).doesNotContain("hush-hush");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (SimulatedExchange exchange = start("--port=0")) {
      assertThatThrownBy(() -> start("--port=" + exchange.port()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("127.0.0.1:" + exchange.port());
    }
  }
}
