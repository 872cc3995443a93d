package io.alphaflow.cli;

/** Something the user can put right; the message says what and how. */
public sealed class UserError extends RuntimeException permits UsageError {

  private static final long serialVersionUID = 1L;

  /** An error with its whole message. */
  public UserError(String message) {
    super(message);
  }
}
