package io.alphaflow.cli.backtest;

import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureReader;
import io.alphaflow.exchange.binance.market.StreamFrames;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the beginning of a capture says.
 *
 * @param file the capture
 * @param symbol of its messages, as the venue spells it
 * @param firstNanos when its first message was received, epoch nanoseconds UTC
 */
record CaptureHead(Path file, String symbol, long firstNanos) {

  private static final int LINES = 1_000;

  /** Of a file; empty when it is something else. */
  static Optional<CaptureHead> of(Path file) throws IOException {
    try (CaptureReader reader = CaptureReader.open(file)) {
      long begun = 0;
      for (int i = 0; i < LINES; i++) {
        CaptureLine line;
        try {
          line = reader.next();
        } catch (IOException e) {
          if (begun == 0) {
            return Optional.empty();
          }
          // Whoever reads all of it says what is wrong with it.
          continue;
        }
        if (line == null || !line.text().startsWith("{")) {
          return Optional.empty();
        }
        begun = begun == 0 ? line.receivedNanos() : begun;
        String symbol = symbol(StreamFrames.read(line.text()));
        if (!symbol.isEmpty()) {
          return Optional.of(new CaptureHead(file, symbol, begun));
        }
      }
      return Optional.empty();
    }
  }

  private static String symbol(StreamEvent event) {
    if (event instanceof DepthUpdate update) {
      return update.symbol();
    }
    if (event instanceof VenueTrade trade) {
      return trade.symbol();
    }
    return event instanceof VenueQuote quote ? quote.symbol() : "";
  }
}
