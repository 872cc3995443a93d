package io.alphaflow.common.model;

/** What a person can book in the ledger of an account. */
public enum BookingKind {
  /** An asset has come in. */
  DEPOSIT,
  /** An asset has gone out. */
  WITHDRAWAL,
  /** A fee that was taken later, or one given back. */
  FEE,
  /** The venue has declared a fill void: it is undone, and its fee given back. */
  BUST
}
