package io.alphaflow.simulator.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureReader;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads captures.
 *
 * <p>A recorder's clock may run behind the venue's. Market time is then moved ahead as a whole, by
 * the most that any message came before its own event time, so that nothing happens before the
 * venue says that it happened; the distances between messages stay as they were.
 */
public final class CaptureFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CANONICAL = "{\"stream\":\"";
  private static final String DATA = "\"data\":";
  private static final long NANOS_PER_MICRO = 1_000;

  private final Map<String, SymbolColumns> symbols = new TreeMap<>();
  private final List<Depth> snapshots = new ArrayList<>();
  private final List<String> snapshotPlaces = new ArrayList<>();
  private long lastReceived = Long.MIN_VALUE;
  private long clockAheadMicros;

  private CaptureFiles() {}

  /**
   * Reads files that continue each other.
   *
   * @return the captured symbols by name, at least one
   * @throws IOException when a file is missing, damaged, or not a capture
   */
  public static List<CapturedSymbol> read(List<Path> files) throws IOException {
    CaptureFiles capture = new CaptureFiles();
    for (Path file : files) {
      capture.readFile(file);
    }
    if (capture.symbols.isEmpty()) {
      throw new IOException(files + ": no message of a market stream");
    }
    capture.assignSnapshots();
    return capture.symbols.values().stream().map(s -> s.build(capture.clockAheadMicros)).toList();
  }

  private void readFile(Path file) throws IOException {
    try (CaptureReader reader = CaptureReader.open(file)) {
      for (CaptureLine line = reader.next(); line != null; line = reader.next()) {
        String place = file + ", line " + reader.line();
        try {
          accept(line, place);
        } catch (JsonProcessingException e) {
          throw new IOException(place + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
          throw new IOException(place + ": " + e.getMessage(), e);
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }

  private void accept(CaptureLine line, String place) throws JsonProcessingException {
    if (line.receivedNanos() < lastReceived) {
      throw new IllegalArgumentException(
          "receive time goes back from " + lastReceived + " to " + line.receivedNanos());
    }
    lastReceived = line.receivedNanos();
    JsonNode message = JSON.readTree(line.text());
    if (message.has("lastUpdateId")) {
      snapshots.add(SymbolColumns.snapshot(message));
      snapshotPlaces.add(place);
      return;
    }
    String stream = message.path("stream").asText();
    int at = stream.indexOf('@');
    // Answers to commands and streams over all symbols are nobody's.
    if (at <= 0 || stream.startsWith("!")) {
      return;
    }
    String text = line.text().startsWith(CANONICAL) ? line.text() : canonical(message);
    JsonNode data = message.path("data");
    long micros = line.receivedNanos() / NANOS_PER_MICRO;
    if (data.has("E")) {
      clockAheadMicros =
          Math.max(clockAheadMicros, VenueTimeUnit.toMicros(data.path("E").asLong()) - micros);
    }
    symbols
        .computeIfAbsent(stream.substring(0, at).toUpperCase(Locale.ROOT), SymbolColumns::new)
        .add(micros, stream, text, text.indexOf(DATA) + DATA.length(), data);
  }

  private static String canonical(JsonNode message) {
    return CANONICAL + message.path("stream").asText() + "\"," + DATA + message.path("data") + "}";
  }

  /** A snapshot does not name its symbol; its id says whose it is. */
  private void assignSnapshots() throws IOException {
    for (int i = 0; i < snapshots.size(); i++) {
      Depth snapshot = snapshots.get(i);
      List<SymbolColumns> owners =
          symbols.values().stream().filter(s -> s.covers(snapshot)).toList();
      if (owners.size() == 1) {
        owners.get(0).add(snapshot);
      } else if (symbols.size() == 1) {
        symbols.values().iterator().next().add(snapshot);
      } else {
        throw new IOException(
            snapshotPlaces.get(i)
                + ": the depth snapshot "
                + snapshot.lastUpdateId()
                + " fits the depth updates of "
                + owners.size()
                + " symbols; expected exactly one");
      }
    }
  }
}
