package io.alphaflow.history.format;

/**
 * A file of which it is not clear what it holds; the message says what was found and what to do.
 */
public final class UnknownFormat extends Exception {

  private static final long serialVersionUID = 1L;

  /** A file with its problem. */
  public UnknownFormat(String message) {
    super(message);
  }
}
