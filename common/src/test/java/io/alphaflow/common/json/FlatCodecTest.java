package io.alphaflow.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The fast codecs against the general one, which stands for what the JSON should be. */
class FlatCodecTest {

  private static final MarketEntryCodec FAST = new MarketEntryCodec();
  private static final JsonCodec<MarketEntry> GENERAL = new JsonCodec<>(MarketEntry.class);
  private static final BarCodec FAST_BARS = new BarCodec();
  private static final JsonCodec<Bar> GENERAL_BARS = new JsonCodec<>(Bar.class);

  @Provide
  Arbitrary<Long> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs().greaterOrEqual(-Long.MAX_VALUE),
        Arbitraries.longs().between(-1_000_000_000L, 1_000_000_000_000L),
        Arbitraries.of(0L, 1L, -1L, 100_000_000L, 99_999_999L, Long.MAX_VALUE, -Long.MAX_VALUE));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(12),
        Arbitraries.of("sim:BTC/USD", "", "\"", "\\", "ü", "\n", "\u007f"));
  }

  @Provide
  Arbitrary<Trade> trades() {
    return Combinators.combine(
            texts(), numbers(), numbers(), numbers(), Arbitraries.of(true, false), numbers())
        .as((text, a, b, c, flag, d) -> new Trade(text, a, b, c, flag, d, a));
  }

  @Property
  void tradesAreWrittenAsTheGeneralCodecWritesThem(@ForAll("trades") Trade trade)
      throws CodecException {
    byte[] bytes = FAST.encode(trade);
    assertThat(text(bytes)).isEqualTo(text(GENERAL.encode(trade)));
    assertThat(FAST.decode(bytes)).isEqualTo(trade).isEqualTo(GENERAL.decode(bytes));
  }

  @Property
  void barsAreWrittenAsTheGeneralCodecWritesThem(
      @ForAll("texts") String instrument,
      @ForAll("texts") String interval,
      @ForAll("numbers") long a,
      @ForAll("numbers") long b,
      @ForAll("numbers") long c)
      throws CodecException {
    Bar bar = new Bar(instrument, interval, a, b, c, a, b, c, c, a, c, a, b, c);
    byte[] bytes = FAST_BARS.encode(bar);
    assertThat(text(bytes)).isEqualTo(text(GENERAL_BARS.encode(bar)));
    assertThat(FAST_BARS.decode(bytes)).isEqualTo(bar);
  }

  @Property
  void damagedBytesMeanTheSameToBoth(
      @ForAll("trades") Trade trade, @ForAll int place, @ForAll byte with) {
    byte[] bytes = FAST.encode(trade);
    bytes[Math.floorMod(place, bytes.length)] = with;
    assertThat(outcome(FAST, bytes)).isEqualTo(outcome(GENERAL, bytes));
  }

  @Test
  void otherOrderBlanksAndUnknownFieldsAreUnderstood() throws CodecException {
    String json =
        """
        {"instrument": "sim:BTC/USD", "type": "trade", "price": "800.010", "quantity": "1",
         "tradeId": 7, "new": [1], "buyerIsMaker": true, "ingestTime": 3, "exchangeTime": 2}
        """;
    assertThat(FAST.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Trade("sim:BTC/USD", 7, 80_001_000_000L, 100_000_000L, true, 2, 3));
  }

  @Test
  void gapsAndHeartbeatsKeepAllTheirFields() throws CodecException {
    Gap gap = new Gap("sim:BTC/USD", 5, 9, "NOT_AT_VENUE", "because", 77, 78);
    Heartbeat heartbeat = new Heartbeat(3, 1_000_000, List.of("sim:ETH/USD"));
    assertThat(FAST.decode(FAST.encode(gap))).isEqualTo(gap);
    assertThat(FAST.decode(FAST.encode(heartbeat))).isEqualTo(heartbeat);
    assertThat(text(FAST.encode(heartbeat))).startsWith("{\"type\":\"heartbeat\",\"partition\":3,");
  }

  @Test
  void aPriceThatIsNotADecimalStringIsRefusedWithTheReason() {
    String json =
        "{\"type\":\"trade\",\"instrument\":\"a:B/C\",\"tradeId\":1,\"price\":1.5,\"quantity\":\"1\","
            + "\"buyerIsMaker\":true,\"exchangeTime\":1,\"ingestTime\":1}";
    assertThatThrownBy(() -> FAST.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("expected a decimal string");
  }

  private static Object outcome(RecordCodec<MarketEntry> codec, byte[] bytes) {
    try {
      return codec.decode(bytes);
    } catch (CodecException e) {
      return e.getMessage();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
