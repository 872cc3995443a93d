package io.alphaflow.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.signals.instance.StrategyInstance;
import org.junit.jupiter.api.Test;

class SignalsOptionsTest {

  private static DeskConfig desk(String sections) {
    return DeskConfig.parse(
        "test.yaml",
        """
        desk: test
        kafka: {bootstrapServers: "localhost:1", journalPartitions: 3}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTC/USD, ETH/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
        """
            + sections);
  }

  private static ConfigException errorsOf(String sections) {
    DeskConfig config = desk(sections);
    return catchThrowableOfType(ConfigException.class, () -> SignalsOptions.read(config));
  }

  @Test
  void readsInstancesAndFillsInDefaults() {
    SignalsOptions options =
        SignalsOptions.read(
            desk(
                """
                signals: {maxParallelism: 16}
                strategies:
                  - {id: trend, type: ma-cross, account: main, symbols: [BTC/USD, ETH/USD],
                     params: {fast: 30, slow: 90, size: 0.25}}
                  - {id: revert, type: rsi-reversion, account: main, symbols: BTC/USD,
                     enabled: false, interval: 5m}
                """));
    assertThat(options.journalPartitions()).isEqualTo(3);
    assertThat(options.maxParallelism()).isEqualTo(16);
    StrategyInstance trend = options.instances().get(0);
    assertThat(trend.parameters())
        .containsEntry("fast", "30")
        .containsEntry("type", "ema")
        .containsEntry("size", "0.25")
        .containsEntry("sizing", "base-quantity");
    assertThat(trend.interval()).isEqualTo("1m");
    assertThat(trend.enabled()).isTrue();
    assertThat(trend.trades("sim:ETH/USD")).isTrue();
    StrategyInstance revert = options.instances().get(1);
    assertThat(revert.enabled()).isFalse();
    assertThat(revert.interval()).isEqualTo("5m");
    assertThat(revert.trades("sim:ETH/USD")).isFalse();
  }

  @Test
  void aDeskMayHaveNoStrategies() {
    assertThat(SignalsOptions.read(desk("")).instances()).isEmpty();
  }

  @Test
  void listsEveryErrorWithPathValueAndWhatIsAccepted() {
    ConfigException e =
        errorsOf(
            """
            signals: {maxParalelism: 16, interval: often}
            strategies:
              - {id: a, type: ma-cros, account: main, symbols: [BTC/USD]}
              - {id: b, type: ma-cross, account: other, symbols: [BTC/EUR],
                 params: {fast: 0, quick: 3}}
              - {id: b, type: rsi-reversion, account: main, symbols: [BTC/USD, BTC/USD],
                 enabled: maybe, colour: red, params: {oversold: 80}}
              - {id: "a/b", type: bollinger-squeeze, account: main}
              - {type: bollinger-squeeze, account: main, symbols: [BTC/USD],
                 params: {sizing: everything, size: -1}}
            """);
    assertThat(e.errors())
        .anySatisfy(s -> assertThat(s).contains("signals.maxParalelism: unknown key"))
        .anySatisfy(s -> assertThat(s).contains("signals.interval: \"often\"", "such as 1m"))
        .anySatisfy(
            s ->
                assertThat(s)
                    .contains(
                        "strategies[0].type: \"ma-cros\"",
                        "one of bollinger-squeeze, ma-cross, rsi-reversion"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[1].account: \"other\"", "accounts main"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[1].symbols: \"BTC/EUR\"", "BTC/USD, ETH/USD"))
        .anySatisfy(
            s ->
                assertThat(s)
                    .contains("strategies[1].params.fast: \"0\"", "from 1 to 100000 (default 12)"))
        .anySatisfy(
            s ->
                assertThat(s)
                    .contains(
                        "strategies[1].params: unknown parameter \"quick\"",
                        "ma-cross knows fast, slow, type, sizing, size"))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].id: \"b\"", "no other strategy"))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].symbols", "each symbol once"))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].enabled: \"maybe\""))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].colour: unknown key"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[2].params: oversold 80", "overbought 70"))
        .anySatisfy(s -> assertThat(s).contains("strategies[3].id: \"a/b\""))
        .anySatisfy(s -> assertThat(s).contains("strategies[3]", "symbols: missing"))
        .anySatisfy(s -> assertThat(s).contains("strategies[4].id: missing"))
        .anySatisfy(s -> assertThat(s).contains("strategies[4].params.sizing", "base-quantity"))
        .anySatisfy(s -> assertThat(s).contains("strategies[4].params.size", "decimal"));
    assertThat(e.errors()).hasSize(17);
  }
}
