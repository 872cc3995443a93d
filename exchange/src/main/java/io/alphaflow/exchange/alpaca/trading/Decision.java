package io.alphaflow.exchange.alpaca.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.exchange.wire.HttpAnswer;
import java.util.regex.Pattern;

/** What Alpaca's answer means for a request that may have had an effect. */
sealed interface Decision {

  /** Done; this is the answer, missing when there is nothing to say. */
  record Done(JsonNode json) implements Decision {}

  /** Certainly not done; {@code code} is Alpaca's, or the HTTP status. */
  record Refused(int status, int code, String message, boolean throttled) implements Decision {}

  /** Nobody knows. */
  record Undecided(String reason) implements Decision {}

  /** Code 40010001 says only that a field is not valid, so the words must tell. */
  Pattern DUPLICATE = Pattern.compile("client[_ ]order[_ ]id must be unique");

  /**
   * What an answer means. A refusal is a status from 400 on with {@code {"code": …, "message": …}};
   * one because of a client order id that is known means that the order is there. What cannot be
   * read decides nothing, nor do a failure inside (5xx) and a timeout (408).
   */
  static Decision of(HttpAnswer answer) {
    JsonNode json = answer.json();
    int code = json.path("code").asInt(answer.status());
    if (answer.isThrottled()) {
      return new Refused(answer.status(), code, answer.summary(), true);
    }
    if (answer.isReadable()) {
      return new Done(json);
    }
    boolean refusal = answer.status() >= 400 && answer.status() < 500 && answer.status() != 408;
    if (!refusal || !json.isObject() || DUPLICATE.matcher(answer.body()).find()) {
      return new Undecided(answer.summary());
    }
    return new Refused(answer.status(), code, json.path("message").asText(), false);
  }
}
