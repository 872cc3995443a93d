package io.alphaflow.common.model;

/** How urgent an alert is. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Somebody should look today. */
  WARNING,
  /** Somebody should look now. */
  CRITICAL
}
