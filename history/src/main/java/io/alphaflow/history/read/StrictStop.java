package io.alphaflow.history.read;

import java.io.IOException;

/** The first bad line, where a person wants none. */
public final class StrictStop extends IOException {

  private static final long serialVersionUID = 1L;

  /** A stop; the message names file, line and fault. */
  public StrictStop(String message) {
    super(message);
  }
}
