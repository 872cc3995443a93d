package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.exchange.market.DepthSnapshot;
import java.io.IOException;

/**
 * Reads {@code GET /api/v3/depth}: {@code {"lastUpdateId":…,"bids":[["price","quantity"],…],
 * "asks":…}}. Captures of streams hold the same text in a line of its own.
 */
public final class DepthSnapshots {

  private DepthSnapshots() {}

  /**
   * Reads a snapshot.
   *
   * @throws IOException when the text is not one; the message says what is wrong
   */
  public static DepthSnapshot read(String body) throws IOException {
    try (JsonParser in = JsonFields.FACTORY.createParser(body)) {
      in.nextToken();
      JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
      Long lastUpdateId = null;
      Levels bids = null;
      Levels asks = null;
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "lastUpdateId" -> lastUpdateId = JsonFields.number(in, field);
          case "bids" -> bids = levels(in, field);
          case "asks" -> asks = levels(in, field);
          default -> in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "something follows the snapshot");
      }
      if (lastUpdateId == null || bids == null || asks == null) {
        throw new JsonParseException(in, "a field is missing, expected lastUpdateId, bids, asks");
      }
      return new DepthSnapshot(
          lastUpdateId, bids.prices(), bids.quantities(), asks.prices(), asks.quantities());
    }
  }

  private static Levels levels(JsonParser in, String field) throws IOException {
    JsonFields.expect(in, JsonToken.START_ARRAY, "an array in " + field);
    Levels levels = Levels.read(in);
    if (!levels.problem().isEmpty()) {
      throw new JsonParseException(in, field + levels.problem());
    }
    return levels;
  }
}
