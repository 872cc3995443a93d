package io.alphaflow.signals.instance;

import java.util.TreeMap;

/** The stored form of an instance at one instrument. */
final class InstanceState {

  /** Version of the change that it runs with; 0 when that is the configuration. */
  long version;

  /** What it was made for. */
  String type = "";

  String account = "";
  String interval = "";
  TreeMap<String, String> parameters = new TreeMap<>();

  /** It keeps its state, but sees nothing. */
  boolean paused;

  /**
   * It does not run here; only its numbers are kept: should it come back, its signals must not
   * begin at 1 again, or they would be dropped as repeated.
   */
  boolean gone;

  /** It threw, and is not run until its definition changes. */
  boolean stopped;

  /** Whether it was told that it may signal now. */
  boolean started;

  /** Bars of its own warm-up so far. */
  int warmed;

  /** Number of signals so far, the sequence of the last one, for each leg. */
  long[] sequences = {};

  /** Why it was stopped while it was stored, where nobody could be told; told with what is next. */
  String untold = "";

  /** The strategy's own state, JSON as its codec wrote it; null when it has none. */
  String strategy;

  /** Of an instance that never was. */
  static InstanceState none() {
    InstanceState state = new InstanceState();
    state.gone = true;
    return state;
  }

  boolean madeFor(StrategyInstance instance) {
    return sameRule(instance)
        && interval.equals(instance.interval())
        && parameters.equals(instance.parameters());
  }

  /** Whether what was held then can still be ended now. */
  boolean sameRule(StrategyInstance instance) {
    return type.equals(instance.type()) && account.equals(instance.account());
  }

  void define(StrategyInstance instance) {
    type = instance.type();
    account = instance.account();
    interval = instance.interval();
    parameters = new TreeMap<>(instance.parameters());
  }
}
