package io.alphaflow.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.risk.limit.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskOptionsTest {

  static final String DESK =
      """
      desk: test
      kafka: {bootstrapServers: "localhost:1", journalPartitions: 2}
      venue:
        {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTC/USD]}
      accounts:
        - {id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}
        - {id: spare, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}
      """;

  private static RiskOptions read(String risk) {
    return RiskOptions.read(DeskConfig.parse("test.yaml", DESK + risk));
  }

  private static Limits limits(RiskOptions options, String account) {
    return new LimitBook(options.limits(), new LimitBook.State())
        .limits(account, "trend", "sim:BTC/USD");
  }

  @Test
  void readsLimitsWithOverridesByAccount() {
    RiskOptions options =
        read(
            """
            risk:
              limits:
                default:
                  {maxOrderValue: 5000, maxMarkAge: 10s, ordersPerAccount: {burst: 10, per: 1m}}
                accounts: {main: {maxOrderValue: 1000.5}}
              breakers: {default: {orderVelocity: {count: 7, within: 250ms}}}
              operators: [{person: rita, role: risk, publicKey: "%s"}]
            """
                .formatted(DeskFixture.publicKeyOf("rita")));
    assertThat(limits(options, "main").get(Limit.MAX_ORDER_VALUE))
        .contains(LimitValue.of(Fixed8.parse("1000.5")));
    assertThat(limits(options, "spare").get(Limit.MAX_ORDER_VALUE))
        .contains(LimitValue.of(Fixed8.of(5_000)));
    assertThat(limits(options, "main").get(Limit.MAX_MARK_AGE)).contains(LimitValue.of(10_000_000));
    assertThat(limits(options, "main").get(Limit.ORDERS_PER_ACCOUNT))
        .contains(LimitValue.rate(10, 60_000_000));
    assertThat(limits(options, "main").get(Limit.MAX_POSITION)).isEmpty();
    assertThat(options.breakers().rule(CountBreaker.ORDER_VELOCITY, "main"))
        .contains(new CountRule(7, 250_000, CountRule.MANUAL));
    assertThat(options.operators()).extracting(OperatorOptions::role).containsExactly(Role.RISK);
  }

  @Test
  void emptySectionHasDefaultsAndNoLimits() {
    RiskOptions options = read("");
    assertThat(options.collar()).isEqualTo(Fixed8.parse("0.01"));
    assertThat(options.takerFeeRate()).isEqualTo(Fixed8.parse("0.001"));
    assertThat(options.breakers().rule(CountBreaker.ORDER_VELOCITY, "main"))
        .contains(new CountRule(20, 60_000_000, CountRule.MANUAL));
    assertThat(limits(options, "main").isConfigured(Limit.MAX_ORDER_VALUE)).isFalse();
    assertThat(limits(options, "main").get(Limit.DUPLICATE_WINDOW))
        .contains(LimitValue.of(60_000_000));
    assertThat(options.operators()).isEmpty();
  }

  @Test
  void tellsAllErrorsWithPathValueAndWhatIsAccepted() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    risk:
                      limits:
                        default: {maxOrderVlaue: 1, maxPosition: -2, maxMarkAge: soon}
                        accounts: {ghost: {maxOrderValue: 1}}
                      collar: 1%
                      breakers: {default: {orderVelocity: {count: 1}}}
                      operators: [{person: rita, role: boss, publicKey: abc}]
                    """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              List<String> errors = e.errors();
              assertThat(errors).hasSize(8);
              assertThat(errors)
                  .anyMatch(m -> m.startsWith("risk.limits.default.maxOrderVlaue: unknown key"))
                  .anyMatch(m -> m.startsWith("risk.limits.default.maxPosition: \"-2\""))
                  .anyMatch(m -> m.startsWith("risk.limits.default.maxMarkAge: \"soon\""))
                  .anyMatch(m -> m.contains("limits for \"ghost\"; known are [main, spare]"))
                  .anyMatch(m -> m.startsWith("risk.collar: \"1%\""))
                  .anyMatch(m -> m.startsWith("risk.breakers.default.orderVelocity.count: \"1\""))
                  .anyMatch(m -> m.startsWith("risk.operators[0].role: \"boss\""))
                  .anyMatch(m -> m.startsWith("risk.operators[0].publicKey: \"abc\""));
            });
  }
}
