package io.alphaflow.ingest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.validation.Rejection.Code;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventChecksTest {

  private static final long TIME = 1_385_337_600_000_000L;

  @ParameterizedTest
  @CsvSource({
    "0, 1, PRICE_NOT_POSITIVE, price is 0",
    "-1, 1, PRICE_NOT_POSITIVE, price is -1",
    "1, 0, QUANTITY_NOT_POSITIVE, quantity is 0",
    "1, -0.00000001, QUANTITY_NOT_POSITIVE, quantity is -0.00000001",
    "1000000, 1000000, NOTIONAL_OUT_OF_RANGE, price 1000000",
  })
  void rejectsAmountsThatNoTradeHas(String price, String quantity, Code code, String reason) {
    assertThat(EventChecks.check(trade(Fixed8.parse(price), Fixed8.parse(quantity), TIME)))
        .hasValueSatisfying(
            r -> {
              assertThat(r.code()).isEqualTo(code);
              assertThat(r.reason()).startsWith(reason);
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_385_337_600L, 1_385_337_600_000L, 1_385_337_600_000_000_000L})
  void rejectsTimesThatAreNotMicroseconds(long time) {
    assertThat(EventChecks.check(trade(1, 1, time)).orElseThrow().code())
        .isEqualTo(Code.TIME_NOT_PLAUSIBLE);
  }

  @ParameterizedTest
  @CsvSource({
    "800.01, 0.5, ",
    "800.011, 0.5, PRICE_OFF_GRID",
    "800.01, 0.55, QUANTITY_OFF_GRID",
    "800.015, 0.55, PRICE_OFF_GRID"
  })
  void rejectsWhatIsOffTheGridsOfItsInstrument(String price, String quantity, Code code) {
    Instrument rules =
        new Instrument(
            "sim:BTC/USD",
            1,
            "BTCUSD",
            "BTC",
            "USD",
            Fixed8.parse("0.01"),
            1,
            1,
            Fixed8.parse("0.1"),
            1,
            1,
            1,
            true,
            0);
    Rejection rejection =
        EventChecks.checkGrid(trade(Fixed8.parse(price), Fixed8.parse(quantity), TIME), rules);
    assertThat(rejection == null ? null : rejection.code()).isEqualTo(code);
  }

  @Test
  void acceptsTheSmallestAmounts() {
    assertThat(EventChecks.check(trade(1, 1, TIME))).isEmpty();
    assertThat(EventChecks.check(trade(Fixed8.parse("800.01"), 12_345_679, TIME))).isEmpty();
  }

  @Property
  void rejectsExactlyTheNotionalsThatDoNotFit(
      @ForAll @LongRange(min = 1) long price, @ForAll @LongRange(min = 1) long quantity) {
    boolean fits =
        BigInteger.valueOf(price)
                .multiply(BigInteger.valueOf(quantity))
                .divide(BigInteger.valueOf(Fixed8.ONE))
                .bitLength()
            < 64;
    assertThat(EventChecks.check(trade(price, quantity, TIME)).isEmpty()).isEqualTo(fits);
  }

  @Test
  void judgesQuotes() {
    assertThat(EventChecks.check(quote(5, 1, 6, 1))).isEmpty();
    assertThat(EventChecks.check(quote(5, 0, 5, 0))).isEmpty();
    assertThat(EventChecks.check(quote(0, 1, 6, 1)).orElseThrow().code())
        .isEqualTo(Code.PRICE_NOT_POSITIVE);
    assertThat(EventChecks.check(quote(5, -1, 6, 1)).orElseThrow().code())
        .isEqualTo(Code.QUANTITY_NOT_POSITIVE);
    assertThat(EventChecks.check(quote(7, 1, 6, 1)).orElseThrow().code())
        .isEqualTo(Code.QUOTE_CROSSED);
  }

  private static VenueTrade trade(long price, long quantity, long time) {
    return new VenueTrade(StreamKind.TRADE, "BTCUSD", 1, price, quantity, true, time, "raw");
  }

  private static Quote quote(long bid, long bidQuantity, long ask, long askQuantity) {
    return new Quote("sim:BTC/USD", 1, bid, bidQuantity, ask, askQuantity, 0, 0, 0, 0);
  }
}
