package io.alphaflow.exchange.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What came back for one request.
 *
 * @param status HTTP status
 * @param json the body; missing when it is not JSON
 * @param body as it came
 */
public record HttpAnswer(int status, JsonNode json, String body) {

  /** How much of a body is repeated in messages. */
  private static final int QUOTED = 300;

  /** Whether the request was carried out, as far as HTTP goes, and the answer can be read. */
  public boolean isReadable() {
    return status >= 200 && status < 300 && (!json.isMissingNode() || body.isEmpty());
  }

  /** Whether the venue refused it because of too many requests. */
  public boolean isThrottled() {
    return status == VenueHttp.MANY_REQUESTS;
  }

  /** Status and the beginning of the body, for messages. */
  public String summary() {
    String text = body.length() > QUOTED ? body.substring(0, QUOTED) + "…" : body;
    return "HTTP " + status + (text.isBlank() ? "" : ": " + text.strip());
  }
}
