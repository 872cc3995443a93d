package io.alphaflow.exchange.market;

import java.time.Duration;

/** The venue could not be reached, refused, or gave an answer that cannot be read. */
public class MarketDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * A failure.
   *
   * @param message which call, and what was wrong
   * @param retryAfter how long the venue wants to be left alone; zero when it does not say
   * @param cause may be null
   */
  public MarketDataException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the venue wants to be left alone; zero when it does not say. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
