package io.alphaflow.simulator.matching;

/** What the orders of the venue's customers meet. */
public enum MatchingMode {
  /**
   * The recording, at its worst: an order that takes meets a synthetic best level, whole every
   * time; one that rests fills only when a recorded trade goes through its price.
   */
  THROUGH,
  /**
   * Each other and seeded synthetic makers, which quote around the recorded price: one real
   * price-time book.
   */
  SANDBOX,
  /**
   * The recorded book, which they do not change: one that takes eats its levels, which come back
   * when the recording changes them; one that rests waits until what was there before it has
   * traded.
   */
  SHADOW,
  /** The recorded price: whatever touches it fills whole. For smoke tests. */
  OPTIMISTIC
}
