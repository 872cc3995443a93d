package io.alphaflow.simulator.matching;

/** What a venue takes its fees in. */
public enum FeeAsset {
  /** What the fill brings: base on a BUY, quote on a SELL; as crypto exchanges do. */
  RECEIVED,
  /** Quote on both sides, on top of what a BUY pays; as brokers do. */
  QUOTE
}
