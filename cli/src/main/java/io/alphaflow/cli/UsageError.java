package io.alphaflow.cli;

/**
 * What was typed cannot be meant: exit code 2, as for an option that there is not. It is known from
 * the words alone, whatever files and desks say.
 */
public final class UsageError extends UserError {

  private static final long serialVersionUID = 1L;

  /** An error with its whole message. */
  public UsageError(String message) {
    super(message);
  }
}
