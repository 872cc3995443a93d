package io.alphaflow.exchange.coinbase.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.Json;
import java.util.Optional;
import java.util.Set;

/** {@code POST /orders/batch_cancel} with one order. */
final class CancelJson {

  /** Reasons that say that the order works no more, or never did. */
  private static final Set<String> NOT_OPEN =
      Set.of("UNKNOWN_CANCEL_ORDER", "ORDER_IS_FULLY_FILLED");

  /** A cancel of the order is under way already. */
  private static final String UNDER_WAY = "DUPLICATE_CANCEL_REQUEST";

  private CancelJson() {}

  static String body(String orderId) {
    ObjectNode body = Json.object();
    body.putArray("order_ids").add(orderId);
    return body.toString();
  }

  /**
   * What the answer says; empty when the cancel was taken in.
   *
   * @param pauseMillis how long the venue asks to wait
   */
  static Optional<CancelResult> read(String orderId, HttpAnswer answer, long pauseMillis) {
    Decision decision = Decision.of(answer);
    if (decision instanceof Decision.Refused refused) {
      return Optional.of(
          new CancelResult.Refused(
              refused.code(), refused.message(), refused.throttled() ? pauseMillis : 0));
    }
    if (decision instanceof Decision.Undecided undecided) {
      return Optional.of(new CancelResult.Unknown(undecided.reason()));
    }
    for (JsonNode result : ((Decision.Done) decision).json().path("results")) {
      if (result.path("order_id").asText().equals(orderId)) {
        return read(result);
      }
    }
    return Optional.of(new CancelResult.Unknown("the answer does not name the order"));
  }

  private static Optional<CancelResult> read(JsonNode result) {
    String reason = result.path("failure_reason").asText("");
    if (result.path("success").asBoolean() || reason.equals(UNDER_WAY)) {
      return Optional.empty();
    }
    return Optional.of(
        NOT_OPEN.contains(reason)
            ? new CancelResult.NotOpen()
            : new CancelResult.Refused(0, reason, 0));
  }
}
