package io.alphaflow.ingest.captures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What two capture files of one symbol hold, read as plainly as can be and with none of the readers
 * that are tested.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param trades in the order in which they came, without a time of receipt
 * @param tickers the venue's own best bid and ask, by update id
 * @param updates last update id of each change of the book, in the order in which they came
 */
record CapturedMarket(
    String instrument, List<Trade> trades, SortedMap<Long, Top> tickers, List<Long> updates) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MICROS = 1_000;

  /** Best bid and ask with their quantities, units of 1e-8. */
  record Top(long bid, long bidQuantity, long ask, long askQuantity) {

    static Top of(Quote quote) {
      return new Top(quote.bid(), quote.bidQuantity(), quote.ask(), quote.askQuantity());
    }
  }

  static CapturedMarket read(String instrument, List<Path> files) throws IOException {
    CapturedMarket market =
        new CapturedMarket(instrument, new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
    for (Path file : files) {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          market.add(JSON.readTree(line.substring(line.indexOf(' '))));
        }
      }
    }
    return market;
  }

  private void add(JsonNode message) {
    JsonNode data = message.path("data");
    String stream = message.path("stream").asText();
    switch (stream.substring(stream.indexOf('@') + 1)) {
      case "trade" ->
          trades.add(
              new Trade(
                  instrument,
                  data.get("t").longValue(),
                  amount(data.get("p")),
                  amount(data.get("q")),
                  data.get("m").booleanValue(),
                  data.get("T").longValue() * MICROS,
                  0));
      case "bookTicker" ->
          tickers.put(
              data.get("u").longValue(),
              new Top(
                  amount(data.get("b")),
                  amount(data.get("B")),
                  amount(data.get("a")),
                  amount(data.get("A"))));
      case "depth@100ms" -> updates.add(data.get("u").longValue());
      default -> {
        // The snapshot of the book.
      }
    }
  }

  private static long amount(JsonNode text) {
    return Fixed8.ofBigDecimal(new BigDecimal(text.textValue()));
  }
}
