package io.alphaflow.exchange.market;

import java.time.Duration;

/** The venue says that it does not have these past trades: asking again is of no use. */
public final class HistoryUnavailableException extends MarketDataException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal for good.
   *
   * @param message which call, and what the venue says
   */
  public HistoryUnavailableException(String message) {
    super(message, Duration.ZERO, null);
  }
}
