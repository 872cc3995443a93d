package io.alphaflow.simulator.matching;

/**
 * What happens when an order would trade with a working one of its own account. The mode of the
 * order that arrives counts.
 */
public enum SelfTradePrevention {
  /** Nothing: own orders do not meet each other here, whether they cross or not. */
  NONE,
  /** What is left of the order that arrives expires. */
  EXPIRE_TAKER,
  /** What is left of the order that works expires. */
  EXPIRE_MAKER,
  /** Both expire. */
  EXPIRE_BOTH;

  boolean isOn() {
    return this != NONE;
  }

  boolean expiresTaker() {
    return this == EXPIRE_TAKER || this == EXPIRE_BOTH;
  }

  boolean expiresMaker() {
    return this == EXPIRE_MAKER || this == EXPIRE_BOTH;
  }
}
