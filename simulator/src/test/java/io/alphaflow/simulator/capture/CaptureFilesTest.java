package io.alphaflow.simulator.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.simulator.Capture;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.market.CapturedBook;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFilesTest {

  private static final long NANOS = 1_700_000_000_000_000_000L;

  @TempDir Path folder;

  private Path file(String... messages) throws IOException {
    StringBuilder text = new StringBuilder();
    long time = NANOS;
    for (String message : messages) {
      text.append(time).append(' ').append(message).append('\n');
      time += 1_000_000;
    }
    return Files.writeString(folder.resolve("capture"), text);
  }

  private static String trade(String symbol, long id, long millis) {
    return ("{\"stream\":\"%s@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"X\",\"t\":%d,"
            + "\"p\":\"1.5\",\"q\":\"2\",\"T\":%d,\"m\":true,\"M\":true}}")
        .formatted(symbol, millis, id, millis);
  }

  private static String depth(String symbol, long first, long last, String bids) {
    return ("{\"stream\":\"%s@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"X\","
            + "\"U\":%d,\"u\":%d,\"b\":[%s],\"a\":[]}}")
        .formatted(symbol, first, last, bids);
  }

  private static String snapshot(long id, String bids) {
    return "{\"lastUpdateId\":%d,\"bids\":[%s],\"asks\":[[\"9\",\"1\"]]}".formatted(id, bids);
  }

  @Test
  void readsTradesWithTheirOwnIdsAndSides() throws IOException {
    CapturedSymbol x =
        Capture.read(
                List.of(
                    file(
                        trade("xusd", 41, 1_700_000_000_000L),
                        trade("xusd", 42, 1_700_000_000_001L),
                        trade("xusd", 42, 1_700_000_000_001L),
                        "{\"result\":null,\"id\":1}")))
            .symbol("XUSD");
    assertThat(x.frames()).hasSize(3);
    assertThat(x.trades().size()).isEqualTo(2);
    assertThat(x.trades().at(1))
        .isEqualTo(new MarketTrade(42, 150_000_000, 200_000_000, true, 1_700_000_000_001_000L));
    assertThat(x.trades().positionFrom(40)).isZero();
    assertThat(x.trades().positionFrom(43)).isEqualTo(2);
    assertThatThrownBy(() -> x.trades().price(43)).hasMessageContaining("is not in 41..42 of XUSD");
  }

  @Test
  void nothingHappensBeforeTheVenueSaysThatItHappened() throws IOException {
    List<CapturedFrame> frames =
        Capture.read(
                List.of(
                    file(
                        trade("xusd", 1, 1_700_000_000_500L),
                        trade("xusd", 2, 1_700_000_001_301L))))
            .symbol("XUSD")
            .frames();
    assertThat(frames.get(1).dueMicros()).isEqualTo(1_700_000_001_301_000L);
    assertThat(frames.get(1).dueMicros() - frames.get(0).dueMicros()).isEqualTo(1_000);
  }

  @Test
  void convertsTimesBothWaysAndNothingElse() throws IOException {
    String kline =
        "{\"stream\":\"xusd@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":1700000000001,\"k\":"
            + "{\"t\":1700000000000,\"T\":1700000059999,\"f\":7,\"L\":9,\"n\":3}}}";
    List<CapturedFrame> frames =
        Capture.read(List.of(file(trade("xusd", 5, 1_700_000_000_000L), kline)))
            .symbol("XUSD")
            .frames();
    assertThat(frames.get(0).text(VenueTimeUnit.MILLISECOND, true))
        .isEqualTo(trade("xusd", 5, 1_700_000_000_000L));
    String micros = frames.get(0).text(VenueTimeUnit.MICROSECOND, false);
    assertThat(micros)
        .startsWith("{\"e\":\"trade\",\"E\":1700000000000000,")
        .contains("\"t\":5,", "\"T\":1700000000000000,")
        .endsWith("\"M\":true}");
    assertThat(frames.get(1).text(VenueTimeUnit.MICROSECOND, false))
        .contains("\"t\":1700000000000000,\"T\":1700000059999000,\"f\":7,\"L\":9");
    CapturedFrame recordedInMicros =
        Capture.read(List.of(file(trade("xusd", 5, 1_700_000_000_000_123L))))
            .symbol("XUSD")
            .frames()
            .get(0);
    assertThat(recordedInMicros.text(VenueTimeUnit.MILLISECOND, true))
        .isEqualTo(trade("xusd", 5, 1_700_000_000_000L));
  }

  @Test
  void aSnapshotBelongsToTheSymbolWhoseUpdatesItContinues() throws IOException {
    Capture capture =
        Capture.read(
            List.of(
                file(
                    depth("xusd", 10, 12, "[\"1\",\"1\"]"),
                    depth("yusd", 100, 101, "[\"2\",\"1\"]"),
                    snapshot(101, "[\"3\",\"1\"]"),
                    snapshot(11, "[\"4\",\"1\"]"),
                    depth("xusd", 13, 13, "[\"4\",\"0\"]"))));
    assertThat(capture.symbol("XUSD").snapshots().get(0).lastUpdateId()).isEqualTo(11);
    assertThat(capture.symbol("YUSD").snapshots().get(0).lastUpdateId()).isEqualTo(101);
    Path lost = file(depth("xusd", 10, 12, ""), depth("yusd", 100, 101, ""), snapshot(50, ""));
    assertThatThrownBy(() -> Capture.read(List.of(lost)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 3: the depth snapshot 50 fits the depth updates of 0 symbols");
  }

  @Test
  void theBookIsSnapshotThenUpdatesAndStartsAgainAfterALoss() throws IOException {
    CapturedSymbol x =
        Capture.read(
                List.of(
                    file(
                        depth("xusd", 10, 11, "[\"1\",\"5\"]"),
                        depth("xusd", 12, 14, "[\"2\",\"5\"]"),
                        snapshot(12, "[\"3\",\"1\"],[\"2\",\"4\"]"),
                        depth("xusd", 20, 21, "[\"3\",\"0\"],[\"1\",\"1\"]"),
                        snapshot(20, "[\"3\",\"7\"],[\"2\",\"7\"]"))))
            .symbol("XUSD");
    int[] played = {0};
    CapturedBook book = new CapturedBook(x, () -> played[0]);
    assertThat(book.depth(0).lastUpdateId()).isEqualTo(12);
    assertThat(book.depth(0).bids())
        .containsExactly(300_000_000, 100_000_000, 200_000_000, 400_000_000);
    played[0] = 2;
    assertThat(book.depth(0).lastUpdateId()).isEqualTo(14);
    assertThat(book.depth(0).bids())
        .containsExactly(300_000_000, 100_000_000, 200_000_000, 500_000_000);
    played[0] = 3;
    assertThat(book.depth(0).lastUpdateId()).isEqualTo(21);
    assertThat(book.depth(0).bids())
        .containsExactly(200_000_000, 700_000_000, 100_000_000, 100_000_000);
    assertThat(book.depth(1).lastUpdateId()).isEqualTo(14);
    assertThat(book.best().orElseThrow().bid()).isEqualTo(200_000_000);
  }

  @Test
  void damagedLinesAreNamed() throws IOException {
    Path notJson = file(trade("xusd", 1, 1_700_000_000_000L), "{\"stream\":");
    assertThatThrownBy(() -> Capture.read(List.of(notJson)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("capture, line 2: not JSON");
    Path noId = file(trade("xusd", 1, 1_700_000_000_000L).replace("\"t\":1,", ""));
    assertThatThrownBy(() -> Capture.read(List.of(noId)))
        .hasMessageContaining("line 1: \"t\" must be a whole number, is missing");
    Path empty = file("{\"result\":null}");
    assertThatThrownBy(() -> Capture.read(List.of(empty)))
        .hasMessageContaining("no message of a market stream");
    assertThatThrownBy(() -> Capture.read(List.of(folder.resolve("none"))))
        .hasMessageContaining("none: no such file");
    Path twice = file(trade("xusd", 1, 1_700_000_000_000L), trade("xusd", 2, 1_700_000_000_000L));
    assertThatThrownBy(() -> Capture.read(List.of(twice, twice)))
        .hasMessageContaining("line 1: receive time goes back");
  }
}
