package io.alphaflow.risk.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerOptionsTest {

  private static final long SECOND = 1_000_000;

  private static BreakerOptions read(String breakers) {
    DeskConfig config =
        DeskConfig.parse(
            "test.yaml",
            """
            desk: test
            kafka: {bootstrapServers: "localhost:1", journalPartitions: 2}
            venue:
              {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
               symbols: [BTC/USD, ETH/USD]}
            accounts:
              - {id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}
              - {id: spare, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}
            risk:
            """
                + breakers.indent(2));
    return config.read(
        root -> BreakerOptions.read(config, root.section("risk").section("breakers")));
  }

  @Test
  void aDeskThatSaysNothingHasAllBreakers() {
    BreakerOptions options = read("{}");
    for (CountBreaker breaker : CountBreaker.values()) {
      assertThat(options.rule(breaker, "main")).contains(breaker.builtIn());
      assertThat(options.rules(breaker)).containsExactly(breaker.builtIn());
    }
    assertThat(options.rule(CountBreaker.LOSING_STREAK, "main"))
        .contains(new CountRule(5, 86_400 * SECOND, CountRule.MANUAL));
    assertThat(options.priceShock("sim:BTC/USD"))
        .contains(new PriceShockRule(5_000_000, 60 * SECOND, 300 * SECOND));
    assertThat(options.priceShocks()).containsExactly(PriceShockRule.BUILT_IN);
  }

  @Test
  void accountsAndSymbolsSayOnlyWhatDiffers() {
    BreakerOptions options =
        read(
            """
            breakers:
              default:
                orderVelocity: {count: 30, cooldown: 5m}
                rejectStorm: off
                priceShock: {move: 0.1}
              accounts:
                main: {orderVelocity: {within: 250ms}, losingStreak: off, rejectStorm: {count: 3}}
              symbols:
                BTC/USD: {priceShock: {cooldown: manual}}
                ETH/USD: {priceShock: off}
            """);
    CountRule standard = new CountRule(30, 60 * SECOND, 300 * SECOND);
    CountRule own = new CountRule(30, 250_000, 300 * SECOND);
    assertThat(options.rule(CountBreaker.ORDER_VELOCITY, "spare")).contains(standard);
    assertThat(options.rule(CountBreaker.ORDER_VELOCITY, "main")).contains(own);
    assertThat(options.rules(CountBreaker.ORDER_VELOCITY)).containsExactly(standard, own);
    assertThat(options.sharedBy(List.of("main", "spare"))).isEmpty();
    BreakerOptions shared = options.sharedBy(List.of("main")).orElseThrow();
    assertThat(shared.rule(CountBreaker.ORDER_VELOCITY, "any")).contains(own);
    assertThat(shared.priceShock("sim:ETH/USD")).isEmpty();
    assertThat(options.sharedBy(List.of("spare", "third")).orElseThrow().counts())
        .isEqualTo(options.counts());
    assertThat(options.rule(CountBreaker.LOSING_STREAK, "main")).isEmpty();
    assertThat(options.rule(CountBreaker.LOSING_STREAK, "spare")).isPresent();
    assertThat(options.rule(CountBreaker.REJECT_STORM, "spare")).isEmpty();
    assertThat(options.rule(CountBreaker.REJECT_STORM, "main"))
        .contains(new CountRule(3, 60 * SECOND, CountRule.MANUAL));
    assertThat(options.rule(CountBreaker.REPEATED_EXECUTION, "main"))
        .contains(CountBreaker.REPEATED_EXECUTION.builtIn());
    assertThat(options.priceShock("sim:BTC/USD"))
        .contains(new PriceShockRule(10_000_000, 60 * SECOND, CountRule.MANUAL));
    assertThat(options.priceShock("sim:ETH/USD")).isEmpty();
    assertThat(options.priceShock("sim:SOL/USD"))
        .contains(new PriceShockRule(10_000_000, 60 * SECOND, 300 * SECOND));
    assertThat(options.priceShocks()).hasSize(2);
  }

  @Test
  void tellsAllErrorsWithPathValueAndWhatIsAccepted() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    breakers:
                      orderVelocity: {count: 20}
                      default:
                        orderVelocity: {count: 101, within: 0s, per: 1m}
                        losingStreak: disabled
                        rejectStorm: {within: 32d, cooldown: 0s}
                        priceShock: {move: 1}
                        velocity: {count: 2}
                      accounts:
                        ghost: {orderVelocity: off}
                        main: {priceShock: off}
                      symbols:
                        XRP/USD: {priceShock: off}
                        BTC/USD: {orderVelocity: off}
                    """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.errors())
                    .hasSize(13)
                    .anyMatch(m -> m.startsWith("risk.breakers.orderVelocity: unknown key"))
                    .anyMatch(m -> m.startsWith(at("orderVelocity.count: \"101\"")))
                    .anyMatch(m -> m.startsWith(at("orderVelocity.within: \"0 µs\"")))
                    .anyMatch(m -> m.startsWith(at("orderVelocity.per: unknown key")))
                    .anyMatch(m -> m.startsWith(at("losingStreak: \"disabled\"")))
                    .anyMatch(m -> m.startsWith(at("rejectStorm.within:")))
                    .anyMatch(m -> m.startsWith(at("rejectStorm.cooldown: \"0s\"")))
                    .anyMatch(m -> m.startsWith(at("priceShock.move: \"1\"")))
                    .anyMatch(m -> m.contains("from 0.0001 to 0.99"))
                    .anyMatch(m -> m.startsWith(at("velocity: unknown key")))
                    .anyMatch(m -> m.contains("\"ghost\"; known are [main, spare]"))
                    .anyMatch(m -> m.startsWith("risk.breakers.accounts.main.priceShock: unknown"))
                    .anyMatch(m -> m.contains("\"XRP/USD\"; known are [BTC/USD, ETH/USD]"))
                    .anyMatch(m -> m.contains("symbols.BTC/USD.orderVelocity: unknown")));
  }

  private static String at(String path) {
    return "risk.breakers.default." + path;
  }
}
