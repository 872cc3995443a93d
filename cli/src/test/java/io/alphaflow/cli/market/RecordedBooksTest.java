package io.alphaflow.cli.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Recorded streams of Binance against a summary that another program computed from them; skipped
 * where the captures are not at hand.
 */
class RecordedBooksTest {

  @TestFactory
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  List<DynamicTest> rebuiltBooksAreThoseOfTheSummary() throws IOException {
    String configured = System.getenv("ALPHAFLOW_DATA");
    Path data =
        configured == null
            ? Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data")
            : Path.of(configured);
    Path folder = data.resolve("ws-binance-raw");
    Path summary = folder.resolve("expected_book_summary.json");
    assumeTrue(Files.exists(summary), "no " + summary + "; set ALPHAFLOW_DATA");
    JsonNode books = new ObjectMapper().readTree(summary.toFile()).path("books");
    assertThat(books).hasSize(3);
    return StreamSupport.stream(books.spliterator(), false)
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.path("files").toString(), () -> check(expected, folder)))
        .toList();
  }

  private static void check(JsonNode expected, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    expected.path("files").forEach(name -> files.add(folder.resolve(name.asText())));
    JsonNode all = new BookRun().json(0, files.toArray(Path[]::new));
    assertThat(all.path("damaged").asLong()).isZero();
    assertThat(all.path("books")).hasSize(1);
    JsonNode book = all.path("books").path(0);
    assertThat(book.path("market").asText())
        .isEqualTo(expected.path("market").asText().equals("spot") ? "spot" : "USD-M futures");
    same(book.path("snapshotLastUpdateId"), expected.path("snapshot_lastUpdateId"));
    same(book.path("stale"), expected.path("stale_dropped"));
    same(book.path("applied"), expected.path("applied"));
    same(book.path("sequenceBreaks"), expected.path("sequence_breaks"));
    same(book.path("crossed"), expected.path("crossed"));
    same(book.path("compared"), expected.path("bbo_compared"));
    same(book.path("matched"), expected.path("bbo_match"));
    same(book.path("mismatched"), expected.path("bbo_mismatch"));
    same(book.path("lastUpdateId"), expected.path("last_u"));
    same(book.path("bids").path("levels"), expected.path("final_levels").path("bids"));
    same(book.path("asks").path("levels"), expected.path("final_levels").path("asks"));
    JsonNode best = expected.path("final_best");
    amount(book.path("best").path("bid"), best.path("bid"));
    amount(book.path("best").path("bidQuantity"), best.path("bid_qty"));
    amount(book.path("best").path("ask"), best.path("ask"));
    amount(book.path("best").path("askQuantity"), best.path("ask_qty"));
  }

  private static void same(JsonNode actual, JsonNode expected) {
    assertThat(expected.isIntegralNumber()).isTrue();
    assertThat(actual.longValue()).isEqualTo(expected.longValue());
  }

  private static void amount(JsonNode actual, JsonNode expected) {
    assertThat(Fixed8.parse(actual.asText())).isEqualTo(Fixed8.parse(expected.asText()));
  }
}
