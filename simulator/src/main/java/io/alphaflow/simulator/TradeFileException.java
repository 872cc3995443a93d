package io.alphaflow.simulator;

import java.io.IOException;

/** A trade file that cannot be used. The message is {@code FILE: line N: reason}. */
public final class TradeFileException extends IOException {

  private static final long serialVersionUID = 1L;

  TradeFileException(String file, long line, String reason) {
    super(file + ": line " + line + ": " + reason);
  }

  TradeFileException(String file, long line, String reason, Throwable cause) {
    super(file + ": line " + line + ": " + reason, cause);
  }
}
