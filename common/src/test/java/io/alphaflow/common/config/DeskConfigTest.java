package io.alphaflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.money.Fixed8;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskConfigTest {

  private static final String GOOD =
      """
      desk: demo
      kafka: {bootstrapServers: "localhost:1", journalPartitions: 3}
      venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTC/USD]}
      accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${file:/s}"}]
      database: {jdbcUrl: "jdbc:postgresql://x/y", user: u, password: "${env:P}"}
      risk: {limit: "12.5", window: 60s}
      """;

  @Test
  void readsTheCommonPartAndAJobsSection() {
    DeskConfig config = DeskConfig.parse("test.yaml", GOOD);
    assertThat(config.desk()).isEqualTo("demo");
    assertThat(config.kafka().journalPartitions()).isEqualTo(3);
    assertThat(config.venue().symbols().get(0).toString()).isEqualTo("sim:BTC/USD");
    assertThat(config.currencies()).containsEntry("main", "USD");
    assertThat(config.database().user()).isEqualTo("u");
    assertThat(config.<Long>read(root -> root.section("risk").decimal("limit", null, 0)))
        .isEqualTo(Fixed8.parse("12.5"));
    Duration window = config.read(root -> root.section("risk").duration("window", null));
    assertThat(window).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void listsAllErrorsWithPathValueAndWhatIsAccepted() {
    String bad =
        """
        desk: demo
        kafka: {journalPartitions: many, bootstrap: "localhost:1"}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTCUSD]}
        accounts: [{id: main, currency: USD, apiKey: "plain-text-key", secret: "${env:S}"}]
        """;
    assertThatThrownBy(() -> DeskConfig.parse("bad.yaml", bad))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bad.yaml")
        .hasMessageContaining("kafka.bootstrapServers: missing")
        .hasMessageContaining("kafka.bootstrap: unknown key")
        .hasMessageContaining("kafka.journalPartitions: \"many\" is not accepted; expected a whole")
        .hasMessageContaining("BTCUSD")
        .hasMessageContaining("accounts[0].apiKey")
        .hasMessageNotContaining("plain-text-key");
  }

  @Test
  void aSectionMayBeOffAndATimeSpanAWord() {
    String text =
        """
        a: off
        b: {pause: manual}
        c: {pause: 5m}
        """;
    String read =
        ConfigNode.parse(
            "x.yaml",
            text,
            root ->
                root.sectionOrOff("a").isPresent()
                    + " "
                    + pause(root.sectionOrOff("b").orElseThrow())
                    + " "
                    + pause(root.sectionOrOff("c").orElseThrow())
                    + " "
                    + root.sectionOrOff("d").orElseThrow().isPresent());
    assertThat(read).isEqualTo("false PT0S PT5M false");
    assertThatThrownBy(
            () ->
                ConfigNode.parse(
                    "x.yaml",
                    "a: none\nb: {pause: 0s}\nc: {pause: never}",
                    root -> {
                      root.sectionOrOff("a");
                      pause(root.section("b"));
                      return pause(root.section("c"));
                    }))
        .hasMessageContaining("a: \"none\" is not accepted; expected off, or a section")
        .hasMessageContaining("b.pause: \"0s\" is not accepted; expected manual, or a time span")
        .hasMessageContaining("c.pause: \"never\"");
  }

  private static Duration pause(ConfigNode node) {
    return node.durationOr("manual", "pause", null);
  }

  @Test
  void secretsOfKafkaAreReferencesAndLeftToItsClient() {
    String jaas = "org.apache.X required username=\"desk\" password=\"%s\";";
    String client = "ssl.keystore.password: \"%s\", sasl.jaas.config: '%s'";
    KafkaOptions kafka =
        kafka(client.formatted("${env:STORE}", jaas.formatted("${file:/run/secrets/kafka}")));
    assertThat(kafka.clientProperties())
        .containsEntry("ssl.keystore.password", "${env:STORE}")
        .containsEntry("config.providers", "env,file,vault")
        .containsEntry("config.providers.vault.class", KafkaSecrets.class.getName());
    assertThat(kafka("linger.ms: 5").clientProperties()).hasSize(1);
    assertThatThrownBy(() -> kafka(client.formatted("s3cret", jaas.formatted("s3cret"))))
        .hasMessageContaining("kafka.client.ssl.keystore.password: \"(hidden)\"")
        .hasMessageContaining("kafka.client.sasl.jaas.config: \"(hidden)\"")
        .hasMessageContaining("${file:/path}")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> kafka("ssl.key.password: '${env:STORE}', config.providers: theirs"))
        .hasMessageContaining("kafka.client.config.providers: \"theirs\"");
    assertThat(kafka("ssl.key.password: '${theirs:a:b}', config.providers: theirs")).isNotNull();
  }

  @Test
  void theDatabasesAddressHasNoPassword() {
    String database = "d:\n  user: desk\n  password: ${env:DB}\n  jdbcUrl: ";
    String address = "jdbc:postgresql://h/d?sslmode=verify-full";
    assertThat(database(database + address).jdbcUrl()).isEqualTo(address);
    for (String secret : List.of("&password=s3cret", "&sslPassword=s3cret")) {
      assertThatThrownBy(() -> database(database + address + secret))
          .hasMessageContaining("d.jdbcUrl: \"(hidden)\"")
          .hasMessageNotContaining("s3cret");
    }
  }

  private static DatabaseOptions database(String text) {
    return ConfigNode.parse("x.yaml", text, root -> DatabaseOptions.read(root.section("d")));
  }

  private static KafkaOptions kafka(String client) {
    String text = "bootstrapServers: x\nclient: {" + client + "}";
    return ConfigNode.parse(
        "x.yaml",
        "kafka:\n  " + text.replace("\n", "\n  "),
        root -> KafkaOptions.read(root.section("kafka")));
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThatThrownBy(() -> DeskConfig.parse("x.yaml", "desk: demo\nkafka: {a: \n  [}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("x.yaml")
        .hasMessageContaining("line ");
  }
}
