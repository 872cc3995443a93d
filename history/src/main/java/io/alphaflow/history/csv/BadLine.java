package io.alphaflow.history.csv;

/** A line that is not used, and why. Has no stack trace: a file may consist of such lines. */
public final class BadLine extends Exception {

  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /** A line with its fault; the reason is a sentence for the report. */
  public BadLine(Fault fault, String reason) {
    super(reason, null, false, false);
    this.fault = fault;
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }
}
