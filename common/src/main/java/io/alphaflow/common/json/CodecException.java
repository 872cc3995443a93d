package io.alphaflow.common.json;

/** Bytes that cannot be read as the expected record. The message is fit for a dead letter. */
public final class CodecException extends Exception {

  private static final long serialVersionUID = 1L;

  /** An error with its cause, which may be null. */
  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
