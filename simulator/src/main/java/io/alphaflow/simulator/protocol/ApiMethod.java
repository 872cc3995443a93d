package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One thing the venue can be asked for, the same over HTTP and the WebSocket API.
 *
 * @param signed whether the request must be signed
 * @param order whether it places or cancels: free of weight when it succeeds
 * @param places whether it counts as an order
 * @param changes whether it changes orders of before: cancels them, or makes them smaller
 * @param weight request weight, which may depend on the parameters
 * @param answer the work; throws {@link ApiException}
 */
public record ApiMethod(
    boolean signed,
    boolean order,
    boolean places,
    boolean changes,
    ToIntFunction<Params> weight,
    Function<Call, JsonNode> answer) {

  static ApiMethod open(int weight, Function<Call, JsonNode> answer) {
    return open(p -> weight, answer);
  }

  static ApiMethod open(ToIntFunction<Params> weight, Function<Call, JsonNode> answer) {
    return new ApiMethod(false, false, false, false, weight, answer);
  }

  static ApiMethod signed(int weight, Function<Call, JsonNode> answer) {
    return signed(p -> weight, answer);
  }

  static ApiMethod signed(ToIntFunction<Params> weight, Function<Call, JsonNode> answer) {
    return new ApiMethod(true, false, false, false, weight, answer);
  }

  static ApiMethod placing(Function<Call, JsonNode> answer) {
    return new ApiMethod(true, true, true, false, p -> 1, answer);
  }

  static ApiMethod amending(int weight, Function<Call, JsonNode> answer) {
    return new ApiMethod(true, false, false, true, p -> weight, answer);
  }

  static ApiMethod cancelling(Function<Call, JsonNode> answer) {
    return new ApiMethod(true, true, false, true, p -> 1, answer);
  }
}
