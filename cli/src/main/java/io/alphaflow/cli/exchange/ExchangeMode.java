package io.alphaflow.cli.exchange;

/** What an exchange that runs alone plays. */
enum ExchangeMode {
  /** Made-up trades. */
  SANDBOX,
  /** Recorded trades, which own orders do not change. */
  SHADOW
}
