package io.alphaflow.signals.instance;

import java.util.TreeMap;

/** The stored form of an instance at one instrument. */
final class InstanceState {

  /** What it was configured with when the state was made. */
  String type = "";

  String account = "";
  TreeMap<String, String> parameters = new TreeMap<>();

  /** Number of signals so far, the sequence of the last one. */
  long sequence;

  /** Sequence of the last bar it saw, 0 before the first. */
  long lastBar;

  /** It threw, and is not run until its configuration changes. */
  boolean stopped;

  /** The strategy's own state, JSON as its codec wrote it; null when it has none. */
  String strategy;

  boolean madeFor(StrategyInstance instance) {
    return sameRule(instance) && parameters.equals(instance.parameters());
  }

  /** Whether what was held then can still be ended now. */
  boolean sameRule(StrategyInstance instance) {
    return type.equals(instance.type()) && account.equals(instance.account());
  }
}
