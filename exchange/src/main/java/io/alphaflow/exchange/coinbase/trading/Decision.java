package io.alphaflow.exchange.coinbase.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.exchange.wire.HttpAnswer;
import java.util.Locale;

/** What Coinbase's answer means for a request that may have had an effect. */
sealed interface Decision {

  /** Done; this is the answer. */
  record Done(JsonNode json) implements Decision {}

  /** Certainly not done. */
  record Refused(int code, String message, boolean throttled) implements Decision {}

  /** Nobody knows. */
  record Undecided(String reason) implements Decision {}

  /**
   * What an answer means. Coinbase refuses by a status from 400 on with a JSON object, and requests
   * without a good token with 401 and plain text. An answer that cannot be read decides nothing,
   * nor do a failure inside (5xx), a timeout (408) and a conflict (409).
   */
  static Decision of(HttpAnswer answer) {
    if (answer.isThrottled()) {
      return new Refused(answer.status(), answer.summary(), true);
    }
    if (answer.isReadable() && answer.json().isObject()) {
      return new Done(answer.json());
    }
    boolean refusal =
        answer.status() >= 400
            && answer.status() < 500
            && answer.status() != 408
            && answer.status() != 409
            && (answer.status() == 401 || answer.json().isObject());
    if (!refusal || isDuplicate(answer.body())) {
      return new Undecided(answer.summary());
    }
    return new Refused(answer.status(), answer.summary(), false);
  }

  /** The answer to a new order, which may say in HTTP 200 that there is none. */
  static Decision ofOrder(HttpAnswer answer) {
    Decision decision = of(answer);
    if (!(decision instanceof Done done) || done.json().path("success").asBoolean()) {
      return decision;
    }
    JsonNode error = done.json().path("error_response");
    if (!done.json().path("success").isBoolean() || !error.isObject()) {
      return new Undecided("neither a success nor an error: " + answer.summary());
    }
    String code = reason(error);
    if (code.isEmpty() || code.startsWith("UNKNOWN") || isDuplicate(error.toString())) {
      return new Undecided(answer.summary());
    }
    return new Refused(answer.status(), code + ": " + error.path("message").asText(), false);
  }

  /** The first of the fields that may say why which does. */
  private static String reason(JsonNode error) {
    for (String field : new String[] {"error", "new_order_failure_reason"}) {
      String text = error.path(field).asText("");
      if (!text.isEmpty() && !text.startsWith("UNKNOWN")) {
        return text;
      }
    }
    String preview = error.path("preview_failure_reason").asText("");
    return preview.startsWith("UNKNOWN") ? "" : preview;
  }

  /** A client order id that is known already means that the order is there. */
  private static boolean isDuplicate(String text) {
    return text.toUpperCase(Locale.ROOT).contains("DUPLICATE_CLIENT_ORDER_ID");
  }
}
