package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The reader in one pass against Jackson's tree of the same text. */
class StreamFramesPropertyTest {

  private static final String SIGNS = "{}[]\",:\\0-9.eE\u0000nul tré𝄞/";

  private static final ObjectMapper TREE =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Property(tries = 2_000)
  void readsWhatTheTreeSays(@ForAll long seed) throws JsonProcessingException {
    String text = new FrameGenerator(seed).frame().toString();
    JsonNode data = TREE.readTree(text).path("data");
    StreamEvent event = StreamFrames.read(text);
    if (event instanceof VenueTrade trade) {
      boolean single = data.path("e").asText().equals("trade");
      assertThat(trade)
          .isEqualTo(
              new VenueTrade(
                  single ? StreamKind.TRADE : StreamKind.AGG_TRADE,
                  data.path("s").asText(),
                  data.path(single ? "t" : "a").asLong(),
                  units(data.path("p")),
                  units(data.path("q")),
                  data.path("m").asBoolean(),
                  micros(data.path("T")),
                  text));
    } else if (event instanceof VenueQuote quote) {
      assertThat(quote)
          .isEqualTo(
              new VenueQuote(
                  data.path("s").asText(),
                  data.path("u").asLong(),
                  units(data.path("b")),
                  units(data.path("B")),
                  units(data.path("a")),
                  units(data.path("A")),
                  text));
    } else if (event instanceof DepthUpdate depth) {
      assertThat(depth.symbol()).isEqualTo(data.path("s").asText());
      assertThat(depth.firstUpdateId()).isEqualTo(data.path("U").asLong());
      assertThat(depth.lastUpdateId()).isEqualTo(data.path("u").asLong());
      assertThat(depth.time()).isEqualTo(micros(data.path("E")));
      assertThat(depth.bidPrices()).isEqualTo(column(data.path("b"), 0));
      assertThat(depth.bidQuantities()).isEqualTo(column(data.path("b"), 1));
      assertThat(depth.askPrices()).isEqualTo(column(data.path("a"), 0));
      assertThat(depth.askQuantities()).isEqualTo(column(data.path("a"), 1));
    } else {
      assertThat(event).isEqualTo(kline(data, text));
    }
  }

  @Property(tries = 4_000)
  void aDamagedFrameNeverThrowsAndIsUnreadableWhenItIsNoJson(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(new FrameGenerator(seed).frame().toString());
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length() - 1);
      char c = SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        case 2 -> text.deleteCharAt(at);
        default -> text.setLength(Math.max(at, 4));
      }
    }
    String damaged = text.toString();
    StreamEvent event = StreamFrames.read(damaged);
    if (!isObject(damaged)) {
      assertThat(event).as(damaged).isInstanceOf(StreamEvent.Unreadable.class);
    }
    if (event instanceof StreamEvent.Unreadable bad) {
      assertThat(bad.reason()).isNotBlank();
      assertThat(bad.raw()).isEqualTo(damaged);
    }
  }

  private static boolean isObject(String text) {
    try {
      return TREE.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static VenueKline kline(JsonNode data, String text) {
    JsonNode k = data.path("k");
    return new VenueKline(
        data.path("s").asText(),
        k.path("i").asText(),
        micros(k.path("t")),
        micros(k.path("T")),
        units(k.path("o")),
        units(k.path("h")),
        units(k.path("l")),
        units(k.path("c")),
        units(k.path("v")),
        units(k.path("q")),
        k.path("n").asLong(),
        units(k.path("V")),
        units(k.path("Q")),
        k.path("f").asLong(),
        k.path("L").asLong(),
        k.path("x").asBoolean(),
        micros(data.path("E")),
        text);
  }

  private static long units(JsonNode amount) {
    return new BigDecimal(amount.asText()).movePointRight(8).longValueExact();
  }

  private static long micros(JsonNode time) {
    return time.asText().length() == 13 ? time.asLong() * 1_000 : time.asLong();
  }

  private static long[] column(JsonNode levels, int column) {
    return StreamSupport.stream(levels.spliterator(), false)
        .mapToLong(level -> units(level.path(column)))
        .toArray();
  }
}
