package io.alphaflow.backtest.report.diagnostic;

/**
 * What a rule found.
 *
 * @param rule its name
 * @param severity how much it matters
 * @param title in a few words
 * @param found what was seen, with numbers
 * @param cause the likely one
 * @param fix what to do
 */
public record Finding(
    String rule, Severity severity, String title, String found, String cause, String fix) {

  /** How much a finding matters. */
  public enum Severity {
    /** The result is likely wrong. */
    ERROR,
    /** The result says less than it seems to. */
    WARNING,
    /** Good to know. */
    NOTE
  }
}
