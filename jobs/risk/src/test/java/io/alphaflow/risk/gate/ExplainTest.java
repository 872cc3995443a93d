package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A person sees every rule: with its numbers, or with the reason why it had none. */
class ExplainTest {

  private final Play play = new Play();
  private final JournalFixture journal = play.journal();

  @Test
  void everyRuleIsListedInTheOrderOfTheControlsWhateverTheSignal() {
    Stream.Builder<Signal> signals = Stream.builder();
    play.opened();
    signals.add(journal.market(ACCOUNT, Side.BUY, "1"));
    signals.add(journal.market(ACCOUNT, Side.SELL, "1"));
    signals.add(journal.market(ACCOUNT, Side.BUY, "0"));
    signals.add(journal.market(ACCOUNT, Side.SELL, SizingMode.CLOSE_POSITION, "0"));
    signals.add(journal.limit(ACCOUNT, Side.BUY, "1", "99"));
    signals.add(journal.limit(ACCOUNT, Side.BUY, "90000000000", "90000000000"));
    signals.add(journal.market("nobody", Side.BUY, "1"));
    signals.add(
        journal.signal(
            JournalFixture.ETH,
            "trend",
            ACCOUNT,
            Side.BUY,
            SizingMode.QUOTE_AMOUNT,
            "10",
            OrderType.MARKET,
            "0"));
    signals
        .build()
        .forEach(
            signal -> {
              List<Check> checks = play.run().explain(signal).checks();
              assertThat(checks.stream().map(Check::code).distinct())
                  .as("%s", signal)
                  .containsExactly(DecisionCode.values());
              assertThat(checks)
                  .allSatisfy(
                      check ->
                          assertThat(check.isAsked() ? check.limit() : check.unasked())
                              .as("%s", check)
                              .isNotEmpty());
            });
  }

  @Test
  void whatIsBrokenIsListedAsBroken() {
    play.opened();
    Signal signal = journal.market(ACCOUNT, Side.BUY, "0.0001");
    List<String> broken =
        play.run().explain(signal).checks().stream()
            .filter(check -> !check.kept())
            .map(check -> check.code().name())
            .toList();
    play.read(signal);
    assertThat(broken).containsExactlyInAnyOrderElementsOf(play.run().codes()).isNotEmpty();
  }

  @Test
  void whatHadNothingToLookAtSaysWhy() {
    play.limitText(Limit.MAX_ROLLING_LOSS, "off")
        .limitText(Limit.PRICE_COLLAR, "5%")
        .limitText(Limit.MAX_MARK_JUMP, "10%")
        .limitText(Limit.DUPLICATE_WINDOW, "60s")
        .limitText(Limit.MAX_GROSS_EXPOSURE, "100000")
        .opened();
    Signal buy = journal.market(ACCOUNT, Side.BUY, "1");
    assertThat(why(buy, DecisionCode.PRICE_COLLAR)).isEqualTo("there is no limit price");
    assertThat(why(buy, DecisionCode.VOLATILITY_BAND))
        .isEqualTo("no volatility band is configured");
    assertThat(why(buy, DecisionCode.MARK_JUMP)).isEqualTo("there is no reference price before it");
    assertThat(why(buy, DecisionCode.DUPLICATE_ORDER)).isEqualTo("there was no equal order");
    assertThat(why(buy, DecisionCode.MAX_ROLLING_LOSS)).isEqualTo("maxRollingLoss is off");
    assertThat(why(buy, DecisionCode.SELF_TRADE))
        .isEqualTo("no own limit order works on the other side");
    assertThat(why(buy, DecisionCode.PRICE_SHOCK))
        .isEqualTo("nothing that the order belongs to is stopped for that");
    Signal sell = journal.market(ACCOUNT, Side.SELL, "1");
    assertThat(why(sell, DecisionCode.MAX_GROSS_EXPOSURE))
        .isEqualTo("the order only reduces a position");
    Signal limit = journal.limit(ACCOUNT, Side.BUY, "1", "99");
    assertThat(why(limit, DecisionCode.PRICE_COLLAR)).isEmpty();
  }

  private String why(Signal signal, DecisionCode code) {
    return play.run().explain(signal).checks().stream()
        .filter(check -> check.code() == code)
        .findFirst()
        .orElseThrow()
        .unasked();
  }
}
