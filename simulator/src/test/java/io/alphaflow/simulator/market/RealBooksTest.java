package io.alphaflow.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Capture;
import io.alphaflow.simulator.CapturedData;
import io.alphaflow.simulator.capture.CapturedSymbol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real captures, against what another program found in them. */
class RealBooksTest {

  @Test
  void endWithTheBestPricesAndLevelsThatAreKnown() throws IOException {
    JsonNode expected =
        new ObjectMapper()
            .readTree(CapturedData.files("expected_book_summary.json").get(0).toFile());
    int checked = 0;
    for (JsonNode book : expected.path("books")) {
      if (!book.path("market").asText().equals("spot")) {
        continue;
      }
      List<String> names = new ArrayList<>();
      book.path("files").forEach(f -> names.add(f.asText()));
      CapturedSymbol captured =
          Capture.read(CapturedData.files(names.toArray(String[]::new))).symbols().get(0);
      CapturedBook rebuilt = new CapturedBook(captured, captured.updates()::size);
      Depth depth = rebuilt.depth(0);
      JsonNode best = book.path("final_best");
      assertThat(depth.lastUpdateId()).isEqualTo(book.path("last_u").asLong());
      assertThat(rebuilt.best())
          .hasValue(
              new BestPrices(
                  Fixed8.parse(best.path("bid").asText()),
                  Fixed8.parse(best.path("bid_qty").asText()),
                  Fixed8.parse(best.path("ask").asText()),
                  Fixed8.parse(best.path("ask_qty").asText())));
      assertThat(depth.bids().length / 2).isEqualTo(book.path("final_levels").path("bids").asInt());
      assertThat(depth.asks().length / 2).isEqualTo(book.path("final_levels").path("asks").asInt());
      assertThat(rebuilt.depth(captured.updates().size()).lastUpdateId())
          .isEqualTo(book.path("snapshot_lastUpdateId").asLong());
      checked++;
    }
    assertThat(checked).isEqualTo(2);
  }
}
