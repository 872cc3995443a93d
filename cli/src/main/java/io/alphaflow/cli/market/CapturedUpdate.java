package io.alphaflow.cli.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.exchange.market.DepthUpdate;

/** How an update of the book in a capture of Binance joins the one before it. */
public final class CapturedUpdate {

  /** Futures name the update before, as the numbers of theirs have gaps. */
  private static final String PREVIOUS = "\"pu\"";

  private static final ObjectMapper JSON = new ObjectMapper();

  private CapturedUpdate() {}

  /** Whether it is of a futures market. */
  static boolean isOfFutures(DepthUpdate update) {
    return update.raw().contains(PREVIOUS);
  }

  /** The number behind that of the update before it. */
  public static long first(DepthUpdate update) throws JsonProcessingException {
    return isOfFutures(update)
        ? JSON.readTree(update.raw()).path("data").path("pu").asLong() + 1
        : update.firstUpdateId();
  }
}
