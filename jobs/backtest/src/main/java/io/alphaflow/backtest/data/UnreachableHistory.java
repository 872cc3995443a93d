package io.alphaflow.backtest.data;

import java.io.IOException;

/** The history is not where a task looks for it, and will not be when it looks again. */
public final class UnreachableHistory extends IOException {

  private static final long serialVersionUID = 1L;

  UnreachableHistory(String message) {
    super(message);
  }
}
