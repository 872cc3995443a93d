package io.alphaflow.simulator.protocol;

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

  private ApiException(int httpStatus, int code, String message, long retryAtMicros) {
    super(message, null, false, false);
    this.httpStatus = httpStatus;
    this.code = code;
    this.retryAtMicros = retryAtMicros;
  }

  /** HTTP 400 with a code and a sentence. */
  public static ApiException of(int code, String message) {
    return new ApiException(BAD_REQUEST, code, message, 0);
  }

  /** HTTP 401 with a code and a sentence: the API key is not one of ours. */
  public static ApiException unauthorized(int code, String message) {
    return new ApiException(UNAUTHORIZED, code, message, 0);
  }

  /** HTTP 429: come back at this wall time, epoch µs. */
  public static ApiException tooMany(int code, String message, long retryAtMicros) {
    return new ApiException(TOO_MANY, code, message, retryAtMicros);
  }

  /** {@code -1102}: a parameter that must be there is not, or cannot be read. */
  public static ApiException missing(String parameter) {
    return of(
        -1102,
        "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
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
