package io.alphaflow.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookCommandTest {

  private static final String SNAPSHOT =
      "{\"lastUpdateId\":12,\"bids\":[[\"99.5\",\"1\"],[\"99\",\"2\"]],\"asks\":[[\"100\",\"3\"]]}";

  @TempDir Path folder;
  private int files;
  private BookRun run;

  @BeforeEach
  void start() {
    run = new BookRun();
  }

  private static String depth(String symbol, long first, long last, String bids, String asks) {
    return ("{\"stream\":\"%s@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161255208,"
            + "\"s\":\"%s\",\"U\":%d,\"u\":%d,\"b\":[%s],\"a\":[%s]}}")
        .formatted(symbol.toLowerCase(Locale.ROOT), symbol, first, last, bids, asks);
  }

  private static String quote(String symbol, long id, String bid, String ask) {
    return ("{\"stream\":\"%s@bookTicker\",\"data\":{\"u\":%d,\"s\":\"%s\",\"b\":\"%s\","
            + "\"B\":\"1.00000000\",\"a\":\"%s\",\"A\":\"3.00000000\"}}")
        .formatted(symbol.toLowerCase(Locale.ROOT), id, symbol, bid, ask);
  }

  /** A capture whose messages come a second apart, from second {@code start}. */
  private Path capture(long start, String... messages) throws IOException {
    Path file = folder.resolve("capture-" + ++files + ".gz");
    try (CaptureWriter out = CaptureWriter.create(file)) {
      for (int i = 0; i < messages.length; i++) {
        out.add(new CaptureLine((start + i) * 1_000_000_000L, messages[i]));
      }
    }
    return file;
  }

  private Path sound() throws IOException {
    return capture(
        100,
        depth("AAAUSDT", 9, 10, "[\"99\",\"7\"]", ""),
        depth("AAAUSDT", 11, 13, "[\"99.5\",\"1\"]", ""),
        SNAPSHOT,
        quote("AAAUSDT", 13, "99.50000000", "100.00000000"),
        quote("AAAUSDT", 14, "99.70000000", "100.00000000"),
        depth("AAAUSDT", 14, 14, "[\"99.7\",\"1\"]", ""),
        depth("AAAUSDT", 15, 15, "[\"99.7\",\"0\"],[\"98\",\"4\"]", ""));
  }

  @Test
  void comparesQuotesThatComeAheadOfTheirDepthUpdateAndAfterIt() throws IOException {
    JsonNode book = run.json(0, sound()).path("books").path(0);
    assertThat(book.path("applied").asLong()).isEqualTo(3);
    assertThat(book.path("stale").asLong()).isEqualTo(1);
    assertThat(book.path("compared").asLong()).isEqualTo(2);
    assertThat(book.path("matched").asLong()).isEqualTo(2);
    assertThat(book.path("lastUpdateId").asLong()).isEqualTo(15);
    assertThat(book.path("best").path("bid").asText()).isEqualTo("99.5");
    assertThat(book.path("bids").path("levels").asInt()).isEqualTo(3);
    assertThat(book.path("bids").path("levelsWithoutHole").asInt()).isEqualTo(2);
    assertThat(book.path("bids").has("best")).isFalse();
  }

  @Test
  void aDifferenceEndsWithOneAndShowsBothSidesAndTheLine() throws IOException {
    Path file =
        capture(
            100,
            depth("AAAUSDT", 11, 13, "[\"99.5\",\"1\"]", ""),
            SNAPSHOT,
            quote("AAAUSDT", 13, "99.50000001", "100.00000000"));
    assertThat(run.execute("--capture", file.toString())).isEqualTo(1);
    assertThat(run.out())
        .contains(file + ", line 3: AAAUSDT differs at update 13")
        .contains("venue: bid 1 at 99.50000001, ask 3 at 100")
        .contains("book:  bid 1 at 99.5, ask 3 at 100")
        .contains("1 of 1 quotes of the venue differ");
  }

  @Test
  void damagedLinesAreShownAndDoNotStopIt() throws IOException {
    Path file = folder.resolve("damaged.txt");
    Files.write(
        file,
        List.of(
            "1000 " + depth("AAAUSDT", 11, 13, "", ""),
            "no receive time",
            "2000 {\"stream\":\"aaausdt@bookTicker\",\"data\":{\"u\":1",
            "3000 not JSON",
            "4000 {\"lastUpdateId\":12,\"bids\":[[\"1\"]],\"asks\":[]}",
            "5000 " + SNAPSHOT,
            "6000 " + quote("AAAUSDT", 13, "99.50000000", "100.00000000")),
        StandardCharsets.UTF_8);
    JsonNode all = run.json(0, file);
    assertThat(all.path("damaged").asLong()).isEqualTo(4);
    assertThat(all.path("lines").asLong()).isEqualTo(7);
    assertThat(all.path("damages").findValues("line"))
        .extracting(JsonNode::asInt)
        .containsExactly(2, 3, 4, 5);
    assertThat(all.path("books").path(0).path("matched").asLong()).isEqualTo(1);

    run.execute("--capture", file.toString());
    assertThat(run.out())
        .contains("Damaged lines, left out: 4")
        .contains(file + ", line 2: expected a receive time in nanoseconds")
        .contains(file + ", line 4: Unrecognized token 'not'");
  }

  @Test
  void fileThatIsCutOffIsUsedUpToThere() throws IOException {
    Path whole = sound();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 12));
    JsonNode all = run.json(0, cut);
    assertThat(all.path("damaged").asLong()).isEqualTo(1);
    assertThat(all.path("damages").path(0).path("reason").asText())
        .contains("is cut off or damaged");
    assertThat(all.path("books").path(0).path("symbol").asText()).isEqualTo("AAAUSDT");
  }

  @Test
  void sequenceBreakIsToldWithItsPlaceAndNothingIsComparedUntilTheNextSnapshot()
      throws IOException {
    Path file =
        capture(
            100,
            depth("AAAUSDT", 11, 13, "", ""),
            SNAPSHOT,
            depth("AAAUSDT", 15, 16, "", ""),
            quote("AAAUSDT", 16, "1.00000000", "2.00000000"));
    assertThat(run.execute("--capture", file.toString())).isZero();
    assertThat(run.out())
        .contains("AAAUSDT: " + file + ", line 3: sequence break: expected update 14, found 15")
        .contains("Nothing was compared")
        .contains("At the end there is no book of AAAUSDT.");
  }

  @Test
  void crossedBookEndsWithOne() throws IOException {
    Path file =
        capture(
            100,
            depth("AAAUSDT", 11, 13, "", ""),
            SNAPSHOT,
            depth("AAAUSDT", 14, 14, "[\"100\",\"1\"]", ""));
    assertThat(run.execute("--capture", file.toString())).isEqualTo(1);
    assertThat(run.out()).contains(file + ", line 3: the book is crossed after update 14");
  }

  @Test
  void futuresFollowTheNumberOfTheUpdateBefore() throws IOException {
    String first = depth("AAAUSDT", 5, 13, "", "").replace("\"b\":", "\"pu\":2,\"b\":");
    String second = depth("AAAUSDT", 17, 20, "", "").replace("\"b\":", "\"pu\":13,\"b\":");
    String third = depth("AAAUSDT", 21, 24, "", "").replace("\"b\":", "\"pu\":19,\"b\":");
    JsonNode book = run.json(0, capture(100, first, SNAPSHOT, second)).path("books").path(0);
    assertThat(book.path("market").asText()).isEqualTo("USD-M futures");
    assertThat(book.path("lastUpdateId").asLong()).isEqualTo(20);
    assertThat(book.path("sequenceBreaks").asLong()).isZero();

    book = run.json(0, capture(100, first, SNAPSHOT, second, third)).path("books").path(0);
    assertThat(book.path("sequenceBreaks").asLong()).as("19 is inside 17 to 20").isZero();
    third = third.replace("\"pu\":19", "\"pu\":21");
    book = run.json(0, capture(100, first, SNAPSHOT, second, third)).path("books").path(0);
    assertThat(book.path("sequenceBreaks").asLong()).isEqualTo(1);

    Path futures = capture(100, first, SNAPSHOT);
    Path spot = capture(200, depth("AAAUSDT", 14, 14, "", ""));
    assertThat(run.execute("--capture", futures.toString(), spot.toString())).isEqualTo(1);
    assertThat(run.err()).contains("AAAUSDT of spot, but the messages before are of USD-M futures");
  }

  @Test
  void snapshotGoesToTheSymbolWhoseUpdateNumbersAreNearest() throws IOException {
    Path file =
        capture(
            100,
            depth("BBBUSDT", 50_000, 50_001, "", ""),
            depth("AAAUSDT", 11, 13, "", ""),
            SNAPSHOT,
            depth("BBBUSDT", 50_002, 50_003, "", ""));
    JsonNode books = run.json(0, file).path("books");
    assertThat(books.findValuesAsText("symbol")).containsExactly("AAAUSDT", "BBBUSDT");
    assertThat(books.path(0).path("snapshotLastUpdateId").asLong()).isEqualTo(12);
    assertThat(books.path(1).path("synced").asBoolean()).isFalse();

    assertThat(run.execute("--capture", file.toString(), "--symbol", "bbbusdt", "--json")).isZero();
    assertThat(run.out()).contains("BBBUSDT").doesNotContain("AAAUSDT");
    assertThat(run.execute("--capture", file.toString(), "--symbol", "CCCUSDT")).isEqualTo(1);
    assertThat(run.err()).contains("no message of CCCUSDT, only of: AAAUSDT, BBBUSDT");
  }

  @Test
  void snapshotBeforeTheFirstDepthUpdateWaitsForIt() throws IOException {
    Path file =
        capture(
            100,
            SNAPSHOT,
            quote("AAAUSDT", 12, "99.50000000", "100.00000000"),
            depth("AAAUSDT", 13, 13, "", ""));
    JsonNode book = run.json(0, file).path("books").path(0);
    assertThat(book.path("lastUpdateId").asLong()).isEqualTo(13);
    assertThat(book.path("matched").asLong()).isEqualTo(1);
  }

  @Test
  void filesOfOneSymbolMustContinueEachOther() throws IOException {
    Path first = capture(100, depth("AAAUSDT", 11, 13, "", ""), SNAPSHOT);
    Path second = capture(200, depth("AAAUSDT", 14, 14, "", ""));
    JsonNode book = run.json(0, first, second).path("books").path(0);
    assertThat(book.path("lastUpdateId").asLong()).isEqualTo(14);

    assertThat(run.execute("--capture", second.toString(), first.toString())).isEqualTo(1);
    assertThat(run.err()).contains(first + ": its messages of AAAUSDT are from before those of");
  }

  @Test
  void showsAsManyLevelsAsAreAskedFor() throws IOException {
    assertThat(run.execute("--capture", sound().toString(), "--levels", "2")).isZero();
    assertThat(run.out().lines().toList())
        .contains(
            "level  bid quantity   bid  ask  ask quantity",
            "1                 1  99.5  100             3",
            "2                 2    99");
    assertThat(run.execute("--capture", "x", "--levels", "-1")).isEqualTo(2);
  }

  @Test
  void whatIsNoCaptureIsToldClearly() throws IOException {
    Path csv = Files.writeString(folder.resolve("bars.csv"), "time,open\n1,2\n".repeat(200));
    assertThat(run.execute("--capture", csv.toString())).isEqualTo(1);
    assertThat(run.err())
        .contains(csv + " is not a raw capture of market streams: line 1: expected a receive time")
        .contains("1723161254087891268 {\"stream\"");

    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertThat(run.execute("--capture", empty.toString())).isEqualTo(1);
    assertThat(run.err()).contains("it is empty");

    assertThat(run.execute("--capture", folder.resolve("absent").toString())).isEqualTo(1);
    assertThat(run.err()).contains("absent: no such file");
    assertThat(run.execute("--capture", folder.toString())).isEqualTo(1);
    assertThat(run.err()).contains("is not a file");
    assertThat(run.execute()).isEqualTo(2);
  }
}
