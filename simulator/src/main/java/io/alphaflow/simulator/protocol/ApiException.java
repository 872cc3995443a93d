package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/** A request that the venue answers with an error. It has no stack trace: it is an answer. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;

  private final int httpStatus;
  private final int code;
  private final long retryAtMicros;
  private final transient JsonNode data;

  private ApiException(
      int httpStatus, int code, String message, long retryAtMicros, JsonNode data) {
    super(message, null, false, false);
    this.httpStatus = httpStatus;
    this.code = code;
    this.retryAtMicros = retryAtMicros;
    this.data = data;
  }

  /** HTTP 400 with a code and a sentence. */
  public static ApiException of(int code, String message) {
    return new ApiException(BAD_REQUEST, code, message, 0, null);
  }

  /** HTTP 401 with a code and a sentence: the API key is not one of ours. */
  public static ApiException unauthorized(int code, String message) {
    return new ApiException(UNAUTHORIZED, code, message, 0, null);
  }

  /** A code and a sentence with what was done and what was not. */
  static ApiException with(int httpStatus, int code, String message, JsonNode data) {
    return new ApiException(httpStatus, code, message, 0, data);
  }

  /** HTTP 429: come back at this wall time, epoch µs. */
  public static ApiException tooMany(int code, String message, long retryAtMicros) {
    return new ApiException(TOO_MANY, code, message, retryAtMicros, null);
  }

  /** {@code -1102}: a parameter that must be there is not, or cannot be read. */
  public static ApiException missing(String parameter) {
    return of(
        -1102,
        "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
  }

  /** What was done and what was not, of a request that did more than one thing. */
  public Optional<JsonNode> data() {
    return Optional.ofNullable(data);
  }

  /** The error as the venue writes it. */
  public ObjectNode json() {
    ObjectNode out = Json.object().put("code", code).put("msg", getMessage());
    data().ifPresent(d -> out.set("data", d));
    return out;
  }

  /** HTTP status of the answer. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The venue's error code, below zero. */
  public int code() {
    return code;
  }

  /** Wall time, epoch µs, from which a retry is allowed, for HTTP 429. */
  public OptionalLong retryAtMicros() {
    return retryAtMicros == 0 ? OptionalLong.empty() : OptionalLong.of(retryAtMicros);
  }
}
