package io.alphaflow.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.DecisionCode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NearnessTest {

  private static void assertShare(String share, Check check) {
    assertThat(Nearness.of(check))
        .get()
        .usingComparator(BigDecimal::compareTo)
        .isEqualTo(new BigDecimal(share));
  }

  @Test
  void ofAnUpperLimitIsWhatWasUsedOfIt() {
    assertShare("0.25", new Check(DecisionCode.MAX_ORDER_VALUE, true, "5000 USD", "1250 USD"));
    assertShare("1.5", new Check(DecisionCode.MAX_ORDER_VALUE, false, "5000 USD", "7500 USD"));
    assertShare(
        "0.3", new Check(DecisionCode.ACCOUNT_ORDER_RATE, true, "10 orders per 60 s", "3 orders"));
  }

  @Test
  void ofALowerLimitIsWhatWasMissingToIt() {
    assertShare("0.5", new Check(DecisionCode.MIN_CONFIDENCE, true, "0.4", "0.8"));
    assertShare("2", new Check(DecisionCode.MIN_CONFIDENCE, false, "0.4", "0.2"));
  }

  @Test
  void aGainIsNoPartOfALoss() {
    assertShare("0", new Check(DecisionCode.MAX_DAILY_LOSS, true, "2000 USD", "-15 USD"));
  }

  @Test
  void isNoneWithoutNumbersToCompare() {
    assertThat(Nearness.of(new Check(DecisionCode.NO_MARK, true, "a reference price", "one")))
        .isEmpty();
    assertThat(Nearness.of(new Check(DecisionCode.MAX_ORDER_VALUE, true, "0 USD", "0 USD")))
        .isEmpty();
    assertThat(Nearness.of(new Check(DecisionCode.SELF_TRADE, true, "10 USD", "12"))).isEmpty();
    assertThat(Nearness.of(new Check(DecisionCode.MAX_ORDER_VALUE, true, "", "", "no order")))
        .isEmpty();
  }
}
