package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.Holdings;
import io.alphaflow.risk.control.SizedOrder;
import io.alphaflow.risk.control.Sizing;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Purchases for an exact amount of quote. Mark 100 USD, collar 1 %, step 0.0001, amounts of cents,
 * fee 0.1 %; the account has 10000 USD and 10 BTC.
 */
class AmountOrdersTest {

  private final Play play = new Play();

  private Play spend(String amount) {
    return play.market(Side.BUY, SizingMode.EXACT_QUOTE_AMOUNT, amount);
  }

  private OrderIntent order() {
    return play.run().last().approvedOrder().orElseThrow();
  }

  private String reserved() {
    return Fixed8.format(play.run().account(ACCOUNT).reserved("USD"));
  }

  @Test
  void theVenueGetsTheAmountAndTheQuantityIsTheMostThatItBuys() {
    play.opened();
    spend("1000.009");
    assertThat(order().quoteAmount()).isEqualTo(Fixed8.of(1_000));
    // 1000 USD ÷ 99 USD = 10.10101…, up to the step.
    assertThat(order().quantity()).isEqualTo(Fixed8.parse("10.1011"));
    assertThat(reserved()).isEqualTo("1001");
    assertThat(play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY))
        .isEqualTo(order().quantity());
  }

  @Test
  void eachFillReleasesItsValueAndTheLastTheRest() {
    play.opened();
    spend("1000");
    Decision decision = play.run().last();
    play.read(play.journal().accepted(decision));
    play.read(play.journal().fill(decision, Fixed8.of(4), Fixed8.of(101), Fixed8.of(4)));
    // 596 USD and the fee.
    assertThat(reserved()).isEqualTo("596.596");
    long rest = Fixed8.parse("5.9009");
    play.read(play.journal().complete(decision, rest, Fixed8.of(101), Fixed8.of(4) + rest));
    assertThat(reserved()).isEqualTo("0");
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
    assertThat(play.run().state().book.account(ACCOUNT).orElseThrow().quantity(JournalFixture.BTC))
        .isEqualTo(Fixed8.parse("19.9009"));
  }

  @Test
  void whatIsNotBoughtWhenItEndsIsReleased() {
    play.opened();
    spend("1000");
    Decision decision = play.run().last();
    play.read(play.journal().fill(decision, Fixed8.of(4), Fixed8.of(101), Fixed8.of(4)));
    play.read(play.journal().ended(decision, ExecutionType.EXPIRED, Fixed8.of(4)));
    assertThat(reserved()).isEqualTo("0");
    assertThat(play.run().account(ACCOUNT).orders().all()).isEmpty();
  }

  /** The price fell further than the collar: that is bought, and no harm. */
  @Test
  void moreThanTheMostIsBookedLikeAnyFill() {
    play.opened();
    spend("1000");
    Decision decision = play.run().last();
    long half = Fixed8.of(6);
    play.read(play.journal().fill(decision, half, Fixed8.of(80), half));
    assertThat(reserved()).isEqualTo("520.52");
    play.read(play.journal().fill(decision, half, Fixed8.of(80), 2 * half));
    assertThat(play.run().account(ACCOUNT).working(JournalFixture.BTC, Side.BUY)).isZero();
    assertThat(reserved()).isEqualTo("40.04");
    play.read(play.journal().complete(decision, half / 12, Fixed8.of(80), 2 * half + half / 12));
    assertThat(reserved()).isEqualTo("0");
    play.mark("80", 1_001 * SECOND).buy("0.5");
    assertThat(play.run().approved()).isTrue();
  }

  @Test
  void theProtectionIsOfWhatWasBought() {
    play.opened();
    Signal signal = play.journal().market(ACCOUNT, Side.BUY, SizingMode.EXACT_QUOTE_AMOUNT, "1000");
    Protection stop = new Protection(Fixed8.of(95), 0, 0);
    play.read(JournalFixture.with(signal, stop, SignalOrigin.STRATEGY));
    long bought = Fixed8.parse("9.95");
    play.read(play.journal().complete(play.run().last(), bought, Fixed8.of(100), bought));
    play.mark("95", 1_001 * SECOND);
    assertThat(play.run().lastExit().size()).isEqualTo(bought);
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_ORDER_VALUE, 1000, ''",
    "MAX_ORDER_VALUE, 999.99, MAX_ORDER_VALUE",
    "MAX_ORDER_QUANTITY, 10.1011, ''",
    "MAX_ORDER_QUANTITY, 10.1, MAX_ORDER_QUANTITY",
    // 10 are held.
    "MAX_POSITION, 20.1011, ''",
    "MAX_POSITION, 20.1, MAX_POSITION",
    // What is bought below the mark is worth 1010.11 at the mark.
    "MAX_POSITION_VALUE, 2010.11, ''",
    "MAX_POSITION_VALUE, 2010.10, MAX_POSITION_VALUE",
    "MAX_GROSS_EXPOSURE, 2010.11, ''",
    "MAX_GROSS_EXPOSURE, 2010.10, MAX_GROSS_EXPOSURE"
  })
  void limitsOfTheOrderCountTheAmountAndThoseOfPositionsTheMost(
      Limit limit, String most, String code) {
    play.wide().limit(limit, most).opened();
    spend("1000");
    assertThat(String.join(",", play.run().codes())).isEqualTo(code);
  }

  @Test
  void theAmountAndTheFeeMustBeThere() {
    play.opened("1000.99", "0");
    spend("1000");
    assertThat(play.run().codes()).containsExactly("INSUFFICIENT_BALANCE");
  }

  @Test
  void theLeastThatItMayBuyMustBeAnOrder() {
    play.opened();
    spend("9.99");
    assertThat(play.run().codes()).contains("NOTIONAL_BELOW_MINIMUM");
    spend("10");
    assertThat(play.run().approved()).isTrue();
    spend("0.10");
    assertThat(play.run().codes()).contains("SIZE_BELOW_MINIMUM");
  }

  @Test
  void withoutAPriceThereIsNoOrder() {
    play.read(play.journal().instrument(true), play.journal().account(ACCOUNT, "10000", "0"));
    spend("1000");
    assertThat(play.run().codes()).containsExactly("NO_MARK");
  }

  private static Decision answer(UnaryOperator<Signal> change, Side side, SizingMode mode) {
    Play play = new Play().opened();
    play.read(change.apply(play.journal().market(ACCOUNT, side, mode, "505")));
    return play.run().last();
  }

  private static void convertedAsBefore(UnaryOperator<Signal> change, Side side) {
    Decision exact = answer(change, side, SizingMode.EXACT_QUOTE_AMOUNT);
    assertThat(exact).isEqualTo(answer(change, side, SizingMode.QUOTE_AMOUNT));
    assertThat(exact.violations()).isEmpty();
    assertThat(exact.quantity()).isPositive();
  }

  @Test
  void aSaleIsConverted() {
    convertedAsBefore(signal -> signal, Side.SELL);
  }

  @Test
  void whatIsNoPlainMarketOrderIsConverted() {
    convertedAsBefore(s -> s.beginning(OrderType.STOP_LOSS, Fixed8.of(105)), Side.BUY);
    convertedAsBefore(s -> s.worked(new Execution.Twap(10 * SECOND, 2)), Side.BUY);
  }

  @Test
  void anOrderInThePlaceOfAnotherIsConverted() {
    play.opened().limitOrder(Side.BUY, "1", "90");
    Signal signal = play.journal().market(ACCOUNT, Side.BUY, SizingMode.EXACT_QUOTE_AMOUNT, "505");
    play.read(signal.about(SignalTarget.replace(1)));
    assertThat(order().quoteAmount()).isZero();
    assertThat(order().quantity()).isEqualTo(Fixed8.of(5));
  }

  @Test
  void whereTheVenueTakesQuantitiesOnlyItIsConverted() {
    play.read(play.journal().instrument(JournalFixture.ETH, true));
    play.read(play.journal().mark(JournalFixture.ETH, "100", 1_000 * SECOND));
    play.read(play.journal().account(ACCOUNT, "10000", "0"));
    play.read(
        play.journal()
            .signal(
                JournalFixture.ETH,
                "trend",
                ACCOUNT,
                Side.BUY,
                SizingMode.EXACT_QUOTE_AMOUNT,
                "505",
                OrderType.MARKET,
                "0"));
    assertThat(order().quoteAmount()).isZero();
    assertThat(order().quantity()).isEqualTo(Fixed8.of(5));
  }

  @Test
  void whoHasToCancelItLearnsThatItIsByAnAmount() {
    play.opened();
    spend("1000");
    OrderIntent order = order();
    play.takeBack("trend", 1);
    assertThat(play.run().last().outcome()).isEqualTo(Outcome.CANCEL);
    assertThat(play.run().last().targets())
        .containsExactly(
            new CancelTarget(
                order.clientOrderId(),
                "trend-" + ACCOUNT,
                1,
                Side.BUY,
                order.quantity(),
                Fixed8.of(1_000)));
  }

  @Test
  void itHasNoQuantityThatCouldBeSmaller() {
    play.opened();
    spend("1000");
    play.shrink(1, "5");
    assertThat(play.run().codes()).containsExactly("NO_SUCH_ORDER");
  }

  @Test
  void onlyOrdersByAnAmountSaySo() {
    play.opened();
    spend("1000");
    assertThat(new String(Topics.DECISIONS.codec().encode(play.run().last())))
        .contains("\"quantity\":\"10.1011\"", "\"quoteAmount\":\"1000\"");
    play.buy("1");
    assertThat(new String(Topics.DECISIONS.codec().encode(play.run().last())))
        .doesNotContain("quoteAmount");
  }

  /** However it fills, as long as no price is below the mark minus the collar. */
  @Property(tries = 1_000)
  void withinTheCollarNoMoreIsBoughtThanTheMost(
      @ForAll @LongRange(min = 2_000, max = 100_000_000) long cents, @ForAll Random random) {
    Signal signal =
        new JournalFixture()
            .market(
                ACCOUNT,
                Side.BUY,
                SizingMode.EXACT_QUOTE_AMOUNT,
                Fixed8.format(cents * Fixed8.ONE / 100));
    long mark = Fixed8.ONE / 100 * (10_000 + random.nextInt(1_000_000));
    SizedOrder order =
        Sizing.of(
            signal, new JournalFixture().instrument(true), mark, Fixed8.ONE / 100, Holdings.NONE);
    long lowest = Fixed8.multiply(mark, Fixed8.parse("0.99"), RoundingMode.CEILING);
    long left = order.quoteAmount();
    long bought = 0;
    for (int fill = 0; fill < 20; fill++) {
      long price = lowest + (long) (random.nextDouble() * random.nextInt(2) * mark / 50);
      long most = Fixed8.divide(left, price, RoundingMode.DOWN);
      long quantity = fill == 19 ? most : (long) (most * random.nextDouble());
      left -= Fixed8.multiply(quantity, price, RoundingMode.UP);
      bought += quantity;
      long rest = order.quantity() - bought;
      assertThat(rest).isGreaterThanOrEqualTo(Fixed8.divide(left, lowest, RoundingMode.DOWN));
    }
    assertThat(order.quantity()).isGreaterThanOrEqualTo(bought);
    assertThat(Fixed8.isMultipleOf(order.quantity(), Fixed8.parse("0.0001"))).isTrue();
  }
}
