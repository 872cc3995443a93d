package io.alphaflow.exchange.binance.trading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/**
 * An HTTP answer and what it means for a request that may have had an effect.
 *
 * @param status HTTP status
 * @param body as it came
 */
record Reply(int status, String body) {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final JsonNode MISSING = MissingNode.getInstance();
  private static final int MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final int ENGINE_REJECTED = -2010;
  private static final String DUPLICATE = "Duplicate order sent.";

  /**
   * Codes that say that the venue itself does not know: -1006 and -1007 by name, others because
   * they are raised in places that do not know whether the order went on.
   */
  private static final Set<Integer> UNDECIDED = Set.of(-1000, -1001, -1006, -1007, -1008, -1016);

  /** The outcome of a request. */
  sealed interface Outcome {}

  /** Done; this is the answer. */
  record Done(JsonNode json) implements Outcome {}

  /**
   * Certainly not done.
   *
   * @param throttled whether it was because of too many requests
   * @param data more that the venue said, a missing node when it did not
   */
  record Refused(int code, String message, boolean throttled, JsonNode data) implements Outcome {

    /** With no more words than that. */
    Refused(int code, String message, boolean throttled) {
      this(code, message, throttled, MissingNode.getInstance());
    }
  }

  /** Nobody knows. */
  record Undecided(String reason) implements Outcome {}

  /** What the answer means. An answer that cannot be read decides nothing. */
  Outcome outcome() {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      json = null;
    }
    boolean readable = json != null && (json.isObject() || json.isArray());
    if (status == MANY_REQUESTS || status == BANNED) {
      int code = readable ? json.path("code").asInt(status) : status;
      String message = readable ? json.path("msg").asText() : "too many requests";
      return new Refused(code, message, true, readable ? json.path("data") : MISSING);
    }
    if (!readable) {
      return new Undecided("HTTP " + status + " with a body that is not JSON");
    }
    if (status >= 200 && status < 300) {
      return new Done(json);
    }
    int code = json.path("code").asInt(0);
    String message = json.path("msg").asText("");
    boolean duplicate = code == ENGINE_REJECTED && message.startsWith(DUPLICATE);
    if (status >= 500 || code == 0 || UNDECIDED.contains(code) || duplicate) {
      return new Undecided("HTTP " + status + ", " + code + ": " + message);
    }
    return new Refused(code, message, false, json.path("data"));
  }
}
