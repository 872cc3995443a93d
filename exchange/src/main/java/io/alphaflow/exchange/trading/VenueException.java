package io.alphaflow.exchange.trading;

/**
 * A query that got no usable answer. The message holds what was asked and what came back, never a
 * key or a signature.
 */
public final class VenueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A failed query.
   *
   * @param code the venue's code, 0 when there was none
   * @param message what was asked and what came back
   */
  public VenueException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The venue's code, 0 when there was none. */
  public int code() {
    return code;
  }
}
