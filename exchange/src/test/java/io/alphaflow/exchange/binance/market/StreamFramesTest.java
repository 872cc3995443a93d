package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramesTest {

  private static final String TRADE =
      "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161253443123,"
          + "\"s\":\"BTCUSDT\",\"t\":3729170519,\"p\":\"61734.00000000\",\"q\":\"0.00010001\","
          + "\"T\":1723161253442789,\"m\":true,\"M\":true}}";

  @Test
  void mapsEachFieldOfATrade() {
    assertThat(StreamFrames.read(TRADE))
        .isEqualTo(
            new VenueTrade(
                StreamKind.TRADE,
                "BTCUSDT",
                3_729_170_519L,
                Fixed8.parse("61734"),
                10_001,
                true,
                1_723_161_253_442_789L,
                TRADE));
  }

  @Test
  void mapsEachFieldOfAQuoteThatHasNoTypeOfItsOwn() {
    String frame =
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":50138254151,\"s\":\"BTCUSDT\","
            + "\"b\":\"61733.99\",\"B\":\"2.5\",\"a\":\"61734.00\",\"A\":\"3.25\"}}";
    assertThat(StreamFrames.read(frame))
        .isEqualTo(
            new VenueQuote(
                "BTCUSDT",
                50_138_254_151L,
                Fixed8.parse("61733.99"),
                Fixed8.parse("2.5"),
                Fixed8.parse("61734"),
                Fixed8.parse("3.25"),
                frame));
  }

  @Test
  void readsZeroAndNegativeAmountsBecauseOthersJudgeThem() {
    VenueTrade trade =
        (VenueTrade)
            StreamFrames.read(
                TRADE.replace("0.00010001", "0.00000000").replace("61734.0", "-61734.0"));
    assertThat(trade.quantity()).isZero();
    assertThat(trade.price()).isEqualTo(-Fixed8.parse("61734"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"stream\":\"btcusdt@trade\"}",
        "{\"stream\":\"btcusdt@trade\",\"data\":[]}",
        "{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\"}}",
        "{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"s\":\"X\",\"k\":[]}}",
        "{\"stream\":\"btcusdt@depth5\",\"data\":{\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\"}",
        "{\"e\":1}",
        "{\"stream\":1,\"data\":{}}",
        "{\"stream\":\"a\",\"stream\":\"b\",\"data\":{}}",
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\"}}",
        "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":1}",
      })
  void reportsWhatIsNotAMessageWhole(String frame) {
    assertThat(StreamFrames.read(frame))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class,
            bad -> {
              assertThat(bad.raw()).isEqualTo(frame);
              assertThat(bad.reason()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"s\":\"BTCUSDT\",",
        "\"t\":3729170519,",
        "\"p\":\"61734.00000000\",",
        "\"q\":\"0.00010001\",",
        "\"T\":1723161253442789,",
        "\"m\":true,",
      })
  void refusesATradeWithoutOneOfItsFields(String field) {
    assertThat(TRADE).contains(field);
    assertThat(StreamFrames.read(TRADE.replace(field, "")))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class, bad -> assertThat(bad.reason()).contains("missing"));
  }

  @Test
  void refusesAPriceThatMayHavePassedADouble() {
    assertThat(StreamFrames.read(TRADE.replace("\"61734.00000000\"", "61734.0")))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class,
            bad -> assertThat(bad.reason()).contains("p must be a decimal string"));
  }

  @Test
  void refusesAPriceWithMoreDigitsThanWeKeep() {
    assertThat(StreamFrames.read(TRADE.replace("61734.00000000", "61734.000000001")))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class,
            bad -> assertThat(bad.reason()).contains("more than 8 decimals"));
  }

  @Property
  void everyTruncatedFrameIsUnreadable(@ForAll @IntRange(min = 0, max = 500) int length) {
    String cut = TRADE.substring(0, Math.min(length, TRADE.length() - 1));
    assertThat(StreamFrames.read(cut)).isInstanceOf(StreamEvent.Unreadable.class);
  }

  @Test
  void tellsConnectionMessagesFromMarketData() {
    assertThat(StreamFrames.read("{\"result\":null,\"id\":3}"))
        .isEqualTo(StreamEvent.Notice.ACKNOWLEDGED);
    assertThat(
            StreamFrames.read(
                "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}"))
        .isEqualTo(StreamEvent.Notice.SHUTDOWN);
  }

  @Test
  void readsShutdownWithAndWithoutAnEnvelope() {
    assertThat(StreamFrames.read("{\"E\":1770123456789,\"e\":\"serverShutdown\"}"))
        .isEqualTo(StreamEvent.Notice.SHUTDOWN);
    assertThat(
            StreamFrames.read(
                "{\"data\":{\"E\":1,\"e\":\"serverShutdown\"},\"stream\":\"!serverShutdown\"}"))
        .isEqualTo(StreamEvent.Notice.SHUTDOWN);
  }

  @Test
  void turnsMillisecondsIntoMicroseconds() {
    VenueTrade trade =
        (VenueTrade) StreamFrames.read(TRADE.replace("1723161253442789", "1723161253442"));
    assertThat(trade.time()).isEqualTo(1_723_161_253_442_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"t\":3729170519|\"t\":\"3729170519\"|trade: t must be a whole number, is the text \"3729170519\"",
        "\"t\":3729170519|\"t\":37291705190000000000000|trade: t must be a whole number, is 37291705190000000000000",
        "\"t\":3729170519|\"t\":1.0|trade: t must be a whole number, is 1.0",
        "\"m\":true|\"m\":1|trade: m must be true or false, is 1",
        "\"m\":true|\"m\":null|trade: m must be true or false, is null",
        "\"s\":\"BTCUSDT\"|\"s\":[]|trade: s must be a text, is a list",
        "\"q\":|\"p\":|p is there twice",
      })
  void namesTheFieldThatIsOfAnotherType(String field, String wrong, String reason) {
    assertThat(TRADE).contains(field);
    assertThat(StreamFrames.read(TRADE.replace(field, wrong)))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[\"1\",\"2\"],[\"3\"]]|depthUpdate: b[1] must be [\"price\",\"quantity\"]",
        "[[\"1\",\"2\"],7]|depthUpdate: b[1] must be [\"price\",\"quantity\"]",
        "[[1,\"2\"]]|depthUpdate: b[0] must be decimal strings, has 1",
        "[[\"1\",\"x\"]]|depthUpdate: b[0] has not a decimal amount: \"x\": unexpected character 'x'",
        "{}|depthUpdate: b must be a list of [\"price\",\"quantity\"], is an object",
      })
  void namesTheLevelThatCannotBeRead(String bids, String reason) {
    String frame =
        "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\","
            + "\"U\":1,\"u\":2,\"b\":"
            + bids
            + ",\"a\":[]}}";
    assertThat(StreamFrames.read(frame))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class, bad -> assertThat(bad.reason()).isEqualTo(reason));
  }
}
