package io.alphaflow.runtime;

/** One kind of database does not work on this machine; the message says why, without secrets. */
final class DatabaseUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailableException(String reason) {
    super(reason);
  }

  DatabaseUnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
