package io.alphaflow.ingest.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.validation.Rejection;
import org.junit.jupiter.api.Test;

class RuleVersionsTest {

  private final RuleVersions versions = new RuleVersions();

  @Test
  void theFirstRulesAreVersionOneAndHoldAlways() {
    assertThat(versions.observe(rules(5), 77)).contains(version(5, 1, 0));
  }

  @Test
  void equalRulesAreNoNewVersionAlsoAfterARestore() {
    versions.observe(rules(5), 0);
    StateCodec<RuleVersions> codec = new StateCodec<>(RuleVersions.class);
    RuleVersions restored = codec.decode(codec.encode(versions));
    assertThat(restored.observe(rules(5), 99)).isEmpty();
    assertThat(restored.observe(rules(6), 99)).contains(version(6, 2, 99));
  }

  @Test
  void changedRulesHoldFromTheMarketTimeThatWasReached() {
    versions.observe(rules(5), 0);
    assertThat(versions.observe(rules(6), 1_000)).contains(version(6, 2, 1_000));
    assertThat(versions.observe(rules(6), 2_000)).isEmpty();
    assertThat(versions.observe(rules(5), 500)).contains(version(5, 3, 1_000));
  }

  @Test
  void aTradeMayFitTheRulesThatHeldOrThoseBefore() {
    versions.observe(rules(5), 0);
    versions.observe(rules(7), 1_000);
    assertThat(versions.check(trade(35, 1_000))).isNull();
    assertThat(versions.check(trade(14, 1_000))).isNull();
    assertThat(versions.check(trade(10, 1_000))).isNull();
    assertThat(versions.check(trade(11, 1_000)).code()).isEqualTo(Rejection.Code.PRICE_OFF_GRID);
    assertThat(versions.check(trade(11, 999))).isNull();
  }

  private static VenueTrade trade(long price, long time) {
    return new VenueTrade(StreamKind.TRADE, "BTCUSD", 1, price, 1, true, time, "raw");
  }

  private static Instrument rules(long tickSize) {
    return version(tickSize, 1, 0);
  }

  private static Instrument version(long tickSize, long sequence, long effectiveTime) {
    return new Instrument(
        "sim:BTC/USD",
        sequence,
        "BTCUSD",
        "BTC",
        "USD",
        tickSize,
        1,
        100,
        1,
        1,
        100,
        1,
        true,
        effectiveTime);
  }
}
