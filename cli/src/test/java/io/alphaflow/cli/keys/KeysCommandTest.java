package io.alphaflow.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  private static final String HOME = "alphaflow.home";

  @TempDir Path home;
  private String before;

  @BeforeEach
  void atHome() {
    before = System.getProperty(HOME);
    System.setProperty(HOME, home.toString());
  }

  @AfterEach
  void back() {
    if (before == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }

  @Test
  void theLineThatIsPrintedIsOneOfTheConfiguration() throws Exception {
    CommandRun run = keys("new", "--person", "ann", "--role", "risk");
    assertThat(run.code()).as(run.text()).isZero();
    Path key = home.resolve("keys").resolve("ann.pem");
    assertThat(run.out()).contains(key.toString());
    assertThat(run.text()).doesNotContain(secret(key)).doesNotContain("PRIVATE KEY");
    List<OperatorOptions> operators =
        DeskConfig.parse("test", desk(line(run)))
            .read(root -> OperatorOptions.readAll(root.section("risk")));
    assertThat(operators).hasSize(1);
    assertThat(operators.get(0).person()).isEqualTo("ann");
    assertThat(operators.get(0).role()).isEqualTo(Role.RISK);
  }

  @Test
  void anOldKeyStays() throws Exception {
    Path file = home.resolve("mine.pem");
    assertThat(keys("new", "--person", "ann", "--out", file.toString()).code()).isZero();
    String key = Files.readString(file);
    CommandRun again = keys("new", "--person", "ann", "--out", file.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains(file.toString()).contains("stays");
    assertThat(Files.readString(file)).isEqualTo(key);
  }

  @Test
  void listTellsWhoseKeysAreHere() throws Exception {
    String ann = line(keys("new", "--person", "ann"));
    Path away = home.resolve("away.pem");
    String bob = line(keys("new", "--person", "bob", "--role", "risk", "--out", away.toString()));
    keys("new", "--person", "eve");
    Files.writeString(home.resolve("keys").resolve("other.pem"), "not a key");
    Path config = home.resolve("desk.yaml");
    Files.writeString(config, desk(ann + "\n" + bob));

    CommandRun run = keys("list", "--config", config.toString());
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .containsPattern("ann +trader +[0-9a-f]{16}  .*ann.pem")
        .containsPattern("bob +risk +[0-9a-f]{16}  no private key here")
        .contains("eve.pem is the key of nobody here")
        .doesNotContain("other.pem")
        .doesNotContain(secret(home.resolve("keys").resolve("ann.pem")));
    CommandRun json = keys("list", "--json", "--config", config.toString());
    assertThat(json.out())
        .contains("\"person\":\"ann\",\"role\":\"trader\",\"fingerprint\":\"")
        .contains("\"privateKeys\":[]")
        .contains("\"privateKeysOfNobody\":[\"" + home.resolve("keys").resolve("eve.pem") + "\"]");
  }

  @Test
  void wrongUsageIsToldWithWhatIsAccepted() {
    assertThat(keys("new", "--person", "a b").err()).contains("letters, digits");
    assertThat(keys("new", "--person", "a b").code()).isEqualTo(2);
    assertThat(keys("new", "--role", "king").err()).contains("TRADER");
    assertThat(keys().err()).contains("Which of new, list?");
    CommandRun noDesk = keys("list", "--config", home.resolve("none.yaml").toString());
    assertThat(noDesk.code()).isEqualTo(1);
    assertThat(noDesk.err()).contains("none.yaml");
  }

  private static CommandRun keys(String... arguments) {
    return CommandRun.of(new KeysCommand(), arguments);
  }

  private static String line(CommandRun run) {
    return run.out().lines().filter(l -> l.contains("publicKey")).findFirst().orElseThrow();
  }

  private static String secret(Path key) throws Exception {
    return Files.readAllLines(key).get(1);
  }

  private static String desk(String operators) {
    return """
        desk: test
        kafka: {bootstrapServers: "localhost:9"}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
                symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        risk:
          operators:
        """
        + operators;
  }
}
