package io.alphaflow.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.BarSpec;
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
    return catchThrowableOfType(
        ConfigException.class, () -> SignalsOptions.read(config, Scripted::catalog));
  }

  private static SignalsOptions read(String sections) {
    return SignalsOptions.read(desk(sections), Scripted::catalog);
  }

  @Test
  void readsInstancesAndFillsInDefaults() {
    SignalsOptions options =
        read(
            """
            signals: {maxParallelism: 16}
            ingest: {bars: [1s, 1m]}
            strategies:
              - {id: trend, type: scripted, account: main, symbols: [BTC/USD, ETH/USD],
                 params: {period: 30}}
              - {id: spread, type: pair, account: main, symbols: [ETH/USD, BTC/USD],
                 enabled: false, interval: 60s}
            """);
    assertThat(options.journalPartitions()).isEqualTo(3);
    assertThat(options.maxParallelism()).isEqualTo(16);
    assertThat(options.bars()).extracting(BarSpec::label).containsExactly("1s", "1m");
    assertThat(options.accounts()).containsExactly("main");
    StrategyInstance trend = options.instances().get(0);
    assertThat(trend.parameters()).containsEntry("period", "30").containsEntry("on", "bars");
    assertThat(trend.interval()).isEqualTo("1m");
    assertThat(trend.enabled()).isTrue();
    assertThat(trend.trades("sim:ETH/USD")).isTrue();
    StrategyInstance spread = options.instances().get(1);
    assertThat(spread.enabled()).isFalse();
    assertThat(spread.interval()).isEqualTo("1m");
  }

  @Test
  void aDeskMayHaveNoStrategies() {
    assertThat(read("").instances()).isEmpty();
    assertThat(read("").bars()).isEqualTo(BarSpec.PUBLISHED);
  }

  @Test
  void listsEveryErrorWithPathValueAndWhatIsAccepted() {
    ConfigException e =
        errorsOf(
            """
            signals: {maxParalelism: 16, interval: often}
            strategies:
              - {id: a, type: scriptd, account: main, symbols: [BTC/USD]}
              - {id: b, type: scripted, account: other, symbols: [BTC/EUR],
                 params: {period: -1, quick: 3}}
              - {id: b, type: scripted, account: main, symbols: [BTC/USD, BTC/USD],
                 enabled: maybe, colour: red}
              - {id: "a/b", type: scripted, account: main}
              - {type: pair, account: main, symbols: [BTC/USD], interval: 100t}
            """);
    assertThat(e.errors())
        .anySatisfy(s -> assertThat(s).contains("signals.maxParalelism: unknown key"))
        .anySatisfy(s -> assertThat(s).contains("signals.interval: \"often\"", "such as 1m"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[0].type: \"scriptd\"", "pair, scripted"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[1].account: \"other\"", "accounts main"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[1].symbols: \"BTC/EUR\"", "BTC/USD, ETH/USD"))
        .anySatisfy(
            s -> assertThat(s).contains("strategies[1].params.period: \"-1\"", "from 0 to 1000"))
        .anySatisfy(
            s ->
                assertThat(s)
                    .contains("strategies[1].params: unknown parameter \"quick\"", "knows on"))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].id: \"b\"", "no other strategy"))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].symbols", "each symbol once"))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].enabled: \"maybe\""))
        .anySatisfy(s -> assertThat(s).contains("strategies[2].colour: unknown key"))
        .anySatisfy(s -> assertThat(s).contains("strategies[3].id: \"a/b\""))
        .anySatisfy(s -> assertThat(s).contains("strategies[3]", "symbols: missing"))
        .anySatisfy(s -> assertThat(s).contains("strategies[4].id: missing"))
        .anySatisfy(s -> assertThat(s).contains("strategies[4].symbols", "2 symbols"))
        .anySatisfy(s -> assertThat(s).contains("strategies[4].interval", "bar of time"));
    assertThat(e.errors()).hasSize(16);
  }
}
