package io.alphaflow.exchange.binance.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.ReplaceResult;
import io.alphaflow.exchange.trading.SubmitResult;
import java.util.function.Function;

/**
 * Reads the answer to a cancel-replace in which at least one half was tried: its two halves, each
 * with the answer that it would have had alone. Refused as a whole it has a code of its own, -2021
 * when one half succeeded and -2022 when none did.
 */
record ReplaceReply(
    Function<Reply.Outcome, CancelResult> cancelReader,
    Function<Reply.Outcome, SubmitResult> orderReader) {

  private static final int HALF_DONE = -2021;
  private static final int NOT_DONE = -2022;
  private static final int BAD_REQUEST = 400;

  /** Whether the two halves have answers of their own. */
  static boolean hasHalves(Reply.Outcome outcome) {
    return outcome instanceof Reply.Done
        || outcome instanceof Reply.Refused refused
            && (refused.code() == HALF_DONE || refused.code() == NOT_DONE)
            && refused.data().isObject();
  }

  /** What became of both. */
  ReplaceResult read(Reply.Outcome outcome) {
    JsonNode halves =
        outcome instanceof Reply.Done done ? done.json() : ((Reply.Refused) outcome).data();
    Reply.Outcome cancel = half(halves, "cancelResult", "cancelResponse");
    String placing = halves.path("newOrderResult").asText();
    SubmitResult placed =
        placing.equals("NOT_ATTEMPTED")
            ? notBegun(cancel)
            : orderReader.apply(half(halves, "newOrderResult", "newOrderResponse"));
    return new ReplaceResult(cancelReader.apply(cancel), placed);
  }

  private static SubmitResult notBegun(Reply.Outcome cancel) {
    return cancel instanceof Reply.Refused refused
        ? new SubmitResult.Deferred(refused.code(), refused.message(), 0)
        : new SubmitResult.Unknown(
            "the new order was not begun, although the old one was not kept");
  }

  private static Reply.Outcome half(JsonNode halves, String result, String response) {
    return switch (halves.path(result).asText()) {
      case "SUCCESS" -> new Reply.Done(halves.path(response));
      case "FAILURE" -> new Reply(BAD_REQUEST, halves.path(response).toString()).outcome();
      default -> new Reply.Undecided("no " + result + " in the answer");
    };
  }
}
