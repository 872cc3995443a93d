package io.alphaflow.simulator.matching;

/**
 * What happens when an order would trade with a working one of its own account. The mode of the
 * order that arrives counts.
 */
public enum SelfTradePrevention {
  /** Nothing: they trade where customers trade with each other, else they do not meet. */
  NONE,
  /** What is left of the order that arrives expires. */
  EXPIRE_TAKER,
  /** What is left of the order that works expires. */
  EXPIRE_MAKER,
  /** Both expire. */
  EXPIRE_BOTH,
  /** Both lose what they would have traded; the smaller one ends with that. */
  DECREMENT;

  boolean isOn() {
    return this != NONE;
  }

  /** What the order that arrives loses. */
  long takerLoses(long quantity, long remaining) {
    return switch (this) {
      case EXPIRE_TAKER, EXPIRE_BOTH -> remaining;
      case DECREMENT -> quantity;
      case NONE, EXPIRE_MAKER -> 0;
    };
  }

  /** What the order that works loses. */
  long makerLoses(long quantity, long remaining) {
    return switch (this) {
      case EXPIRE_MAKER, EXPIRE_BOTH -> remaining;
      case DECREMENT -> quantity;
      case NONE, EXPIRE_TAKER -> 0;
    };
  }
}
